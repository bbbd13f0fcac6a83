"""Which database a table lies in: the counts of attempts to sign in have a file of their own, all else the main one."""

from __future__ import annotations

from typing import Any

ATTEMPTS = "attempts"


class AttemptsApart:
    """Django's router: the cache's table goes to `attempts`, and nothing else does."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        """The database to read a table from."""
        return ATTEMPTS if model._meta.app_label == "django_cache" else None

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        """The database to write a table to."""
        return self.db_for_read(model)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Whether this database may hold tables of this app."""
        return (db == ATTEMPTS) == (app_label == "django_cache")
