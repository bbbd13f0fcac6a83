"""What was removed is gone from the database's file too, and from the log of changes beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.architecture.tree import ROOT

NAME = b"Torquilina"
SCRIPT = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
from speir.frameworks.actions.loading import load_published
load_published()
from tests import world
from tests.factories import names
names.NAME = "Torquilina"
names.TEXT = "We saw it with Torquilina in May, and " * 200  # over several pages of the file
view = names.with_a_name(world.cast())
print("written", flush=True)
input()
from speir.accounts.models import Person
names.take_out(view, world.Somebody(Person.objects.get(name="Morag Sinclair")), "Torquilina")
print("removed", flush=True)
input()
"""


def test_a_removed_name_is_not_in_the_files_any_more(tmp_path: Path) -> None:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SPEIR_", "DATABASE_URL"))}
    script = subprocess.Popen(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env=kept | {"SPEIR_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "speir.config.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert script.stdin is not None
    assert script.stdout is not None
    try:
        assert script.stdout.readline() == b"written\n"
        assert holding(tmp_path), "the name is there to begin with"
        script.stdin.write(b"\n")
        script.stdin.flush()
        assert script.stdout.readline() == b"removed\n"
        assert holding(tmp_path) == []
    finally:
        script.kill()
        script.communicate()


def holding(folder: Path) -> list[str]:
    """The files in which the name stands, as it is and as its letters could lie in an index."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if NAME in path.read_bytes()]
