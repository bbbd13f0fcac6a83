"""`speir files verify`: a missing, altered or unknown file is said, with exit status 1, and no confidential word."""

from __future__ import annotations

from argparse import ArgumentParser

import pytest

from speir.cli import files, ready
from tests import world


def asked(*words: str) -> int:
    """As from a terminal, on the test's own database."""
    parser = ArgumentParser()
    files.arguments(parser)
    return files.run(parser.parse_args(words))


@pytest.fixture(autouse=True)
def ready_already(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ready, "database", lambda: None)


def test_it_says_that_every_file_is_there_and_which_is_not(cast, stored, capsys):
    item = world.cite(world.begun(cast), "1.1", cast.lead)
    row = world.file_beside(item, cast.lead, "Of Torquil.txt")
    assert asked("verify") == 0
    assert capsys.readouterr().out == "Files read: 1.\nEvery file is as it was added.\n"
    (stored / row.stored).unlink()
    (stored / "nobodys").write_bytes(b"x")
    assert asked("verify") == 1
    out = capsys.readouterr().out
    assert f"File {row.id} of the evidence {item} is missing" in out
    assert "No file stands for what lies at nobodys." in out
    assert "Not every file is as it was added." in out
    assert "Torquil" not in out


def test_it_asks_for_a_step(capsys):
    with pytest.raises(SystemExit):
        asked()
