"""Typed readers of the environment: switches, numbers, words, folders, keys and addresses."""

import ipaddress
import os
import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "[::1]")


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


def helpline(name: str, *, default: tuple[str, str]) -> tuple[str, str] | None:
    """Who listens to children, and their number: `Childline, 0800 1111`. None where it is `none`: nobody is named."""
    value = os.environ.get(name, "").strip()
    if value.lower() == "none":
        return None
    who, _comma, number = (part.strip() for part in value.rpartition(","))
    if value and not (who and re.fullmatch(r"[0-9][0-9 ]{2,19}", number)):
        raise ImproperlyConfigured(
            f"{name} is {value!r}. Set it to a name and a number, such as “Childline, 0800 1111”, to none, or unset it."
        )
    return (who, number) if value else default


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


def host_of(address: str) -> str:
    """The host name in an address, as Django's ALLOWED_HOSTS wants it (a numeric IPv6 address in brackets)."""
    host = urlsplit(address).hostname or ""
    return f"[{host}]" if ":" in host else host
