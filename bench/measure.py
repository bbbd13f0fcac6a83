"""Measures pages beside the floor: small batches by turns, floor and page and floor, so that drift cancels."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bench.browser import Browser
from bench.saving import Typing
from bench.servers import Server


@dataclass(frozen=True, slots=True)
class Kind:
    """What is measured: its name, requests in a batch, clients at once, and what it must reach (0: nothing is set)."""

    name: str
    batch: int = 15
    clients: int = 1
    most_times: float = 0
    most_queries: int = 0
    most_cpu: float = 0
    export: bool = False
    with_database: bool = False
    cold: bool = False


KINDS = (
    Kind("grid", most_times=4, most_queries=10),
    Kind("indicator", most_times=4, most_queries=10),
    Kind("save", most_times=5, most_queries=14),
    Kind("save and page"),
    Kind("list"),
    Kind("matrix", most_times=5, most_queries=12),
    Kind("matrix as a grid", most_times=5, most_queries=12),
    Kind("patterns", most_queries=12),
    Kind("plan", most_times=5, most_queries=12),
    Kind("board", most_times=5, most_queries=12),
    # by processes that forget before every request what pages keep of rows that never change
    Kind("matrix, nothing kept", most_times=5, most_queries=12, cold=True),
    Kind("matrix as a grid, nothing kept", most_times=5, most_queries=12, cold=True),
    Kind("patterns, nothing kept", most_queries=12, cold=True),
    Kind("improvement mine", most_times=5, most_queries=12),
    Kind("improvement board", most_times=5, most_queries=12),
    Kind("improvement timeline", most_times=5, most_queries=12),
    Kind("improvement board by date", most_times=5, most_queries=12),
    Kind("improvement board by indicator", most_times=5, most_queries=12),
    Kind("improvement board without a lead", most_times=5, most_queries=12),
    Kind("improvement meeting mode", most_times=5, most_queries=12),
    Kind("improvement changed", most_times=5, most_queries=12),
    Kind("improvement agenda", most_times=5, most_queries=12),
    Kind("improvement tracked", most_times=5, most_queries=12),
    Kind("improvement heard", most_times=5, most_queries=12),
    Kind("improvement mine, nothing kept", most_times=5, most_queries=12, cold=True),
    Kind("improvement board, nothing kept", most_times=5, most_queries=12, cold=True),
    Kind("improvement timeline, nothing kept", most_times=5, most_queries=12, cold=True),
    Kind("list of all"),
    Kind("grid by 8 at once", batch=4, clients=8),
    Kind("blank docx", export=True, batch=2),
    Kind("blank xlsx", export=True, batch=2),
    Kind("filled docx", export=True, batch=1),
    Kind("filled xlsx", export=True, batch=1),
    Kind("filled pdf", export=True, batch=1, most_cpu=0.5),
)


@dataclass(slots=True)
class Figures:
    """One kind in one world: a number for each request or each round."""

    seconds: list[float] = field(default_factory=list)
    floor_seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    floor_cpu: list[float] = field(default_factory=list)
    size: int = 0

    def usual(self) -> float:
        """The lower quartile of the times: what a request takes when nothing else on the machine is in its way."""
        return percentile(self.seconds, 25)

    def summary(self) -> dict[str, float]:
        """Medians, the 95th percentile, and ratios of each round's page to the same round's floor."""
        times = [page / floor for page, floor in zip(self.cpu, self.floor_cpu, strict=True)]
        return {
            "median": statistics.median(self.seconds),
            "p95": percentile(self.seconds, 95),
            "floor_median": statistics.median(self.floor_seconds),
            "floor_p95": percentile(self.floor_seconds, 95),
            "cpu": statistics.median(self.cpu),
            "floor_cpu": statistics.median(self.floor_cpu),
            "cpu_times": statistics.median(times),
            "least_cpu_times": min(self.cpu) / min(self.floor_cpu),
            "size": self.size,
        }


@dataclass
class Stand:
    """One world with its servers, and whoever sits in front of them."""

    told: dict[str, Any]
    speir: Server
    floor: Server
    database_cpu: Callable[[], float] | None = None
    cold: Server | None = None

    def server(self, kind: Kind) -> Server:
        """The server that is measured."""
        return self.cold if kind.cold and self.cold else self.speir

    def browser(self, who: str, server: Server) -> Browser:
        """A browser of somebody signed in."""
        return Browser(server.port, self.told[who]["speir"])

    def floor_browser(self) -> Browser:
        """The same person's at the floor."""
        return Browser(self.floor.port, self.told["member"]["floor"])

    def asker(self, kind: Kind) -> Callable[[], list[int]]:
        """Return what one turn of this kind does; it returns the sizes of the answers."""
        who = "small" if kind.name.endswith("elsewhere") else "member"
        who = "committee" if kind.name.startswith("improvement") else who
        browser = self.browser("chief" if kind.name == "list of all" else who, self.server(kind))
        pages = self.told["pages"]
        if kind.name in {"save", "save and page"}:
            typing = Typing(self.told["save"])
            with_page = kind.name == "save and page"

            def save() -> list[int]:
                form = typing.next() | {"csrfmiddlewaretoken": self.told["token"]}
                answer = browser.post(pages["indicator"], form, script=not with_page)
                self.told["save"] = typing.form
                if with_page:
                    _expect(answer.status, 302, "the save")
                    page = browser.get(answer.location)
                    _expect(page.status, 200, "the page after it")
                    return [len(answer.body), len(page.body)]
                _expect(answer.status, 200, "the save")
                if b"Saved" not in answer.body or b"saved--not" in answer.body:
                    raise RuntimeError(f"not saved: {answer.text[:1000]}")
                return [len(answer.body)]

            return save
        name = kind.name.partition(", nothing")[0]
        path = pages[{"list of all": "list", "grid by 8 at once": "grid"}.get(name, name)]

        def get() -> list[int]:
            answer = browser.get(path)
            _expect(answer.status, 200, path)
            return [len(answer.body)]

        return get


