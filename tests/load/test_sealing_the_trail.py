"""Three processes write the trail and two seal it at the same time: each entry is sealed once, and none is left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.servers import ROOT, environment
from tests import made
from tests.cli.running import until

pytestmark = pytest.mark.load

WRITERS, SEALERS, ENTRIES = 3, 2, 60
TELL = """
import json
import django; django.setup()
from speir.trail.models import Entry, Link, Waiting
from speir.trail.queries.chains import verify
from speir.trail.rules import chain
from dataclasses import asdict
links = [(l.number, [m.id for m in chain.read(l.members)]) for l in Link.objects.order_by("number")]
times = dict(Entry.objects.values_list("id", "at"))
edges = [(min(times[i] for i in ids), max(times[i] for i in ids)) for _, ids in links]
print(json.dumps({
    "entries": sorted(times), "sealed": sorted(i for _, ids in links for i in ids),
    "numbers": [n for n, _ in links], "waiting": Waiting.objects.count(), "verified": asdict(verify()),
    "late": sum(after[0] < before[1] for before, after in zip(edges, edges[1:])),
}))
"""


def python(env: dict[str, str], *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *words], env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def ended(process: subprocess.Popen[bytes]) -> bytes:
    out, err = process.communicate(timeout=240)
    assert process.returncode == 0, err.decode()
    return out


def test_each_entry_is_sealed_once_whoever_writes_and_seals_meanwhile(tmp_path: Path) -> None:
    with made.of_its_own(tmp_path) as url:
        env = environment(tmp_path, url) | {"DJANGO_SETTINGS_MODULE": "speir.config.settings"}
        over, there = tmp_path / "over", str(tmp_path)
        sealers = [python(env, "-m", "tests.load.trailing", "seal", str(over), there) for _ in range(SEALERS)]
        words = ("-m", "tests.load.trailing", "write", str(ENTRIES), there)
        writers = [python(env, *words) for _ in range(WRITERS)]
        try:
            until(lambda: len(list(tmp_path.glob("ready-*"))) == SEALERS + WRITERS)
            (tmp_path / "go").touch()
            for writer in writers:
                ended(writer)
            over.touch()
            for sealer in sealers:
                ended(sealer)
        finally:
            for process in (*sealers, *writers):
                process.kill()
        told = json.loads(ended(python(env, "-c", TELL)))
    assert len(told["entries"]) >= WRITERS * ENTRIES * 9 // 10
    assert told["sealed"] == told["entries"]
    assert told["waiting"] == 0
    assert told["numbers"] == list(range(1, len(told["numbers"]) + 1))
    assert len(told["numbers"]) > 10
    assert told["verified"]["wrong"] == []
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        # SQLite has one writer at a time; here batches do overlap in time, which is what the test is about.
        assert told["late"] > 0
