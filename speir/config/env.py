"""Typed readers of the environment.

A value that cannot be used stops the program with a sentence that says what to do.
"""

import ipaddress
import json
import os
import re
import secrets
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "[::1]")

# secure_delete: what is written over or deleted is overwritten in the file too, so that removed words are gone from it.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
)

DATABASE_URL_HELP = (
    "DATABASE_URL cannot be used ({why}). Write postgres://USER:PASSWORD@HOST:PORT/NAME "
    "or sqlite:///path/to/file.sqlite3, or unset it to use SQLite in the var folder."
)


_HTTPS_ADDRESS = re.compile(
    r"https://(?P<host>\[[0-9a-f:.]+\]|[^\s/?#@:\[\]]+)(?::(?P<port>[0-9]{1,5}))?", re.ASCII | re.IGNORECASE
)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII | re.IGNORECASE)


def flag(name: str, *, default: bool = False) -> bool:
    """A switch: 1 or 0."""
    value = os.environ.get(name, "").strip()
    if value == "":
        return default
    if value in {"0", "1"}:
        return value == "1"
    raise ImproperlyConfigured(f"{name} is {value!r}. Set it to 1 (on) or 0 (off), or unset it.")


def number(name: str, *, default: int, least: int, most: int) -> int:
    """A whole number within bounds."""
    value = os.environ.get(name, "").strip()
    if value == "":
        return default
    if not value.isdecimal() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to a whole number from {least} to {most}.")
    return int(value)


def one_of(name: str, words: tuple[str, ...], *, default: str) -> str:
    """One word out of a few."""
    value = os.environ.get(name, "").strip().lower()
    if value and value not in words:
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to {' or '.join(words)}, or unset it.")
    return value or default


def folder(name: str, *, default: Path) -> Path:
    """A folder of ours: made when missing, closed to other users of the machine."""
    value = os.environ.get(name, "").strip()
    path = Path(value).expanduser() if value else default
    if not path.is_absolute():
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to an absolute path.")
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The folder {path} cannot be made ({error.strerror}). Set {name} to a folder that this user may write to."
        ) from error
    return path


def below(path: Path, name: str) -> Path:
    """A folder in one of ours, made when missing."""
    made = path / name
    made.mkdir(mode=0o700, exist_ok=True)
    return made


def secret_key(name: str, *, kept_in: Path) -> str:
    """A key: from the environment, or made once and kept in a file that only its owner can read."""
    value = os.environ.get(name, "").strip()
    if value:
        if len(value) < 50:
            raise ImproperlyConfigured(
                f"{name} is too short. Set it to at least 50 random characters, or unset it."
            )
        return value
    made = secrets.token_urlsafe(64)
    partial = kept_in.with_name(f"{kept_in.name}.{os.getpid()}.{secrets.token_hex(4)}")
    if not kept_in.exists():
        try:
            with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(made)
            # A link never overwrites: of two processes that start together, both read the first one's key.
            os.link(partial, kept_in)
        except FileExistsError:
            pass
        except OSError as error:
            raise ImproperlyConfigured(
                f"The key cannot be written to {kept_in} ({error.strerror}). Set {name}, or let this user write there."
            ) from error
        finally:
            partial.unlink(missing_ok=True)
    try:
        kept = kept_in.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{kept_in} cannot be read ({error.strerror}). Make it readable or set {name}."
        ) from error
    if len(kept) < 50:
        raise ImproperlyConfigured(f"{kept_in} holds no key. Delete the file, and a new key is made.")
    return kept


def keys(name: str, *, kept_in: Path) -> list[str]:
    """Keys that seal: the first for all that is new, older ones behind it to check what they sealed.

    From the environment, apart by spaces, or from a file with one a line, made at first with one key.
    """
    found = secret_key(name, kept_in=kept_in).split()
    if any(len(key) < 50 for key in found):
        raise ImproperlyConfigured(
            f"A key in {name} (or {kept_in}) is too short. Each has at least 50 random characters."
        )
    return found


