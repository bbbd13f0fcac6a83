"""A question goes to the process next door and its answer comes back; without one, whoever asked goes on at once."""

from __future__ import annotations

import socket
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from speir.core import next_door


@contextmanager
def open_door(path: Path, answer: Callable[[next_door.Answer], next_door.Answer]) -> Iterator[None]:
    with next_door.serve(path, answer) as door:
        thread = Thread(target=door.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield
        finally:
            door.shutdown()
            thread.join()


def echo(asked: next_door.Answer) -> next_door.Answer:
    return {"you said": asked["text"]}


@pytest.mark.parametrize("text", ["one", "two\nlines", "“Gàidhlig” 🙂", "x" * 60_000])
def test_a_question_is_answered(tmp_path: Path, text: str) -> None:
    with open_door(tmp_path / "door", echo):
        assert next_door.ask(tmp_path / "door", {"text": text}, seconds=60) == {"you said": text}


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="long paths are for Linux alone")
def test_a_folder_with_a_long_name_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / ("a folder with a long name " * 5) / "door"
    with open_door(path, echo):
        assert next_door.ask(path, {"text": "one"}, seconds=60) == {"you said": "one"}


def test_nobody_else_on_this_machine_can_ask(tmp_path: Path) -> None:
    with open_door(tmp_path / "door", echo):
        assert stat.S_IMODE((tmp_path / "door").stat().st_mode) == 0o600


def test_whoever_left_no_trace_and_whoever_died_are_not_waited_for(tmp_path: Path) -> None:
    began = time.monotonic()
    assert next_door.ask(tmp_path / "nowhere" / "door", {"text": "one"}, seconds=600) is None
    with open_door(tmp_path / "door", echo):
        pass
    assert next_door.ask(tmp_path / "door", {"text": "one"}, seconds=600) is None
    assert time.monotonic() - began < 600


def test_whoever_takes_too_long_is_not_waited_for(tmp_path: Path) -> None:
    gone = Event()

    def slow(asked: next_door.Answer) -> next_door.Answer:
        assert gone.wait(600)
        return asked

    with open_door(tmp_path / "door", slow):
        # It comes back while the other is still at it.
        assert next_door.ask(tmp_path / "door", {"text": "one"}, seconds=0.1) is None
        gone.set()


@pytest.mark.parametrize("sent", [b"", b"no JSON\n", b"\xff\xfe\n", b'{"half": '])
def test_one_who_makes_no_sense_closes_the_door_for_nobody(tmp_path: Path, sent: bytes) -> None:
    with open_door(tmp_path / "door", echo):
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(tmp_path / "door"))
            line.sendall(sent)
            line.shutdown(socket.SHUT_WR)
            assert line.recv(100) == b""
        assert next_door.ask(tmp_path / "door", {"text": "two"}, seconds=60) == {"you said": "two"}


def test_a_door_that_was_left_behind_is_opened_anew(tmp_path: Path) -> None:
    with open_door(tmp_path / "door", echo):
        pass
    assert (tmp_path / "door").exists()
    with open_door(tmp_path / "door", echo):
        assert next_door.ask(tmp_path / "door", {"text": "one"}, seconds=60) == {"you said": "one"}
