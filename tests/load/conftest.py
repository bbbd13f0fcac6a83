"""A real server, and eight people in front of it who signed in as people do; the same for all tests of a process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from bench import team
from bench.browser import Browser
from bench.servers import SPEIR, Server, environment
from bench.team import Team
from tests import made

PEOPLE = 8


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "load: several people at once in front of a real server")


@dataclass
class Office:
    """Eight people at work on one broad view."""

    server: Server
    team: Team
    people: list[Browser]

    def path(self, number: str) -> str:
        return f"/broad-views/{self.team.evaluation_id}/{number}/"


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory, no_network: None) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    with made.of_its_own(folder) as url:
        env = environment(folder, url)
        their = team.make(env, PEOPLE)
        server = Server(SPEIR, env, folder / "log")
        people = [Browser(server.port) for _ in range(PEOPLE)]
        try:
            for person, address in zip(people, their.addresses, strict=True):
                person.sign_in(address)
            yield Office(server, their, people)
        finally:
            for person in people:
                person.close()
            server.stop()
