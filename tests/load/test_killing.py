"""Signal 9 while eight people save: whatever was acknowledged is there afterwards. `bin/prove` does this 50 times."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from bench.killing import PEOPLE, Proof
from bench.servers import environment
from tests import made

pytestmark = pytest.mark.load


@pytest.fixture
def proof(tmp_path_factory: pytest.TempPathFactory, no_network: None) -> Iterator[Proof]:
    folder = tmp_path_factory.mktemp("killed")
    with made.of_its_own(folder) as url:
        one = Proof(folder, environment(folder, url))
        try:
            yield one
        finally:
            one.stop()


def test_no_acknowledged_save_is_lost_when_the_server_is_killed(proof: Proof) -> None:
    chance = random.Random()
    for number, way in enumerate(("a worker", "the web server", "everything"), start=1):
        turn = proof.turn(number, way, chance)

        assert not turn.lost
        assert turn.saves >= PEOPLE
