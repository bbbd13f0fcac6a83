"""What an operator sets: what is understood, and what is answered when it is not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import ConnectionHandler

from speir.config import env

PLANNED = {"server_side_binding": True, "prepare_threshold": 5}


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch):
    return lambda value: monkeypatch.setenv("GIVEN", value)


def test_a_postgres_address_is_read_with_its_escapes(given) -> None:
    given("postgres://us%40er:p%2Fw@db.example:6432/speir?sslmode=require")
    found = env.database("GIVEN", default=Path("/unused"))
    assert found["ENGINE"].endswith("postgresql")
    assert (found["USER"], found["PASSWORD"], found["HOST"]) == ("us@er", "p/w", "db.example")
    assert (found["PORT"], found["NAME"], found["OPTIONS"]) == (
        "6432",
        "speir",
        {"sslmode": "require"} | PLANNED,
    )


def test_a_postgres_address_may_name_a_socket(given) -> None:
    given("postgresql://speir@/speir?host=/tmp/sockets")
    found = env.database("GIVEN", default=Path("/unused"))
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("/tmp/sockets", "", PLANNED)


def test_a_kept_connection_to_postgres_is_looked_at_before_it_is_used_again(given) -> None:
    given("postgres://speir@db.example/speir")
    found = env.database("GIVEN", default=Path("/unused"))
    assert found["CONN_MAX_AGE"]
    assert found["CONN_HEALTH_CHECKS"]


def test_on_sqlite_a_save_survives_a_power_cut_and_a_transaction_holds_the_lock_from_its_beginning(
    given, tmp_path: Path, django_db_blocker: Any
) -> None:
    given("")
    path = tmp_path / "speir.sqlite3"
    connection = ConnectionHandler({"default": env.database("GIVEN", default=path)})["default"]
    with django_db_blocker.unblock(), closing(sqlite3.connect(path, timeout=0)) as other:
        with connection.cursor() as cursor:
            found = [
                cursor.execute(f"PRAGMA {what}").fetchone()[0]
                for what in ("journal_mode", "synchronous", "foreign_keys")
            ]
        connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        connection.rollback()
        connection.close()
    assert found == ["wal", 2, 1]


def test_a_sqlite_path_is_absolute_or_starts_where_speir_lies(given) -> None:
    given("sqlite:////srv/speir.sqlite3")
    assert env.database("GIVEN", default=Path("/unused"))["NAME"] == "/srv/speir.sqlite3"
    given("sqlite:///var/other.sqlite3")
    root = Path(__file__).parents[2]
    assert env.database("GIVEN", default=Path("/unused"))["NAME"] == str(root / "var" / "other.sqlite3")
    given("")
    assert env.database("GIVEN", default=Path("/kept/speir.sqlite3"))["NAME"] == "/kept/speir.sqlite3"


@pytest.mark.parametrize(
    "address", ["mysql://h/x", "postgres://host", "sqlite://", "sqlite:///", "speir", "postgres://h:port/x"]
)
def test_an_address_that_names_no_database_is_answered_with_what_to_write(given, address: str) -> None:
    given(address)
    with pytest.raises(ImproperlyConfigured, match="Write postgres://USER"):
        env.database("GIVEN", default=Path("/unused"))


@pytest.mark.parametrize(
    "address",
    [
        "https://speir.example.scot",
        "https://speir.example.scot:8443/",
        "https://xn--spir-9oa.example",
        "https://192.0.2.7",
        "https://[2001:db8::1]:8443",
    ],
)
def test_a_public_address_is_https_without_a_path(given, address: str) -> None:
    given(address)
    assert env.public_address("GIVEN") == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    [
        "http://speir.example",
        "speir.example",
        "https://",
        "https://x.example/path",
        "https://me@x.example",
        "https://@x.example",
        "https://*",
        "https://*.example.scot",
        "https://.example.scot",
        "https://example..scot",
        "https://[::1",
        "https://[::1::]",
        "https://[::]]",
        "https://x:abc",
        "https://x:",
        "https://x:0",
        "https://x:65536",
        "https://x?",
        "https://x#",
        "https://a b",
        "https://a\nb",
        "https://a\\b",
        "https://spéir.example",
    ],
)
def test_another_public_address_is_refused(given, address: str) -> None:
    given(address)
    with pytest.raises(ImproperlyConfigured, match="Set it to https://HOST"):
        env.public_address("GIVEN")


def test_capitals_in_a_public_address_are_the_same_address(given) -> None:
    given("HTTPS://Speir.Example.scot")
    assert env.public_address("GIVEN") == "https://speir.example.scot"


def test_the_host_of_an_address_leaves_its_port_behind() -> None:
    assert env.host_of("https://speir.example:8443") == "speir.example"
    assert env.host_of("https://[2001:db8::1]:8443") == "[2001:db8::1]"


def test_a_switch_is_on_off_or_a_fault(given) -> None:
    given("1")
    assert env.flag("GIVEN") is True
    given("0")
    assert env.flag("GIVEN", default=True) is False
    given("")
    assert env.flag("GIVEN", default=True) is True
    given("yes")
    with pytest.raises(ImproperlyConfigured, match=r"Set it to 1 \(on\) or 0 \(off\)"):
        env.flag("GIVEN")


def test_a_number_keeps_its_bounds(given) -> None:
    given("3")
    assert env.number("GIVEN", default=0, least=0, most=5) == 3
    for wrong in ("6", "-1", "two"):
        given(wrong)
        with pytest.raises(ImproperlyConfigured, match="whole number from 0 to 5"):
            env.number("GIVEN", default=0, least=0, most=5)


def test_a_folder_is_made_for_its_owner_alone(given, tmp_path: Path) -> None:
    given(str(tmp_path / "new"))
    assert env.folder("GIVEN", default=tmp_path).stat().st_mode & 0o777 == 0o700
    given("relative")
    with pytest.raises(ImproperlyConfigured, match="absolute"):
        env.folder("GIVEN", default=tmp_path)


def test_the_key_is_made_once_and_only_its_owner_reads_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("GIVEN", raising=False)
    file = tmp_path / "key"
    key = env.secret_key("GIVEN", kept_in=file)
    assert len(key) >= 50
    assert file.stat().st_mode & 0o777 == 0o600
    assert env.secret_key("GIVEN", kept_in=file) == key
    assert list(tmp_path.iterdir()) == [file]


def test_a_key_that_is_too_short_is_refused(given, tmp_path: Path) -> None:
    given("short")
    with pytest.raises(ImproperlyConfigured, match="at least 50"):
        env.secret_key("GIVEN", kept_in=tmp_path / "key")
    given("")
    (tmp_path / "key").write_text("")
    with pytest.raises(ImproperlyConfigured, match="Delete the file"):
        env.secret_key("GIVEN", kept_in=tmp_path / "key")


def test_one_of_a_few_words_is_taken_or_the_answer_says_which(given) -> None:
    words = ("required", "optional")
    given("Optional ")
    assert env.one_of("GIVEN", words, default="required") == "optional"
    given("")
    assert env.one_of("GIVEN", words, default="required") == "required"
    given("no")
    with pytest.raises(ImproperlyConfigured, match="Set it to required or optional, or unset it"):
        env.one_of("GIVEN", words, default="required")


SMTP = {
    "SPEIR_SMTP_HOST": "mail.example.scot",
    "SPEIR_MAIL_FROM": "Speir <speir@example.scot>",
    "SPEIR_SMTP_USER": "speir",
    "SPEIR_SMTP_PASSWORD": "a password",
}
PUBLIC = "https://speir.example.scot"


@pytest.fixture
def smtp(monkeypatch: pytest.MonkeyPatch):
    for name, value in SMTP.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_a_mail_server_is_spoken_to_under_tls_unless_told_otherwise(smtp) -> None:
    found = env.mail(PUBLIC)
    assert (found.host, found.port, found.security) == ("mail.example.scot", 587, "starttls")
    assert found.sender == "Speir <speir@example.scot>"
    smtp.setenv("SPEIR_SMTP_SECURITY", "tls")
    assert env.mail(PUBLIC).port == 465


def test_without_a_mail_server_there_is_none(smtp) -> None:
    smtp.delenv("SPEIR_SMTP_HOST")
    assert env.mail(PUBLIC) is None


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SPEIR_MAIL_FROM", "", "Set it to the address that e-mails are from"),
        ("SPEIR_MAIL_FROM", "Speir", "Set it to the address that e-mails are from"),
        ("SPEIR_SMTP_PASSWORD", "", "Set SPEIR_SMTP_USER and SPEIR_SMTP_PASSWORD both, or neither"),
        ("SPEIR_SMTP_SECURITY", "ssl", "Set it to starttls or tls or none, or unset it"),
        ("SPEIR_SMTP_PORT", "smtp", "Set it to a whole number"),
    ],
)
def test_a_mail_server_that_cannot_be_used_is_answered_with_what_to_do(smtp, name, value, sentence) -> None:
    smtp.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=sentence):
        env.mail(PUBLIC)


def test_letters_need_an_address_to_lead_to(smtp) -> None:
    with pytest.raises(ImproperlyConfigured, match="Set SPEIR_PUBLIC_URL as well"):
        env.mail(None)


OIDC = {
    "SPEIR_OIDC": "council",
    "SPEIR_OIDC_COUNCIL_NAME": "Riverside Council",
    "SPEIR_OIDC_COUNCIL_URL": "https://login.riverside.gov.scot/tenant",
    "SPEIR_OIDC_COUNCIL_CLIENT_ID": "speir",
    "SPEIR_OIDC_COUNCIL_CLIENT_SECRET": "a secret",
    "SPEIR_OIDC_COUNCIL_DOMAINS": "riverside.gov.scot, Schools.Riverside.gov.scot",
}


@pytest.fixture
def oidc(monkeypatch: pytest.MonkeyPatch):
    for name, value in OIDC.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_an_organisations_own_sign_in_is_read(oidc) -> None:
    (one,) = env.identity_providers()
    assert (one.key, one.name, one.second_factor) == ("council", "Riverside Council", False)
    assert one.domains == ("riverside.gov.scot", "schools.riverside.gov.scot")
    oidc.delenv("SPEIR_OIDC")
    assert env.identity_providers() == []


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SPEIR_OIDC", "the-council", "Write short names"),
        ("SPEIR_OIDC_COUNCIL_NAME", "", "Set SPEIR_OIDC_COUNCIL_NAME as well"),
        ("SPEIR_OIDC_COUNCIL_DOMAINS", "", "Set SPEIR_OIDC_COUNCIL_DOMAINS as well"),
        ("SPEIR_OIDC_COUNCIL_DOMAINS", "@riverside", "Write e-mail domains apart by spaces"),
        (
            "SPEIR_OIDC_COUNCIL_URL",
            "http://login.riverside.gov.scot",
            "Set it to the https address of the issuer",
        ),
        ("SPEIR_OIDC_COUNCIL_SECOND_FACTOR", "yes", "Set it to 1"),
    ],
)
def test_an_own_sign_in_that_cannot_be_used_is_answered_with_what_to_do(oidc, name, value, sentence) -> None:
    oidc.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=sentence):
        env.identity_providers()


@pytest.mark.parametrize("value", ["", "unix:/run/clamav/clamd.ctl", "tcp:127.0.0.1:3310", "tcp:[::1]:3310"])
def test_a_virus_scanner_is_named_by_its_socket_or_port(given, value: str) -> None:
    given(value)
    assert env.clamd("GIVEN") == value


@pytest.mark.parametrize(
    "value", ["clamd", "tcp:3310", "tcp:host:0", "tcp:host:99999", "unix:", "http://a:1"]
)
def test_a_virus_scanner_that_cannot_be_reached_is_refused(given, value: str) -> None:
    given(value)
    with pytest.raises(ImproperlyConfigured, match="Set it to unix:"):
        env.clamd("GIVEN")


def test_files_lie_in_a_folder_that_only_speir_reads(given, tmp_path: Path) -> None:
    given(str(tmp_path / "files"))
    found = env.storage("GIVEN", default=Path("/unused"))
    assert found["OPTIONS"]["location"] == str(tmp_path / "files")
    assert (tmp_path / "files").stat().st_mode & 0o077 == 0


def test_files_may_lie_in_an_object_store(given) -> None:
    given('{"BACKEND": "django.core.files.storage.InMemoryStorage", "OPTIONS": {}}')
    assert env.storage("GIVEN", default=Path("/unused"))["BACKEND"].endswith("InMemoryStorage")


@pytest.mark.parametrize("value", ["{", '{"BACKEND": 1}', '{"OPTIONS": {}}', '{"BACKEND": "a", "KEY": "b"}'])
def test_an_object_store_that_cannot_be_read_is_refused(given, value: str) -> None:
    given(value)
    with pytest.raises(ImproperlyConfigured, match="BACKEND"):
        env.storage("GIVEN", default=Path("/unused"))


def test_whom_children_can_ring_is_a_name_and_a_number_or_nobody(given) -> None:
    usual = ("Childline", "0800 1111")
    for value, found in (
        ("", usual),
        ("None", None),
        ("Our line, day and night, 0808 123 4567", ("Our line, day and night", "0808 123 4567")),
    ):
        given(value)
        assert env.helpline("GIVEN", default=usual) == found
    for value in ("Childline", "0800 1111", "Childline, ring us", ", 0800 1111"):
        given(value)
        with pytest.raises(ImproperlyConfigured, match="a name and a number"):
            env.helpline("GIVEN", default=usual)
