"""The page on security says what is so on this installation today, and nothing that helps who attacks it."""

from __future__ import annotations

import re
import tomllib

import pytest
from django.conf import settings
from django.db import connection

import speir
from speir.core.append_only import trigger_names
from speir.trail.actions import read_through, seal_waiting
from speir.trail.models import Checked, Entry
from speir.web.shell.security import parts
from tests.architecture.tree import ROOT
from tests.web.browsing import browser


def said(who) -> str:
    return browser(who).get("/security/").content.decode()


def test_it_is_linked_from_every_page_of_who_is_signed_in(cast):
    assert 'href="/security/"' in browser(cast.reader).get("/broad-views/").content.decode()
    assert 'href="/security/"' not in browser().get("/at-risk/").content.decode()


def test_it_says_when_the_trail_was_read_through_and_what_was_found(cast, clock):
    assert "It has not been read through yet" in said(cast.reader)
    seal_waiting()
    read_through()
    assert "It was read through on 2 March 2026 at 10:00, and all of it was there." in said(cast.reader)


def test_it_says_so_where_the_trail_is_not_whole(cast, clock):
    seal_waiting()
    Checked.objects.create(at=clock.now, sealed=3, whole=False)
    shown = said(cast.reader)
    assert "not all of it was there as it was sealed" in shown
    assert "Tell whoever runs this installation." in shown


def test_the_trail_is_read_through_once_a_day_and_what_is_gone_is_found(cast, clock):
    seal_waiting()
    assert read_through()
    assert not read_through()
    clock.forward(days=1, minutes=1)
    with connection.cursor() as cursor:
        on = " ON trail_entry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {trigger_names('trail_entry')[1]}{on}")
    Entry.objects.order_by("pk")[:1].get().delete()
    assert read_through()
    assert Checked.objects.get().whole is False


@pytest.mark.parametrize(
    ("required", "sentence"),
    [
        (True, "Everybody proves a second time who they are"),
        (False, "is not required on this installation yet"),
    ],
)
@pytest.mark.django_db
def test_it_says_whether_a_second_proof_is_asked_for(settings, required, sentence):
    settings.SECOND_FACTOR_REQUIRED = required
    assert sentence in " ".join(dict(parts(secure=True))["How people come in"])


def test_it_says_whether_the_way_to_it_is_encrypted(cast):
    assert "is not reached over an encrypted connection" in said(cast.reader)
    shown = browser(cast.reader).get("/security/", secure=True).content.decode()
    assert "Between your browser and Speir everything is encrypted." in shown


def test_it_names_the_version_as_the_package_does(cast):
    with (ROOT / "pyproject.toml").open("rb") as file:
        assert tomllib.load(file)["project"]["version"] == speir.VERSION
    assert f"This is Speir {speir.VERSION}." in said(cast.reader)


def test_it_names_no_program_no_address_and_no_key(cast):
    shown = re.sub(r"<[^>]*>", " ", said(cast.reader)).lower()
    for word in (
        "django",
        "python",
        "sqlite",
        "postgres",
        "gunicorn",
        "allauth",
        "argon",
        "127.0.0.1",
        "hmac",
    ):
        assert word not in shown
    assert str(settings.SECRET_KEY).lower() not in shown
