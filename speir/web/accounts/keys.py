"""The lock on the secrets of second factors: new ones by the first key, older ones by whichever fits."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence

from cryptography.fernet import Fernet, MultiFernet


def box(keys: Sequence[str]) -> MultiFernet:
    """Return what encrypts with the first key and decrypts with any of them."""
    return MultiFernet([Fernet(_key(key)) for key in keys])


def _key(words: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"speir second factor" + words.encode()).digest())
