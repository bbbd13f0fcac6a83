"""A database on SQLite with every migration run and the frameworks loaded, made once for as long as both are the same.

It lies in pytest's cache. That migrations run from nothing is tested by `tests/migrations`, on a database of its own.
Processes of their own get one too, on whichever database the tests run.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from bench import databases

ROOT = Path(__file__).parents[1]
CACHE = ROOT / ".pytest_cache" / "speir-made"
# What decides how a new database looks.
OF = ("speir/*/migrations/*.py", "speir/core/*.py", "speir/frameworks/**/*.py", "speir/frameworks/**/*.yaml")
LOCKED = ("requirements/*.txt",)
DATABASE, ATTEMPTS = "speir.sqlite3", "attempts.sqlite3"


def put(place: Path) -> None:
    """Put a new database at this place, instead of what was there."""
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{place}{ending}").unlink(missing_ok=True)
    shutil.copyfile(_made() / DATABASE, place)


def put_into(folder: Path) -> None:
    """Have a folder as `speir frameworks load` leaves an empty one, but for keys."""
    for name in (DATABASE, ATTEMPTS):
        shutil.copyfile(_made() / name, folder / name)


@contextmanager
def of_its_own(folder: Path) -> Iterator[str]:
    """A new database for what runs beside the tests, gone at the end; its address, empty for a file in the folder.

    Attempts to sign in are counted in a file of the folder, whatever the database.
    """
    put_into(folder)
    if not databases.here():
        yield ""
        return
    (folder / DATABASE).unlink()
    with databases.of_its_own(like=on_postgresql()) as url:
        yield url


@cache
def on_postgresql() -> str:
    """The name of one on the PostgreSQL of this run, in which nobody is: others are made like it. Gone with the server.

    It has its name once it is whole.
    """
    name = f"speir_made_{_mark()}"
    with _alone():
        if not databases.there(name):
            new = f"speir_new_{os.getpid()}"
            _load(DATABASE_URL=databases.make(new))
            databases.run(f'ALTER DATABASE "{new}" RENAME TO "{name}"')
    return name


@contextmanager
def _alone() -> Iterator[None]:
    """Two workers that begin at once make it once."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _made() -> Path:
    made = CACHE / _mark()
    with _alone():
        if not made.exists():
            for older in CACHE.glob("*/"):
                shutil.rmtree(older, ignore_errors=True)
            _make(made)
    return made


def _mark() -> str:
    digest = hashlib.sha256(sys.version.encode())
    for pattern in (*OF, *LOCKED):
        for path in sorted(ROOT.glob(pattern)):
            digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:32]


def _make(made: Path) -> None:
    new = made.with_suffix(".new")
    new.mkdir()
    _load(new)
    new.rename(made)


def _load(new: Path | None = None, **more: str) -> None:
    """Run `speir frameworks load` with nothing there yet; put the files that it makes into a folder."""
    with tempfile.TemporaryDirectory() as folder:
        ours = {n: v for n, v in os.environ.items() if not n.startswith(("SPEIR_", "DJANGO_", "DATABASE_"))}
        ours |= {"SPEIR_VAR": folder, "PYTHONPATH": str(ROOT)} | more
        subprocess.run(
            [sys.executable, "-m", "speir.cli", "frameworks", "load"], check=True, env=ours, cwd=ROOT
        )
        if new:
            for name in (DATABASE, ATTEMPTS):
                shutil.copyfile(Path(folder) / name, new / name)
