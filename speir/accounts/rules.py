"""Rules of names and one-time addresses."""

from __future__ import annotations

import datetime as dt
import hashlib

from speir.core.errors import Refused
from speir.core.names import name_of

ADDRESS_LASTS = dt.timedelta(hours=24)
INVITATION_LASTS = dt.timedelta(days=7)
LONGEST_NAME = 200


def name_of_person(typed: str) -> str:
    """A person goes by a name. Returns it on one line; raises Refused when it is missing or too long."""
    name = name_of(typed)
    if not name:
        raise Refused("person-needs-name", "Enter a name, so that colleagues know who wrote what.", "name")
    if len(name) > LONGEST_NAME:
        raise Refused("name-too-long", f"Use at most {LONGEST_NAME} characters for the name.", "name")
    return name


_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
_MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def browser_of(user_agent: str) -> str:
    """Return what a browser says of itself as people know it, such as `Firefox, Windows`; empty for an unknown one."""
    names = [next((name for sign, name in some if sign in user_agent), "") for some in (_BROWSERS, _MACHINES)]
    return ", ".join(name for name in names if name)


def digest(secret: str) -> str:
    """Return what is stored of a one-time address' secret: its SHA-256 in hexadecimal, 64 characters."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_good(*, ends: dt.datetime, used: dt.datetime | None, now: dt.datetime) -> bool:
    """A one-time address works once, and until it ends: for 24 hours, as an invitation for 7 days."""
    return used is None and now < ends
