"""`speir trail`: whether the trail is whole, and its head."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from speir.access.actor import SYSTEM
from speir.accounts.actions import make_person
from speir.cli.__main__ import main
from speir.trail.models import Entry, Waiting
from tests import made
from tests.cli.running import embedded, speir
from tests.domain.trail.test_sealing import forge


@pytest.fixture(autouse=True)
def entries(db: None, settings: Any) -> None:
    """Entries in the trail, none of them sealed."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    make_person(name="Isla Reid", by=SYSTEM)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Run `speir trail` with these words; its exit code, and what it printed."""
    capsys.readouterr()
    code = main(["trail", *words])
    return code, capsys.readouterr().out


def test_the_minutes_tick_seals_and_verify_says_that_all_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "head") == (1, "")
    assert main(["tick"]) == 0
    assert not Waiting.objects.exists()
    code, head = said(capsys, "head")
    assert code == 0
    code, told = said(capsys, "verify", "--head", head.strip())
    assert code == 0, told
    assert f"Entries sealed in them and here: {Entry.objects.count()}. Not sealed yet: 0." in told
    assert "The trail is whole." in told
    assert "newest entries are gone" in said(capsys, "verify")[1]


def test_what_was_taken_away_is_said_with_its_place_and_the_command_fails(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["tick"]) == 0
    head = said(capsys, "head")[1].strip()
    forge("trail_entry", "DELETE FROM trail_entry WHERE id = (SELECT MIN(id) FROM trail_entry)")
    code, told = said(capsys, "verify")
    assert code == 1
    assert "of link 1, sealed" in told
    assert "is missing." in told
    assert "The trail is not whole." in told
    forge("trail_entry", "DELETE FROM trail_entry")
    forge("trail_link", "DELETE FROM trail_link")
    assert said(capsys, "verify")[0] == 0
    code, told = said(capsys, "verify", "--head", head)
    assert code == 1
    assert "The newest entries are gone" in told


def test_a_head_that_is_none_is_refused_with_what_one_looks_like(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trail", "verify", "--head", "nonsense"]) == 1
    assert "nonsense is not a head of the trail." in capsys.readouterr().err


@embedded
def test_the_trails_key_is_its_own_and_a_new_signing_key_changes_nothing(tmp_path: Path) -> None:
    made.put_into(tmp_path)
    assert speir(tmp_path, "tick").returncode == 0
    key = (tmp_path / "trail_keys").read_text()
    assert (tmp_path / "trail_keys").stat().st_mode & 0o077 == 0
    assert key != (tmp_path / "secret_key").read_text()
    (tmp_path / "secret_key").unlink()
    (tmp_path / "trail_keys").write_text("a-key-of-another-installation-" * 3)
    done = speir(tmp_path, "trail", "verify")
    assert done.returncode == 1
    assert "Links whose key is not here: 1." in done.stdout.decode()
    (tmp_path / "trail_keys").write_text("a-new-key-of-this-installation-" * 3 + "\n" + key)
    assert speir(tmp_path, "trail", "verify").returncode == 0
