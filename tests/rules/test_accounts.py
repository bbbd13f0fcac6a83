"""Names, and one-time addresses."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from speir.accounts.rules import ADDRESS_LASTS, digest, is_good, name_of_person
from speir.core.errors import Refused

NOW = dt.datetime(2026, 3, 2, 10, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Morag Sinclair", "Morag Sinclair"),
        ("  Màiri \n NicAoidh\x00 ", "Màiri NicAoidh"),
        ("x" * 200, "x" * 200),
        ("\u202eMorag\u202c \u2066Sinclair\u2069", "Morag Sinclair"),
        ("सीता\u200dराम", "सीता\u200dराम"),  # the joiner belongs to the word
        ("محمد", "محمد"),
        ("李", "李"),
    ],
)
def test_a_person_goes_by_a_name_on_one_line(typed, name):
    assert name_of_person(typed) == name


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "person-needs-name"),
        (" \n\x00", "person-needs-name"),
        ("x" * 201, "name-too-long"),
        ("\u200b\u202e", "person-needs-name"),
        ("\u202e", "person-needs-name"),
        ("\u00ad\u2060\ufeff\U000e0041", "person-needs-name"),
        ("\u0301\u200d \u3000", "person-needs-name"),
        ("\ue000\U0010ffff", "person-needs-name"),
        ("\u3164\u2800", "person-needs-name"),
    ],
)
def test_a_name_that_is_missing_or_too_long_is_refused(typed, code):
    with pytest.raises(Refused) as refused:
        name_of_person(typed)
    assert (refused.value.code, refused.value.field) == (code, "name")


def test_a_one_time_address_lasts_24_hours_and_not_a_moment_longer():
    assert dt.timedelta(hours=24) == ADDRESS_LASTS
    assert is_good(ends=NOW, used=None, now=NOW - dt.timedelta(microseconds=1))
    assert not is_good(ends=NOW, used=None, now=NOW)


def test_a_one_time_address_that_was_used_is_over():
    assert not is_good(ends=NOW, used=NOW - dt.timedelta(hours=3), now=NOW - dt.timedelta(hours=2))


def test_of_a_secret_only_its_digest_is_kept():
    assert digest("secret") == hashlib.sha256(b"secret").hexdigest()
