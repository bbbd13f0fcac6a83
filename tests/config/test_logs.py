"""A log must not let its reader sign in as somebody."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from logging.handlers import MemoryHandler

import pytest

from speir.config.logs import WithoutSecrets
from speir.core.ids import new_id, new_secret
from tests import world
from tests.web.browsing import browser


def line(message: str) -> str:
    return WithoutSecrets("%(message)s").format(logging.makeLogRecord({"msg": message}))


@pytest.mark.parametrize("ending", ["", "/", " 404"])
def test_a_sign_in_address_is_hidden(ending: str) -> None:
    secret = new_secret()
    assert secret not in line(f"Not Found: /sign-in/{secret}{ending}")


def test_a_query_string_is_hidden() -> None:
    assert line("Bad Request: /x/?token=abc&y=1") == "Bad Request: /x/?[hidden]"


def test_the_id_of_a_row_stays() -> None:
    address = f"/broad-views/{new_id()}/"
    assert line(f"Not Found: {address}") == f"Not Found: {address}"


@pytest.fixture
def records() -> Iterator[list[logging.LogRecord]]:
    """What Django says of requests, as it reaches the log."""
    kept = MemoryHandler(capacity=1000, flushLevel=logging.CRITICAL + 1)
    logging.getLogger("django").addHandler(kept)
    yield kept.buffer
    logging.getLogger("django").removeHandler(kept)


@pytest.mark.django_db
def test_what_is_refused_is_one_line(records: list[logging.LogRecord]) -> None:
    """Whoever has no password and asks to confirm it could fill the log with tracebacks."""
    assert browser(world.somebody("Isla Reid")).get("/account/confirm/").status_code == 403
    said = [record for record in records if "/account/confirm/" in record.getMessage()]
    assert [(record.levelname, record.exc_info) for record in said] == [("WARNING", None)]


def test_what_fails_in_speir_keeps_its_traceback(records: list[logging.LogRecord]) -> None:
    try:
        raise ZeroDivisionError
    except ZeroDivisionError as error:
        logging.getLogger("django.request").error("Internal Server Error: /x/", exc_info=error)
    assert records[0].exc_info
