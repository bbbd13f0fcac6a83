"""`speir suggest` prints a line for each statement, best first, and says in a sentence what it cannot read."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from speir.cli.__main__ import main
from speir.frameworks.actions.loading import load_published
from speir.frameworks.queries import current, suggesting
from speir.meaning import model
from tests import made
from tests.cli.running import embedded, speir

STATEMENTS = "Supervision is cancelled whenever we are busy.\n\n  \nNobody lets the child's school know.\n"


@pytest.fixture(autouse=True)
def loaded(db: None) -> None:
    load_published()


def said(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def a_file(folder: Path, body: str | bytes) -> str:
    path = folder / "statements.txt"
    path.write_bytes(body.encode() if isinstance(body, str) else body)
    return str(path)


def test_each_statement_has_a_line_with_at_least_five_of_each_best_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["suggest", a_file(tmp_path, STATEMENTS), "--ranker", "lexical"]) == 0
    lines = said(capsys)
    assert [line["statement"] for line in lines] == [
        "Supervision is cancelled whenever we are busy.",
        "Nobody lets the child's school know.",
    ]
    framework = current("hmie-2005")
    for line in lines:
        assert min(len(line["indicators"]), len(line["themes"])) >= 5
        assert set(line["indicators"]) <= set(framework.by_number)
        assert set(line["themes"]) <= set(framework.theme_by_path)
        assert line["themes"][0].split("/")[1] == line["indicators"][0]
        assert line["ranker"] == "lexical"
    assert lines[0]["indicators"][0] == "4.5"


def test_it_says_when_it_is_unsure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = "Stir the soup.\nPolice, teachers and nurses train together on joint courses.\n"
    assert main(["suggest", a_file(tmp_path, body), "--ranker", "lexical"]) == 0
    assert [line["unsure"] for line in said(capsys)] == [True, False]


@pytest.mark.parametrize(
    "body",
    [
        "\ufeffOne statement.\r\nAnother one.\r\n",
        "One statement.\nAnother one.",
        "One\u2028 statement.\n\nAnother\tone.\n",
    ],
)
def test_files_of_any_programme_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], body: str
) -> None:
    assert main(["suggest", a_file(tmp_path, body), "--ranker", "lexical"]) == 0
    assert [line["statement"].replace("\u2028", "") for line in said(capsys)] == [
        "One statement.",
        "Another one.",
    ]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", "statements.txt holds no statement. Write one a line."),
        ("\n \n\t\n", "statements.txt holds no statement. Write one a line."),
        (b"One.\nCaf\xe9.\n", "statements.txt is not UTF-8 text (line 2). Save it as UTF-8 and try again."),
        (
            "One.\n" + "x" * 100_000,
            "statements.txt: line 2 has 100,000 characters. A statement has at most 8,000. "
            "Shorten it, or put each statement on a line of its own.",
        ),
    ],
)
def test_what_cannot_be_ranked_is_refused_with_a_sentence_before_anything_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], body: str | bytes, sentence: str
) -> None:
    assert main(["suggest", a_file(tmp_path, body)]) == 1
    assert capsys.readouterr() == ("", f"{sentence}\n")


def test_what_is_no_file_is_said_to_be_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, sentence in (
        ("missing", f"There is no file {tmp_path / 'missing'}."),
        ("", f"{tmp_path.name} is a folder. Name a file with one statement a line."),
        ("pipe", "pipe is not a file with text in it. Send the statements with - as standard input."),
    ):
        assert main(["suggest", str(tmp_path / name)]) == 1
        assert capsys.readouterr().err == f"{sentence}\n"
    assert main(["suggest", "nul\0byte"]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_a_framework_that_is_not_here_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", a_file(tmp_path, STATEMENTS), "--framework", "hmie-1905"]) == 1
    assert capsys.readouterr().err == "There is no framework hmie-1905 here. There is: hmie-2005.\n"


def test_without_the_model_words_rank_and_asking_for_it_says_how_to_get_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "NEEDED", ("speir_has_no_such_package",))
    suggesting._model.cache_clear()
    assert main(["suggest", a_file(tmp_path, STATEMENTS)]) == 0
    assert {line["ranker"] for line in said(capsys)} == {"lexical"}
    for words in (["suggest", a_file(tmp_path, STATEMENTS), "--ranker", "local"], ["suggester"]):
        suggesting._made.clear()
        assert main(words) == 1
        assert capsys.readouterr().err == "The local model is not installed. Run bin/setup --suggest.\n"


@embedded
def test_it_reads_standard_input_and_writes_utf8_wherever_it_runs(tmp_path: Path) -> None:
    made.put_into(tmp_path)
    done = speir(
        tmp_path, "suggest", "-", "--ranker", "lexical", stdin="Bha na bùird falamh.\n".encode(), LC_ALL="C"
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.decode())["statement"] == "Bha na bùird falamh."
