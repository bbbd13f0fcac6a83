"""`speir serve`: brings the database up to date, then runs the web server, the worker and the minute's tick as one."""

from __future__ import annotations

import os
import socket
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from speir.accounts import actions as accounts
from speir.cli import demo, watch
from speir.cli.command import Command
from speir.cli.supervise import Child, say
from speir.cli.watch import HOST
from speir.frameworks.actions import loading
from speir.frameworks.queries import ranker_here
from speir.frameworks.rules.suggesting.ranking import Ranker


def arguments(parser: ArgumentParser) -> None:
    """Where to listen, and what to begin with."""
    parser.add_argument("--port", type=_port, default=8000, help="port on this machine (default: 8000)")
    parser.add_argument(
        "--workers", type=int, choices=range(1, 33), default=2, metavar="N", help="default: 2"
    )
    parser.add_argument("--demo", action="store_true", help="load the demonstration and start there")


def run(options: Namespace) -> int:
    """Prepare, then become the supervisor, which ends with 0 at a signal; 1 when the web server could not go on."""
    if taken := _why_not(options.port):
        say(taken)
        return 1
    # gunicorn imports from the folder it is started in before it looks anywhere else.
    os.chdir(settings.BASE_DIR)
    base_url: str = settings.PUBLIC_URL or f"http://{HOST}:{options.port}"
    prepare()
    goes_to = load_demonstration() if options.demo else ""
    sign_in = accounts.first_sign_in_address(base_url, goes_to)
    connections.close_all()
    ready = _ready(base_url + (goes_to or "/"), sign_in)
    return watch.instead(children(options.port, options.workers), port=options.port, ready=ready)


def prepare() -> None:
    """Bring the database, the pages' files and the published frameworks up to date."""
    say("Bringing the database up to date")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", database="attempts", verbosity=0)
    say("Collecting the pages' files")
    call_command("collectstatic", interactive=False, verbosity=0)
    for line in loading.load_published():
        say(f"Published framework {line}")


def load_demonstration() -> str:
    """Load the demonstration, unless it is there; return the path of its first page."""
    say("Loading the demonstration")
    return demo.load()


def children(port: int, workers: int) -> list[Child]:
    """The processes that make up a running Speir."""
    python = [sys.executable, "-m"]
    speir = [*python, "speir.cli"]
    server = [*python, "gunicorn", "--config", "python:speir.config.gunicorn"]
    server += ["--bind", f"{HOST}:{port}", "--workers", str(workers), "speir.config.wsgi:application"]
    kept = [
        Child("web server", server, ends_all=True),
        Child("worker", [*speir, "work"]),
        Child("tick", [*speir, "tick"], every=60),
    ]
    if ranker_here() is Ranker.LOCAL:
        kept.append(Child("suggester", [*speir, "suggester"]))
    return kept


def _ready(address: str, sign_in: str | None) -> str:
    lines = f"\nSpeir is ready at {address} (Ctrl-C stops it)."
    if sign_in:
        lines += f"\nSign in with this address. It works once, within 24 hours:\n\n    {sign_in}\n"
    return lines


def _why_not(port: int) -> str:
    with socket.socket() as probe:
        # As the web server does, so that a port it could take is not called taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            return (
                f"Port {port} cannot be used ({error.strerror}). "
                f"Stop what listens there, or choose another: bin/serve --port {port + 1 if port < 65535 else 8000}"
            )
    return ""


def _port(word: str) -> int:
    if not word.isdecimal() or not 1 <= int(word) <= 65535:
        raise ArgumentTypeError("a port is a number from 1 to 65535")
    return int(word)


COMMAND = Command(name="serve", help="Run Speir on this machine.", arguments=arguments, run=run)
