"""Whose a text is that waits in a browser: a mark of the person, by which their own pages find it and no others do."""

from __future__ import annotations

from functools import lru_cache

from django.utils.crypto import salted_hmac

SALT = "speir.waiting"


@lru_cache(maxsize=1000)
def writer_mark(person_id: str) -> str:
    """Return a person's mark in a browser, from which nobody can tell their id."""
    return salted_hmac(SALT, person_id, algorithm="sha256").hexdigest()[:24]
