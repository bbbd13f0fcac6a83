"""The migrations one by one, as a database from before they were taken together has gone through them."""

from __future__ import annotations

from typing import Any

from django.db.migrations.executor import MigrationExecutor


def executor(connection: Any) -> MigrationExecutor:
    """Return what runs them: nothing that takes others together stands for them."""
    made = MigrationExecutor(connection)
    made.loader.replace_migrations = False  # type: ignore[attr-defined]  # the stubs lack it
    made.loader.build_graph()
    return made


def steps(of: MigrationExecutor) -> list[tuple[str, str]]:
    """Speir's own, each after what it needs, the apps in step: as far from app after app as can be."""
    graph, disk = of.loader.graph, of.loader.disk_migrations
    ours = {
        key for key, step in disk.items() if type(step).__module__.startswith("speir.") and not step.replaces
    }
    left, done = sorted(ours, key=lambda key: (key[1], key[0])), list[tuple[str, str]]()
    while left:
        free = (key for key in left if not {parent.key for parent in graph.node_map[key].parents} & set(left))
        done.append(next(free))
        left.remove(done[-1])
    return done
