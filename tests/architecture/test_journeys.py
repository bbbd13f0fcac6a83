"""A journey that fails is asked once more and named; what fails again fails, and so does what fails in numbers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

ONCE = """
import pathlib
def test_one():
    said = pathlib.Path(__file__).with_suffix(".said")
    first, _ = not said.exists(), said.touch()
    assert not first
"""
ALWAYS = "def test_one():\n    assert False\n"
# None of this project's settings, and none of the plug-ins that read them.
BARE = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "-p xdist"}


@pytest.mark.parametrize(
    ("tests", "code", "said"),
    [
        ([ONCE], 0, "ASKED TWICE, passed alone: test_0.py::test_one"),
        ([ONCE, ALWAYS], 1, "ASKED TWICE, failed again: test_0.py::test_one, test_1.py::test_one"),
        ([ONCE, ONCE, ONCE], 1, None),
    ],
    ids=["one fails once", "one of two fails twice", "three fail"],
)
def test_what_a_run_of_journeys_ends_with(
    tmp_path: Path, tests: list[str], code: int, said: str | None
) -> None:
    (tmp_path / "pytest.ini").touch()
    for number, text in enumerate(tests):
        (tmp_path / f"test_{number}.py").write_text(text, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, str(ROOT / "bin" / "journeys.py"), "."],
        cwd=tmp_path,
        env=os.environ | BARE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == code, run.stdout + run.stderr
    assert [line for line in run.stdout.splitlines() if line.startswith("ASKED")] == ([said] if said else [])