class Pair:
    """One kind in one world, ready to be measured by turns with its floor."""

    def __init__(self, stand: Stand, kind: Kind) -> None:
        self.stand, self.kind = stand, kind
        self.figures = Figures()
        self._ask = [stand.asker(kind)]
        # Each worker has read the framework and compiled its templates before anything counts.
        sizes = [self._ask[0]() for _ in range(3)][-1]
        self._sizes = sizes
        self.figures.size = sum(sizes)
        self._call()

    def round(self) -> None:
        """One batch of the floor, one of the page, one of the floor.

        Several clients call anew: which worker a line comes to is chance, and would stay so from round to round.
        """
        if self.kind.clients > 1:
            self._call()
        batch = max(self.kind.batch, 8)
        before = self._run(self._floor, batch, self.stand.floor, self.figures.floor_seconds)
        cpu = self._run(self._ask, self.kind.batch, self.stand.server(self.kind), self.figures.seconds)
        after = self._run(self._floor, batch, self.stand.floor, self.figures.floor_seconds)
        self.figures.cpu.append(cpu)
        self.figures.floor_cpu.append((before + after) / 2)

    def _call(self) -> None:
        self._ask = [self.stand.asker(self.kind) for _ in range(self.kind.clients)]
        self._floor = [self._floor_asker(self._sizes) for _ in range(self.kind.clients)]
        for ask in (*self._ask, *self._floor):
            ask()

    def _floor_asker(self, sizes: list[int]) -> Callable[[], list[int]]:
        browser = self.stand.floor_browser()

        def ask() -> list[int]:
            for size in sizes:
                answer = browser.get(f"/{size}/")
                _expect(answer.status, 200, "the floor")
                _expect(len(answer.body), size, "the floor's size")
            return sizes

        return ask

    def _spent(self, server: Server) -> float:
        """CPU of the workers, and of the database's own processes where that is asked for."""
        database = self.stand.database_cpu if self.kind.with_database else None
        return server.cpu() + (database() if database else 0)

    def _run(
        self, askers: list[Callable[[], list[int]]], batch: int, server: Server, seconds: list[float]
    ) -> float:
        """Run a batch for every client at once; return the server's CPU for one turn."""
        failed: list[BaseException] = []

        def run(ask: Callable[[], list[int]]) -> None:
            try:
                for _ in range(batch):
                    began = time.perf_counter()
                    ask()
                    seconds.append(time.perf_counter() - began)
            except BaseException as error:  # noqa: BLE001  told by the main thread
                failed.append(error)

        workers = server.workers()
        before = self._spent(server)
        if len(askers) == 1:
            run(askers[0])
        else:
            threads = [threading.Thread(target=run, args=(ask,)) for ask in askers]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        if failed:
            raise failed[0]
        used = self._spent(server) - before
        if server.workers() != workers:
            raise RuntimeError("a worker was replaced while it was measured")
        return used / (batch * len(askers))


def percentile(values: list[float], percent: int) -> float:
    """Return the value that so many percent of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def _expect(got: int, wanted: int, what: str) -> None:
    if got != wanted:
        raise RuntimeError(f"{what}: {got} instead of {wanted}")
