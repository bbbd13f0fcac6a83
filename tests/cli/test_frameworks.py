"""The framework, whole, at the command line; and an organisation's own copy read in."""

from __future__ import annotations

import io
import json
import os
import subprocess
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from speir.cli import copy_of_publication
from speir.cli.__main__ import main
from speir.frameworks.actions.loading import load_published
from speir.frameworks.queries import current
from tests import made
from tests.cli.running import PATIENCE, PUBLICATION, command, embedded, environment, rows, speir

KEY = "hmie-2005"
at_hand = pytest.mark.skipif(not PUBLICATION.exists(), reason="the publication is not at hand")


@pytest.fixture
def loaded(db: None) -> None:
    load_published()


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["frameworks", "show", KEY, "--format", "json", *words]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def themes(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [t for q in told["key_questions"] for i in q["indicators"] for t in i["themes"]]


def made_copy() -> str:
    """A publication of our own making, laid out as the real one is: a heading, themes, very good, weak."""
    lines = []
    for indicator in current(KEY).indicators:
        lines += [f"{indicator.number} {indicator.title}", "", "Themes", ""]
        lines += [f"- {theme.title}" for theme in indicator.themes]
        lines += ["", "Illustrations"]
        for name in ("very good", "weak"):
            lines += ["", name.capitalize(), ""]
            lines += [
                f"- This {name} story, number {at} of {indicator.number}, is told of an invented team that does "
                "“what it can” – and says how it knows."
                for at, _ in enumerate(indicator.themes, 1)
            ]
        lines.append("")
    return "\n".join(lines) + "\n"


@pytest.mark.usefixtures("loaded")
def test_the_whole_framework_is_shown_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    told = shown(capsys)
    assert told["key"] == KEY
    assert [q["number"] for q in told["key_questions"]] == ["1", "2", "3", "4", "5"]
    assert [len(q["indicators"]) for q in told["key_questions"]] == [4, 1, 4, 5, 4]
    assert len(themes(told)) == 38
    for theme in themes(told):
        assert theme["title"]
        assert all(len(theme["illustrations"][level]) >= 1 for level in ("very_good", "weak"))
        assert all(
            isinstance(text, str) and text for level in theme["illustrations"].values() for text in level
        )


@pytest.mark.usefixtures("loaded")
def test_its_other_parts_stand_beside_the_key_questions(capsys: pytest.CaptureFixture[str]) -> None:
    told = shown(capsys)
    assert told["overarching_question"].endswith("?")
    assert [standard["number"] for standard in sorted(told["standards"], key=lambda s: s["number"])] == [
        *range(1, 9)
    ]
    assert {standard["key_question"] for standard in told["standards"]} == {"1", "2", "3", "4", "5"}
    assert [level["counts_as"] for level in told["levels"]] == ["strength"] * 3 + ["priority"] * 3
    assert all(level["name"] and level["definition"] for level in told["levels"])
    lengths = {"cycle_questions": 3, "quality_areas": 6, "reasons": 7, "planning_structures": 7}
    assert {part: len(told[part]) for part in lengths} == lengths
    assert len(told["source_kinds"]) > 12
    assert {"title", "year", "isbn", "address"} <= set(told["references"][0])
    assert [i["number"] for q in told["key_questions"] for i in q["indicators"] if i["crucial"]] == [
        "1.4",
        "3.3",
    ]
    assert told["wording"]["source"] == "ours"
    assert all(told[name] for name in ("title", "publisher", "published", "isbn", "copying"))


@pytest.mark.usefixtures("loaded")
def test_text_to_read_has_every_illustration(capsys: pytest.CaptureFixture[str]) -> None:
    told = shown(capsys)
    assert main(["frameworks", "show", KEY]) == 0
    text = " ".join(capsys.readouterr().out.split())
    for theme in themes(told):
        assert theme["title"] in text
        assert all(
            " ".join(each.split()) in text for level in theme["illustrations"].values() for each in level
        )
    assert all(reference["title"] in text for reference in told["references"])


@pytest.mark.usefixtures("loaded")
def test_official_wording_that_is_not_loaded_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["frameworks", "show", KEY, "--wording", "official"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "The official wording of hmie-2005 is not loaded here." in err


@pytest.mark.usefixtures("loaded")
def test_a_framework_that_there_is_not_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["frameworks", "show", "hmie-2012"]) == 1
    assert "There is no framework hmie-2012 here. There is: hmie-2005." in capsys.readouterr().err


@pytest.mark.usefixtures("loaded")
def test_a_copy_is_read_in_once_and_shown_word_for_word(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "our copy.txt"
    file.write_text(made_copy(), encoding="utf-8")
    assert main(["frameworks", "import-publication", str(file)]) == 0
    out = capsys.readouterr().out
    assert out.count(" very good, ") == 18
    assert "18 indicators, 38 very good and 38 weak illustrations." in out
    assert "They are stored" in out
    told = shown(capsys, "--wording", "official")
    assert told["wording"]["source"] == "official"
    assert all(len(level) == 1 for theme in themes(told) for level in theme["illustrations"].values())
    assert main(["frameworks", "import-publication", str(file)]) == 0
    assert "They were here already" in capsys.readouterr().out
    assert shown(capsys, "--wording", "official") == told


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_copy_is_read_in_whatever_programme_saved_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, encoding: str
) -> None:
    file = tmp_path / "copy.txt"
    file.write_text(made_copy(), encoding=encoding)
    assert main(["frameworks", "import-publication", str(file)]) == 0
    assert main(["frameworks", "show", KEY, "--wording", "official"]) == 0
    assert "weak story" in capsys.readouterr().out


@pytest.mark.usefixtures("loaded")
def test_a_copy_that_cannot_be_read_is_refused_with_line_and_expectation(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "copy.txt"
    # Without the first illustration of all.
    lines = made_copy().splitlines()
    lines.remove(next(line for line in lines if "weak story" in line))
    file.write_text("\n".join(lines), encoding="utf-8")
    assert main(["frameworks", "import-publication", str(file)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "copy.txt: Line " in err
    assert "expected" in err
    assert "Nothing was stored." in err
    assert current(KEY).official is None


def refusal(capsys: pytest.CaptureFixture[str], path: Path | str) -> str:
    assert main(["frameworks", "import-publication", str(path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    return err


@pytest.mark.usefixtures("loaded")
def test_what_is_no_text_is_refused_with_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert "is a folder" in refusal(capsys, tmp_path)
    assert "There is no file" in refusal(capsys, tmp_path / "missing.txt")
    binary = tmp_path / "picture.png"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    assert "picture.png is not a text file" in refusal(capsys, binary)
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    assert "an empty file" in refusal(capsys, empty)
    pdf = tmp_path / "copy.pdf"
    pdf.write_bytes(b"%PDF-1.4\nand so on\n")
    assert "another kind of file" in refusal(capsys, pdf)
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(copy_of_publication.MOST_BYTES + 1)
    assert "larger than 1 MB" in refusal(capsys, huge)


@pytest.mark.usefixtures("loaded")
def test_what_is_no_file_is_refused_before_it_is_opened(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        assert f"{path.name} is not a file with a text in it. Save" in refusal(capsys, path)


@pytest.mark.usefixtures("loaded")
def test_nothing_that_a_terminal_would_obey_is_printed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    name = "\x1b]0;owned\x07\u202ecopy.txt"
    told = refusal(capsys, tmp_path / name)
    assert "There is no file" in told
    (tmp_path / name).write_text(made_copy().replace("1.1 ", "9.9 "), encoding="utf-8")
    told += refusal(capsys, tmp_path / name)
    plain = tmp_path / "copy.txt"
    plain.write_text(made_copy().replace("an invented team", "an \x1b[31m team"), encoding="utf-8")
    told += refusal(capsys, plain)
    assert set(filter(lambda char: not char.isprintable(), told)) == {"\n"}


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    "part", ["_a ", "<sup>", "<li ", "<!--", "<sup>" + " " * 99, "a" + "#" * 999, "(" * 999, "br- "]
)
def test_a_hostile_line_is_answered_at_once(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, part: str
) -> None:
    file = tmp_path / "copy.txt"
    file.write_text("a " + part * (60_000 // len(part)) + "b", encoding="utf-8")
    begun = time.process_time()
    assert "expected the heading" in refusal(capsys, file)
    assert time.process_time() - begun < 4


@pytest.mark.usefixtures("loaded")
def test_more_lines_than_any_copy_has_are_not_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "copy.txt"
    file.write_text(made_copy() + "<br>so" * 10_000, encoding="utf-8")
    assert "more than 8,000 lines: is this the right file?" in refusal(capsys, file)


@pytest.mark.usefixtures("loaded")
def test_a_copy_can_come_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = io.BytesIO(made_copy().encode())
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=copy))
    assert main(["frameworks", "import-publication", "-"]) == 0
    assert "They are stored" in capsys.readouterr().out


@embedded
@at_hand
def test_the_publication_at_hand_is_read_in_and_shown_in_utf_8(tmp_path: Path) -> None:
    made.put_into(tmp_path)
    begun = speir(tmp_path, "frameworks", "import-publication", str(PUBLICATION), LC_ALL="C")
    assert begun.returncode == 0, begun.stderr
    assert b"18 indicators, 38 very good and 38 weak illustrations." in begun.stdout
    words = ("frameworks", "show", KEY, "--wording", "official", "--format", "json")
    out = speir(tmp_path, *words, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii").stdout.decode("utf-8")
    told = json.loads(out)
    assert not out.isascii()
    assert all(len(level) == 1 for theme in themes(told) for level in theme["illustrations"].values())
    flat = " ".join(PUBLICATION.read_text(encoding="utf-8").split())
    whole = [
        t for theme in themes(told) for level in theme["illustrations"].values() for t in level if t in flat
    ]
    assert len(whole) > 50  # the others run over a page's end


@embedded
def test_from_nothing_a_refused_copy_leaves_a_machine_without_official_wording(tmp_path: Path) -> None:
    begun = speir(tmp_path, "frameworks", "import-publication", "-", stdin=b"something else\n")
    assert begun.returncode == 1
    assert b"standard input: Line " in begun.stderr
    assert rows(tmp_path, "select source from frameworks_wording") == [("ours",)]
    assert (tmp_path / "speir.sqlite3").stat().st_mode & 0o077 == 0


@embedded
def test_whoever_has_read_enough_may_close_the_pipe(tmp_path: Path) -> None:
    made.put_into(tmp_path)
    with subprocess.Popen(
        command("frameworks", "show", KEY, "--format", "json"),
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.read(10)
        process.stdout.close()
        process.wait(PATIENCE)
        assert b"Traceback" not in process.stderr.read()
