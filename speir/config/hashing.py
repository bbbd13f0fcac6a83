"""How passwords are hashed: Argon2id, strong and small enough that a hundred people may sign in at once."""

from __future__ import annotations

import threading

from django.contrib.auth.hashers import Argon2PasswordHasher

# Each hash takes this memory while it is made, and every processor is busy with one: more at once in a process would
# fill the memory and be no faster. Sixteen threads with Django's own 100 MB each would take 1.6 GB.
_one_at_a_time = threading.Lock()


class Argon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two rounds and one lane: what OWASP recommends. Older hashes are renewed on signing in."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """Return the hash of a password."""
        with _one_at_a_time:
            return str(super().encode(password, salt))

    def verify(self, password: str, encoded: str) -> bool:
        """Return whether this is the password."""
        with _one_at_a_time:
            return bool(super().verify(password, encoded))
