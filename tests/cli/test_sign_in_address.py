"""A new one-time address from the command line."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client, override_settings

from speir.access.actor import SYSTEM
from speir.accounts.actions import make_person, set_sign_in
from speir.accounts.models import Person
from speir.accounts.queries import good_address, has_second_factor
from speir.cli.__main__ import main

pytestmark = pytest.mark.django_db


def address(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[str, str]:
    assert main(["sign-in-address", *words]) == 0
    out, err = capsys.readouterr()
    return out.strip(), err


def test_without_an_e_mail_address_it_is_for_the_first_person(capsys: pytest.CaptureFixture[str]) -> None:
    first = make_person(name="Morag Sinclair", by=SYSTEM)
    make_person(name="Isla Reid", by=SYSTEM)
    out, err = address(capsys)
    assert out.startswith("http://127.0.0.1:8000/sign-in/")
    assert "for the first person of this Speir (Morag Sinclair)" in err
    client = Client()
    assert client.post(out.removeprefix("http://127.0.0.1:8000")).status_code == 302
    assert client.session["_auth_user_id"] == first.id


def test_the_first_person_is_made_where_there_is_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    _, err = address(capsys)
    assert "(no name yet)" in err
    assert Person.objects.count() == 1


def test_the_first_person_may_have_a_password_by_now(capsys: pytest.CaptureFixture[str]) -> None:
    first = make_person(name="Morag Sinclair", by=SYSTEM)
    set_sign_in(person=first, email="morag@example.scot", password="a long enough one", by=SYSTEM)
    out, _ = address(capsys)
    assert out


def test_it_is_for_whoever_has_the_e_mail_address_in_any_case(capsys: pytest.CaptureFixture[str]) -> None:
    make_person(name="Morag Sinclair", by=SYSTEM)
    isla = make_person(name="Isla Reid", email="isla@example.scot", by=SYSTEM)
    out, err = address(capsys, "Isla@Example.scot")
    assert "for Isla Reid (isla@example.scot)" in err
    assert good_address(out.split("/")[-2])
    assert isla.sign_in_addresses.count() == 1


def test_an_unknown_e_mail_address_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sign-in-address", "nobody@example.scot"]) == 1
    out, err = capsys.readouterr()
    assert (out, err) == ("", "Nobody here has the e-mail address nobody@example.scot.\n")


def test_a_new_address_replaces_the_one_before(capsys: pytest.CaptureFixture[str]) -> None:
    before, _ = address(capsys)
    after, _ = address(capsys)
    assert not good_address(before.split("/")[-2])
    assert good_address(after.split("/")[-2])


def test_it_begins_with_where_speir_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert address(capsys, "--base-url", "http://127.0.0.1:9000/")[0].startswith(
        "http://127.0.0.1:9000/sign-in/"
    )
    with override_settings(PUBLIC_URL="https://speir.example.scot"):
        assert address(capsys)[0].startswith("https://speir.example.scot/sign-in/")


@pytest.mark.parametrize(
    "word",
    [
        "speir.example.scot",
        "ftp://x",
        "https://",
        "https://x?y=z",
        "https://x/path",
        "https://somebody@x",
        "https://*.example.scot",
        "https://x:70000",
        "http://speir.example.scot",
        "https://x y",
    ],
)
def test_a_base_that_is_no_address_is_refused(capsys: pytest.CaptureFixture[str], word: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["sign-in-address", "--base-url", word])
    assert ended.value.code == 2
    assert "write it as" in capsys.readouterr().err


def test_whoever_runs_speir_takes_a_lost_second_factor_away(capsys: pytest.CaptureFixture[str]) -> None:
    isla = make_person(name="Isla Reid", email="isla@example.scot", by=SYSTEM)
    TOTP.activate(isla, generate_totp_secret())
    _, err = address(capsys, "isla@example.scot")
    assert "second factor" not in err
    assert has_second_factor(isla.id)
    _, err = address(capsys, "isla@example.scot", "--forget-second-factor")
    assert "Their second factors are taken away." in err
    assert not has_second_factor(isla.id)
    _, err = address(capsys, "isla@example.scot", "--forget-second-factor")
    assert "They have no second factor." in err


def test_somebody_without_an_e_mail_address_is_named_by_their_id(capsys: pytest.CaptureFixture[str]) -> None:
    make_person(name="Morag Sinclair", by=SYSTEM)
    isla = make_person(name="Isla Reid", by=SYSTEM)
    out, err = address(capsys, isla.id)
    assert f"for Isla Reid ({isla.id})" in err
    assert good_address(out.split("/")[-2]).person == isla
