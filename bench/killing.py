"""Kills a server with signal 9 while eight people save, starts it again, and reads what it acknowledged."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench import team
from bench.browser import GONE, Browser
from bench.saving import Typing, read
from bench.servers import HOST, ROOT, children, free_port, wait_until_answers
from speir.cli import lifeline

PEOPLE = 8
WAYS = ("a worker", "everything", "the web server", "both workers", "the supervisor")
LONGEST = 12_000


def _letters(number: int) -> str:
    """Return a number in consonants: digits in a row could be a telephone number, which waits until it is explained."""
    return str(number).translate(str.maketrans("0123456789", "bcdfghjklm"))


@dataclass
class Writer:
    """Somebody who saves without pause: each save adds a mark to the text, so the last one proves all before it."""

    browser: Browser
    path: str
    token: str = ""
    typing: Typing = field(default_factory=lambda: Typing({}))
    acknowledged: str = ""
    sent: str = ""
    saves: int = 0
    wrong: str = ""

    def open(self) -> str:
        """Open the page; return the text that stands there."""
        answer = self.browser.get(self.path)
        if answer.status != 200:
            raise RuntimeError(f"the page answered {answer.status}: {answer.text[:500]}")
        form = read(answer.text)
        self.token = form.pop("csrfmiddlewaretoken")
        self.typing = Typing({name: value for name, value in form.items() if not name.startswith("base_")})
        return form["strengths"]

    def begin(self, turn: int) -> None:
        """Go on from what stands there, or with a new text once it has grown long."""
        stands = self.open()
        self.acknowledged = self.sent = stands
        if len(stands) > LONGEST:
            self.save(f"Written anew in turn {turn}.")

    def run(self, turn: int, stop: threading.Event) -> None:
        """Save until told to stop, or until the server is gone."""
        try:
            while not stop.is_set():
                if not self.save(f"{self.acknowledged} {_letters(turn)}-{_letters(self.saves)}".strip()):
                    return
        except GONE:
            self.browser.close()

    def save(self, text: str) -> bool:
        """Save; the text counts as acknowledged when the answer says so."""
        self.sent = text
        form = self.typing.typed(text) | {"csrfmiddlewaretoken": self.token}
        answer = self.browser.post(self.path, form, script=True)
        if answer.status != 200 or "saved--not" in answer.text or "Saved" not in answer.text:
            self.wrong = f"{answer.status}: {answer.text[:300]}"
            return False
        self.acknowledged = text
        self.saves += 1
        return True


@dataclass(frozen=True, slots=True)
class Turn:
    """What one kill came to."""

    way: str
    saves: int
    lost: tuple[str, ...]


class Proof:
    """A server that is killed again and again, and the people in front of it."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self.env, self.log, self.port = env, folder / "log", free_port()
        made = team.make(env, PEOPLE)
        self._theirs, self._ours = lifeline.cast()
        self.process = self._start()
        self.writers = []
        for number, address in zip(made.numbers, made.addresses, strict=False):
            browser = Browser(self.port, timeout=120)
            browser.sign_in(address)
            self.writers.append(Writer(browser, f"/broad-views/{made.evaluation_id}/{number}/"))

    def turn(self, number: int, way: str, chance: random.Random) -> Turn:
        """Let them save, kill at a random moment, start again if need be, and compare."""
        stop = threading.Event()
        before = sum(writer.saves for writer in self.writers)
        for writer in self.writers:
            writer.begin(number)
        threads = [threading.Thread(target=writer.run, args=(number, stop)) for writer in self.writers]
        for thread in threads:
            thread.start()
        limit = time.monotonic() + 240
        while sum(w.saves for w in self.writers) < before + PEOPLE and time.monotonic() < limit:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.5))
        victims, family = self._victims(way)
        for victim in victims:
            _kill(victim)
        time.sleep(chance.uniform(0, 0.2))
        stop.set()
        for thread in threads:
            thread.join()
        for writer in self.writers:
            # Workers that have lost their master wait for connections that are kept open.
            writer.browser.close()
        if "worker" not in way:
            self._wait_until_gone(family)
            self.process = self._start()
        else:
            wait_until_answers(self.port, self.process, self.log)
        lost = tuple(fault for writer in self.writers if (fault := _fault(writer)))
        return Turn(way, sum(writer.saves for writer in self.writers) - before, lost)

    def stop(self) -> None:
        """Stop it in order."""
        for writer in self.writers:
            writer.browser.close()
        family = descendants(self.process.pid)
        self.process.send_signal(signal.SIGTERM)
        self._wait_until_gone(family)
        os.close(self._ours)
        os.close(self._theirs)

    def _victims(self, way: str) -> tuple[list[int], list[int]]:
        family = descendants(self.process.pid)
        server = children(self.process.pid)
        workers = [worker for one in server for worker in children(one)]
        chosen = {
            "a worker": workers[:1],
            "both workers": workers,
            "the web server": server,
            "the supervisor": [self.process.pid],
            "everything": [self.process.pid, *family],
        }
        return chosen[way], family

    def _start(self) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "bench.supervised", "--port", str(self.port)]
        with self.log.open("ab") as out:
            process = subprocess.Popen(
                words,
                env=self.env | {lifeline.VARIABLE: str(self._theirs)},
                pass_fds=[self._theirs],
                cwd=ROOT,
                stdout=out,
                stderr=out,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        wait_until_answers(self.port, process, self.log)
        return process

    def _wait_until_gone(self, family: list[int]) -> None:
        """Wait until nothing of it is left: without its supervisor, the rest ends by itself."""
        self.process.wait(240)
        limit = time.monotonic() + 240
        while any(Path(f"/proc/{process}").exists() for process in family) or _taken(self.port):
            if time.monotonic() > limit:
                raise RuntimeError("something of the killed server is still there after four minutes")
            time.sleep(0.02)


def descendants(process: int) -> list[int]:
    """The ids of a process' children, and of theirs."""
    found = children(process)
    for child in found:
        found = [*found, *(one for one in descendants(child) if one not in found)]
    return found


def _fault(writer: Writer) -> str:
    """Say what is wrong, or nothing: what stands is what was acknowledged last, or what was sent after it."""
    if writer.wrong:
        return f"{writer.path}: not saved, and not because the server was gone: {writer.wrong}"
    stands = writer.open()
    if stands in {writer.acknowledged, writer.sent}:
        return ""
    return f"{writer.path}: acknowledged …{writer.acknowledged[-60:]!r}, there stands …{stands[-60:]!r}"


def _kill(process: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False
