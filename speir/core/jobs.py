"""Jobs by name: an action defers one with ids; a room's tasks.py says which action it is. It leaves on commit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.module_loading import autodiscover_modules
from django_tasks import task

_jobs: dict[str, Callable[..., Any]] = {}


def job(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register the decorated function as the job of this name. Raises ValueError for a name already taken."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        if name in _jobs and _jobs[name] is not function:
            raise ValueError(f"two jobs are called {name}")
        _jobs[name] = function
        return function

    return register


@task()
def run(name: str, ids: dict[str, str]) -> None:
    """Run a job by its name, in the worker. Raises KeyError for a name that no room registered."""
    if name not in _jobs:
        autodiscover_modules("tasks")
    _jobs[name](**ids)


def defer(name: str, **ids: str) -> None:
    """Have the worker run the job once the surrounding transaction is committed; nothing happens on a rollback."""
    transaction.on_commit(lambda: run.enqueue(name, ids))
