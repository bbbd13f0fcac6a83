"""What docs/threat-model.md says is held by a test is held by one that is there."""

from __future__ import annotations

import re

from bench.prove import PROOFS
from tests.architecture.tree import ROOT

TEXT = (ROOT / "docs" / "threat-model.md").read_text()
TABLES = re.findall(r"^\| way in \|.*?(?=\n\n|\Z)", TEXT, re.M | re.S)


def test_each_test_that_is_named_is_there() -> None:
    named = set(re.findall(r"`((?:[a-z]+/)+test_\w+\.py)`", TEXT))
    assert len(named) > 20
    assert [name for name in sorted(named) if not (ROOT / "tests" / name).exists()] == []


def test_each_proof_that_is_named_is_one_of_bin_prove() -> None:
    named = set(re.findall(r"`bin/prove --only (\w+)`", TEXT))
    assert named
    assert named <= set(PROOFS)


def test_every_way_in_is_held_by_something() -> None:
    assert len(TABLES) == 3
    for table in TABLES:
        for line in table.splitlines()[2:]:
            way, stops, tests, _left = [cell.strip() for cell in line.strip("|").split("|")]
            assert stops, way
            assert "`" in tests, way
