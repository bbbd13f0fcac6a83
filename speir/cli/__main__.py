"""The `speir` command: `python -m speir.cli`, or `bin/speir`, which sets up first."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from io import TextIOWrapper

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError

from speir.core.errors import NotAllowed, NotYours, Refused

EPILOG = "`speir manage …` passes everything after it to Django's own commands."


def main(words: list[str]) -> int:
    """Run one sub-command and return its exit code; what is refused is a sentence on stderr."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "speir.config.settings")
    _speak_utf8()
    if words[:1] == ["manage"]:
        execute_from_command_line(["speir manage", *words[1:]])
        return 0
    # What Speir writes is for this user alone.
    os.umask(0o077)
    try:
        django.setup()
    except ImproperlyConfigured as problem:
        print(problem, file=sys.stderr)
        return 2

    # Only now: what the sub-commands call needs Django to be set up.
    from speir.cli.commands import COMMANDS

    parser = ArgumentParser(prog="speir", description="Runs and looks after Speir.", epilog=EPILOG)
    areas = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        area = areas.add_parser(command.name, help=command.help, description=command.help)
        area.set_defaults(run=command.run)
        command.arguments(area)
    options = parser.parse_args(words)
    try:
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except (Refused, NotAllowed) as refusal:
        print(refusal.sentence, file=sys.stderr)
    except NotYours:
        print("There is no such thing here.", file=sys.stderr)
    except OperationalError as problem:
        print(f"The database cannot be used: {str(problem).strip()}{_where()}", file=sys.stderr)
    except BrokenPipeError:
        # Whoever read our output has had enough; nothing more can be written there, not at the exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return 130
    return 1


def _where() -> str:
    """What to look at, where the database is a file."""
    database = settings.DATABASES["default"]
    if "sqlite" not in database["ENGINE"]:
        return ""
    return f". It lies in {database['NAME']}: may this user write there, and is there room on the disk?"


def _speak_utf8() -> None:
    """Write UTF-8, whatever the machine's locale says: files made from our output are read as that."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
