"""Nothing is called saved that goes into a file which is not there any more."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import OperationalError, connection

from speir.core import database_file
from tests import world
from tests.web.browsing import Page, browser, open_page, send


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that is taken for the database's."""
    path = tmp_path / "speir.sqlite3"
    path.write_bytes(b"")
    monkeypatch.setattr(connection, "vendor", "sqlite")
    monkeypatch.setitem(connection.settings_dict, "NAME", str(path))
    database_file.require()
    return path


@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_that_is_gone_or_another_is_refused_until_the_first_one_is_back(
    file: Path, replaced: bool
) -> None:
    away = file.rename(file.with_name("away"))
    if replaced:
        file.write_bytes(b"")
    with pytest.raises(OperationalError, match=r"Put that one back, or stop Speir and start it again\."):
        database_file.require()
    away.rename(file)
    database_file.require()


def test_a_save_into_a_file_that_is_gone_is_not_acknowledged_and_keeps_the_text(
    cast: world.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = world.begun(cast)
    at = f"/broad-views/{view.id}/1.1/"
    client = browser(cast.evaluator)
    form = open_page(client, at).form(at)

    def gone() -> None:
        raise OperationalError

    monkeypatch.setattr("speir.core.database_file.require", gone)
    page: Page = send(client, form, 503, strengths="What we typed.")
    assert page.values("strengths") == ["What we typed."]
    assert world.row(view, "1.1").strengths == ""
    assert client.get(at).status_code == 200


def test_with_a_server_there_is_no_file_to_look_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(connection, "vendor", "postgresql")
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "speir"))
    database_file.require()
