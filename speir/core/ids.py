"""Random ids for addresses: not guessable, not a sequence, easy to read aloud."""

from __future__ import annotations

import secrets
from base64 import b32encode

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o or u
LENGTH = 16
# A page of forms asks for dozens: one call for all the bits, and what they are called here.
_OURS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET.encode())


def new_id() -> str:
    """Return a new random id: 16 characters of 5 bits each, 80 bits in all."""
    return b32encode(secrets.token_bytes(LENGTH * 5 // 8)).translate(_OURS).decode()


def new_secret() -> str:
    """Return a secret for a one-time address: 256 bits, safe in a URL."""
    return secrets.token_urlsafe(32)


def is_id(text: str) -> bool:
    """Return whether the text has the form of an id, such as one that a form brought along."""
    return len(text) == LENGTH and all(letter in ALPHABET for letter in text)
