"""Several people, or one with several tabs, do the same at the same instant: it is done once, and nothing breaks.

Once through; `bin/prove --only races` goes through it ten times.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bench.servers import environment
from tests import made
from tests.architecture.tree import ROOT

pytestmark = pytest.mark.load


def test_what_is_done_several_times_at_once_is_done_once_and_leaves_nothing_to_nobody(tmp_path: Path) -> None:
    with made.of_its_own(tmp_path) as url:
        settings = {"DJANGO_SETTINGS_MODULE": "speir.config.settings"}
        done = subprocess.run(
            [sys.executable, "-m", "tests.load.races", "1"],
            cwd=ROOT,
            env=environment(tmp_path, url) | settings,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.stdout == "through\n", done.stdout + done.stderr
