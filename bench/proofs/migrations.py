"""`bin/prove --only migrations`: from each point of the migrations' old path a database comes to the same end."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import databases
from bench.servers import ROOT, environment

DATABASES = ("sqlite", "postgresql")


def main(given: list[str]) -> int:
    """Prove it on each database; 1 when one came to another end."""
    parser = argparse.ArgumentParser(prog="bin/prove --only migrations", description=__doc__)
    parser.add_argument("--database", default="sqlite,postgresql", help="default: sqlite,postgresql")
    parser.add_argument(
        "--every", type=int, default=1, help="stop after each of so many steps only (default: 1)"
    )
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(given)
    if options.here:
        return _prove(options.database, options.every)
    code = 0
    for database in options.database.split(","):
        if database not in DATABASES:
            parser.error(f"choose from {', '.join(DATABASES)}")
        words = [sys.executable, "-m", "bench.proofs.migrations", "--here", "--database", database]
        words += ["--every", str(options.every)]
        if database == "postgresql":
            words = [sys.executable, str(ROOT / "bin" / "with_postgres.py"), *words]
        code |= subprocess.run(words, cwd=ROOT, check=False).returncode
    return code


def _prove(database: str, every: int) -> int:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="speir-prove-") as made, databases.of_its_own() as url:
        kept = environment(Path(made), url)
        os.environ.clear()
        os.environ.update(kept | {"DJANGO_SETTINGS_MODULE": "speir.config.settings"})
        import django

        django.setup()
        different = _points(Path(made), every, lambda said: print(f"  {said}", flush=True))
    print(f"{database}: {different} came to another end, {time.monotonic() - began:.0f} s")
    return 1 if different else 0


def _points(folder: Path, every: int, say: Callable[[str], None]) -> int:
    """Stop after each step of the old path, and migrate from there as one does; how many ends differ from a new one's.

    A database with no step of it is the new one: it is made by what takes the migrations of each app together.
    """
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from tests.migrations import old_path, schema

    def end() -> list[str]:
        call_command("migrate", interactive=False, verbosity=0)
        executor = MigrationExecutor(connection)
        assert not executor.migration_plan(executor.loader.graph.leaf_nodes()), "a step is left"
        unknown = set(executor.loader.replacements) - set(executor.loader.applied_migrations)
        assert not unknown, f"not written down as done: {unknown}"
        return schema.read(connection)

    walk, point = _Place(folder, "walk"), _Place(folder, "point")
    point.copy(_Place(folder, "empty").make())
    new, different = end(), 0
    walk.make()
    steps = old_path.steps(old_path.executor(connection))
    for at, step in enumerate(steps, 1):
        walk.open()
        old_path.executor(connection).migrate([step])
        if at % every and at != len(steps):
            continue
        point.copy(walk)
        apart = sorted(set(new) ^ set(got := end()))
        different += bool(apart) or len(got) != len(new)
        say(f"{at:3} of {len(steps)}  {'.'.join(step):45} {len(got)} things, {apart or 'the same'}")
    return different


class _Place:
    """A database of this server, or a file in this folder."""

    def __init__(self, folder: Path, name: str) -> None:
        from django.db import connection

        self.line, self.file = connection, connection.vendor == "sqlite"
        self.name = str(folder / f"{name}.sqlite3") if self.file else f"speir_{os.getpid()}_{name}"

    def open(self) -> None:
        """Have everything go there."""
        self.line.close()
        self.line.settings_dict["NAME"] = self.name

    def make(self) -> _Place:
        """Make it, empty, and open it."""
        if not self.file:
            databases.run(f'CREATE DATABASE "{self.name}"')
        self.open()
        self.line.ensure_connection()
        return self

    def copy(self, other: _Place) -> None:
        """Have it as another stands, and open it."""
        self.line.close()
        if self.file:
            for ending in ("", "-wal", "-shm"):
                Path(self.name + ending).unlink(missing_ok=True)
            shutil.copyfile(other.name, self.name)  # the last to close a file has emptied its log
        else:
            databases.run(f'DROP DATABASE IF EXISTS "{self.name}"')
            databases.run(f'CREATE DATABASE "{self.name}" TEMPLATE "{other.name}"')
        self.open()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
