"""Keeps the processes of a running Speir together: they start together and they stop together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from speir.cli import lifeline

STOP_SECONDS = 30
LOOK_SECONDS = 0.25


@dataclass
class Child:
    """A process to keep: `ends_all` where nothing works without it, `every` where it runs once in so many seconds."""

    name: str
    words: list[str]
    ends_all: bool = False
    every: float = 0
    process: subprocess.Popen[bytes] | None = None
    due: float = 0
    started: float = 0
    deaths: int = 0


class Supervisor:
    """Starts children, starts them again when they die, and stops them all on a signal."""

    def __init__(self, children: list[Child]) -> None:
        self.children = children
        self.stopping = threading.Event()
        self._theirs, self._ours = lifeline.cast()

    def run(self, when_ready: Callable[[], bool]) -> int:
        """Supervise until told to stop (0) or until a child that ends all has died (1).

        `when_ready` is asked again and again until it says True; it is where the caller tells that all is well.
        """
        ready = False
        with self._signals():
            try:
                while not self.stopping.is_set():
                    if not all(self._look_after(child, time.monotonic()) for child in self.children):
                        return 1
                    ready = ready or when_ready()
                    self.stopping.wait(LOOK_SECONDS)
                say("Stopping")
                return 0
            finally:
                self._stop()

    def _look_after(self, child: Child, now: float) -> bool:
        """Start what is due and see what died. False: nothing can go on without it."""
        if child.process is not None and child.process.poll() is not None:
            code = child.process.returncode
            child.process = None
            if child.ends_all:
                say(f"The {child.name} has stopped by itself (exit code {code}). Stopping everything.")
                return False
            if not child.every:
                lasted = now - child.started > 60
                child.deaths = 1 if lasted else child.deaths + 1
                wait = min(60, 2 ** (child.deaths - 1))
                child.due = now + wait
                say(f"The {child.name} has died (exit code {code}). Starting it again in {wait} s.")
        if child.process is None and now >= child.due:
            child.process = self._start(child.words)
            child.started = now
            child.due = now + child.every
        return True

    def _start(self, words: list[str]) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C in the terminal reaches the supervisor alone, which stops the rest in order.
        return subprocess.Popen(
            words,
            env=os.environ | {lifeline.VARIABLE: str(self._theirs)},
            pass_fds=[self._theirs],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _stop(self) -> None:
        alive = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in alive:
            process.terminate()
        limit = time.monotonic() + STOP_SECONDS
        for process in alive:
            try:
                process.wait(max(0.1, limit - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        os.close(self._ours)
        os.close(self._theirs)

    @contextmanager
    def _signals(self) -> Iterator[None]:
        def stop(number: int, frame: FrameType | None) -> None:
            self.stopping.set()

        before = {
            number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def say(sentence: str) -> None:
    """Tell the operator, at once."""
    print(sentence, file=sys.stderr, flush=True)