def public_address(name: str) -> str | None:
    """The https address that people type, without a path: `https://speir.example.scot`. None: this machine only."""
    value = os.environ.get(name, "").strip().rstrip("/")
    if not value:
        return None
    found = _HTTPS_ADDRESS.fullmatch(value)
    if not found or not _is_host(found["host"]) or not 0 < int(found["port"] or 443) < 65536:
        raise ImproperlyConfigured(
            f"{name} is {value!r}. Set it to https://HOST or https://HOST:PORT with no path, as people type it: "
            "one whole host name without *, such as https://speir.example.scot."
        )
    return value.lower()


def _is_host(host: str) -> bool:
    """Whether this is one host: a name or an IPv6 address. `*` or a dot before it would let any host pass for ours."""
    if not host.startswith("["):
        return len(host) < 254 and all(_LABEL.fullmatch(label) for label in host.split("."))
    try:
        return bool(ipaddress.IPv6Address(host[1:-1]))
    except ValueError:
        return False


@dataclass(frozen=True)
class Mail:
    """A mail server to send by."""

    host: str
    port: int
    user: str
    password: str
    security: str
    sender: str


def mail(public_address: str | None) -> Mail | None:
    """The mail server that SPEIR_SMTP_HOST names, and who letters are from. None: no letters leave."""
    host = os.environ.get("SPEIR_SMTP_HOST", "").strip()
    if not host:
        return None
    if public_address is None:
        raise ImproperlyConfigured(
            "SPEIR_SMTP_HOST is set, but what is sent would lead nowhere. Set SPEIR_PUBLIC_URL as well, or unset it."
        )
    sender = os.environ.get("SPEIR_MAIL_FROM", "").strip()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(sender)[1]):
        raise ImproperlyConfigured(
            f"SPEIR_MAIL_FROM is {sender!r}. Set it to the address that e-mails are from, such as "
            "Speir <speir@example.scot>."
        )
    security = one_of("SPEIR_SMTP_SECURITY", ("starttls", "tls", "none"), default="starttls")
    user = os.environ.get("SPEIR_SMTP_USER", "").strip()
    password = os.environ.get("SPEIR_SMTP_PASSWORD", "")
    if bool(user) != bool(password):
        raise ImproperlyConfigured("Set SPEIR_SMTP_USER and SPEIR_SMTP_PASSWORD both, or neither.")
    port = number("SPEIR_SMTP_PORT", default=465 if security == "tls" else 587, least=1, most=65535)
    return Mail(host, port, user, password, security, sender)


@dataclass(frozen=True)
class IdentityProvider:
    """An organisation's own sign-in: `domains` are the e-mail domains of which it may say whose an address is."""

    key: str
    name: str
    url: str
    client_id: str
    secret: str
    domains: tuple[str, ...]
    second_factor: bool


def identity_providers() -> list[IdentityProvider]:
    """Each provider that SPEIR_OIDC names, with its own variables: SPEIR_OIDC_COUNCIL_URL and so on."""
    keys = os.environ.get("SPEIR_OIDC", "").lower().split()
    if bad := [key for key in keys if not re.fullmatch(r"[a-z][a-z0-9]{0,19}", key)]:
        raise ImproperlyConfigured(
            f"SPEIR_OIDC names {bad[0]!r}. Write short names of letters and figures, apart by spaces: council nhs"
        )
    return [_identity_provider(key, f"SPEIR_OIDC_{key.upper()}_") for key in dict.fromkeys(keys)]


def _identity_provider(key: str, prefix: str) -> IdentityProvider:
    said = {
        name: os.environ.get(prefix + name, "").strip()
        for name in ("NAME", "URL", "CLIENT_ID", "CLIENT_SECRET", "DOMAINS")
    }
    if missing := [prefix + name for name, value in said.items() if not value]:
        raise ImproperlyConfigured(f"SPEIR_OIDC names {key}. Set {' and '.join(missing)} as well.")
    if not re.fullmatch(r"https://\S+|http://(127\.0\.0\.1|localhost)(:[0-9]+)?(/\S*)?", said["URL"]):
        raise ImproperlyConfigured(
            f"{prefix}URL is {said['URL']!r}. Set it to the https address of the issuer, "
            "under which /.well-known/openid-configuration lies."
        )
    domains = tuple(said["DOMAINS"].lower().replace(",", " ").split())
    if not all(re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}", domain) for domain in domains):
        raise ImproperlyConfigured(
            f"{prefix}DOMAINS is {said['DOMAINS']!r}. Write e-mail domains apart by spaces: example.gov.scot"
        )
    second = flag(prefix + "SECOND_FACTOR")
    return IdentityProvider(
        key, said["NAME"], said["URL"], said["CLIENT_ID"], said["CLIENT_SECRET"], domains, second
    )


