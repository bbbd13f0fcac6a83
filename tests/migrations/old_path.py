"""The migrations one by one, as a database from before they were taken together has gone through them."""

from __future__ import annotations

from typing import Any

from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader


class OneByOne(MigrationLoader):
    """Knows none of Speir's migrations that take others together; what comes after one comes after its last."""

    def load_disk(self) -> None:
        super().load_disk()
        disk = self.disk_migrations
        together = {key: step.replaces[-1] for key, step in disk.items() if _ours(step) and step.replaces}
        for key in together:
            del disk[key]
        for step in disk.values():
            after = [together.get((app, name), (app, name)) for app, name in step.dependencies]
            step.dependencies = after  # type: ignore[misc]  # each step has its own list


def executor(connection: Any) -> MigrationExecutor:
    """Return what runs them."""
    made = MigrationExecutor(connection)
    made.loader = OneByOne(connection)
    return made


def steps(of: MigrationExecutor) -> list[tuple[str, str]]:
    """Speir's own, each after what it needs, the apps in step: as far from app after app as can be."""
    graph, disk = of.loader.graph, of.loader.disk_migrations
    left = sorted((key for key, step in disk.items() if _ours(step)), key=lambda key: (key[1], key[0]))
    done: list[tuple[str, str]] = []
    while left:
        free = (key for key in left if not {parent.key for parent in graph.node_map[key].parents} & set(left))
        done.append(next(free))
        left.remove(done[-1])
    return done


def _ours(step: Any) -> bool:
    return type(step).__module__.startswith("speir.")
