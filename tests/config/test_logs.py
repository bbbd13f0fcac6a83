"""A log must not let its reader sign in as somebody."""

from __future__ import annotations

import logging

import pytest

from speir.config.logs import WithoutSecrets
from speir.core.ids import new_id, new_secret


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
