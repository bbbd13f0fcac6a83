"""`speir suggest`: which themes each statement of a file most likely bears on. `speir suggester`: it for the web."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import threading
from argparse import ArgumentParser, Namespace
from pathlib import Path
from types import FrameType

from django.db import close_old_connections

from speir.cli import lifeline, ready, statements
from speir.cli.command import Command
from speir.cli.supervise import say
from speir.core import next_door
from speir.core.errors import NotYours, Refused
from speir.frameworks import queries
from speir.frameworks.queries import suggesting
from speir.frameworks.rules.structure import Framework
from speir.frameworks.rules.suggesting.ranking import Ranker
from speir.meaning.model import NotThere


def arguments(parser: ArgumentParser) -> None:
    """What to read, and how to rank."""
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="one statement a line, or - for standard input"
    )
    parser.add_argument(
        "--ranker",
        choices=[ranker.value for ranker in Ranker],
        help="local: the model of bin/setup --suggest (default where it is installed); lexical: shared words alone",
    )
    parser.add_argument("--framework", default="hmie-2005", metavar="KEY", help="default: hmie-2005")


def run(options: Namespace) -> int:
    """Print a JSON line for each statement: the indicators and themes it most likely bears on, best first."""
    texts = statements.read(options.file)
    ready.published()
    framework = _framework(options.framework)
    ranker = Ranker(options.ranker) if options.ranker else queries.ranker_here()
    try:
        queries.suggest(framework, texts[0], ranker)
    except NotThere as missing:
        if options.ranker:
            raise Refused("model-missing", str(missing)) from None
        say(f"{missing} Ranked by shared words alone.")
        ranker = Ranker.LEXICAL
    for text in texts:
        found = queries.suggest(framework, text, ranker)
        line = {
            "statement": text,
            "indicators": found.indicators,
            "themes": found.themes,
            "unsure": found.unsure,
            "ranker": found.ranker,
        }
        print(json.dumps(line, ensure_ascii=False), flush=True)
    return 0


def serve(options: Namespace) -> int:
    """Answer the web server's questions until a signal; 1 where the model is not installed."""
    lifeline.follow()
    # Pages come first: a suggestion that is late is done without.
    os.nice(5)
    try:
        for framework in queries.all_current():
            queries.suggest(framework, "", Ranker.LOCAL)
        _give_back()
        door = next_door.serve(suggesting.door(), _answer)
    except NotThere as missing:
        raise Refused("model-missing", str(missing)) from None
    except OSError as error:
        raise Refused("no-door", f"{suggesting.door()} cannot be listened at ({error.strerror}).") from None

    def stop(number: int, frame: FrameType | None) -> None:
        # From another thread: `shutdown` waits for the loop that this signal has interrupted.
        threading.Thread(target=door.shutdown).start()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    with door:
        door.serve_forever()
    suggesting.door().unlink(missing_ok=True)
    return 0


def _give_back() -> None:
    """Give back the memory that loading took and serving has no use for: 60 of 200 MB, where the C library can."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def _answer(asked: next_door.Answer) -> next_door.Answer:
    close_old_connections()
    try:
        return suggesting.answer(asked)
    except (KeyError, NotYours):
        return {}


def _framework(key: str) -> Framework:
    try:
        return queries.current(key)
    except NotYours:
        keys = ", ".join(framework.key for framework in queries.all_current())
        raise Refused("framework-unknown", f"There is no framework {key} here. There is: {keys}.") from None


COMMAND = Command(
    name="suggest",
    help="Suggest which indicators and themes statements bear on.",
    arguments=arguments,
    run=run,
)
SERVER = Command(
    name="suggester", help="Suggest themes to the web server until stopped (bin/serve runs this).", run=serve
)