def clamd(name: str) -> str:
    """Where a virus scanner listens: `unix:/path` or `tcp:host:port`. Nothing: files are not scanned."""
    value = os.environ.get(name, "").strip()
    host, _, port = value.removeprefix("tcp:").rpartition(":")
    if not value or re.fullmatch(r"unix:/.+", value):
        return value
    if value.startswith("tcp:") and host and port.isdecimal() and 0 < int(port) < 65536:
        return value
    raise ImproperlyConfigured(
        f"{name} is {value!r}. Set it to unix:/path/to/clamd.ctl or tcp:HOST:PORT, as clamd.conf says, or unset it."
    )


def storage(name: str, *, default: Path) -> dict[str, Any]:
    """Where files are kept, as Django's STORAGES has it: a folder, or {"BACKEND": …, "OPTIONS": {…}} as JSON."""
    value = os.environ.get(name, "").strip()
    if value.startswith("{"):
        try:
            said = json.loads(value)
        except ValueError:
            said = {}
        if isinstance(said.get("BACKEND"), str) and said.keys() <= {"BACKEND", "OPTIONS"}:
            return dict(said)
        raise ImproperlyConfigured(
            f'{name} cannot be read. Write {{"BACKEND": "package.Storage", "OPTIONS": {{}}}}, or an absolute path.'
        )
    return {
        "BACKEND": "speir.core.files.storage.Disk",
        "OPTIONS": {
            "location": str(folder(name, default=default)),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }


def host_of(address: str) -> str:
    """The host name in an address, as Django's ALLOWED_HOSTS wants it (a numeric IPv6 address in brackets)."""
    host = urlsplit(address).hostname or ""
    return f"[{host}]" if ":" in host else host


def database(name: str, *, default: Path) -> dict[str, Any]:
    """Django's description of the database that an address such as `postgres://…` or `sqlite:///…` names."""
    value = os.environ.get(name, "").strip()
    if not value:
        return _sqlite(str(default))
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(DATABASE_URL_HELP.format(why=str(error))) from error
    if parts.scheme == "sqlite":
        path = unquote(parts.path).removeprefix("/")
        if parts.netloc or not path:
            raise ImproperlyConfigured(DATABASE_URL_HELP.format(why="it names no file"))
        # A path that is not absolute starts where Speir lies, wherever the command was given.
        return _sqlite(str(Path(__file__).resolve().parents[2] / path))
    if parts.scheme in {"postgres", "postgresql"}:
        database_name = unquote(parts.path).removeprefix("/")
        if not database_name:
            raise ImproperlyConfigured(DATABASE_URL_HELP.format(why="it names no database"))
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": database_name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", unquote(parts.hostname or "")),
            "PORT": str(port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            # A statement is planned once for a connection that sends it often: planning the joins of who may do what
            # takes ten times what answering it does.
            "OPTIONS": options | {"server_side_binding": True, "prepare_threshold": 5},
        }
    raise ImproperlyConfigured(DATABASE_URL_HELP.format(why=f"its kind is {parts.scheme or 'missing'}"))


def attempts(path: Path) -> dict[str, Any]:
    """Django's description of the small file in which attempts to sign in are counted; losing it is no harm."""
    beside = _sqlite(str(path))
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    return beside | {"OPTIONS": beside["OPTIONS"] | {"timeout": 5, "init_command": pragmas}}


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # A file needs no idle time-out: each thread of a worker keeps its connection and its page cache.
        "CONN_MAX_AGE": None,
        # IMMEDIATE takes the write lock at BEGIN, where waiting is allowed; a later upgrade would fail at once.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }
