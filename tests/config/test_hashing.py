"""Passwords are hashed by Argon2id, and one at a time in a process."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from django.contrib.auth.hashers import Argon2PasswordHasher

from speir.config.hashing import Argon2

WORDS = "three words together"


def test_a_password_is_known_again_and_another_is_not() -> None:
    hasher = Argon2()
    made = hasher.encode(WORDS, hasher.salt())
    assert made.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert hasher.verify(WORDS, made)
    assert not hasher.verify("four other words entirely", made)


def test_a_hash_of_before_is_known_and_renewed() -> None:
    before = Argon2PasswordHasher()
    made = before.encode(WORDS, before.salt())
    assert Argon2().verify(WORDS, made)
    assert Argon2().must_update(made)


def test_hashes_are_made_one_at_a_time(monkeypatch) -> None:
    at_once: list[int] = []
    busy = threading.Semaphore(8)

    def slowly(self: object, password: str, encoded: str) -> bool:
        busy.acquire()
        at_once.append(8 - busy._value)
        time.sleep(0.01)
        busy.release()
        return True

    monkeypatch.setattr(Argon2PasswordHasher, "verify", slowly)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _at: Argon2().verify(WORDS, ""), range(8)))
    assert at_once == [1] * 8
