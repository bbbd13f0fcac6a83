"""The `speir` command: `python -m speir.cli`, or `bin/speir`, which sets up first."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from speir.core.errors import NotAllowed, NotYours, Refused

EPILOG = "`speir manage …` passes everything after it to Django's own commands."


def main(words: list[str]) -> int:
    """Run one sub-command and return its exit code; what is refused is a sentence on stderr."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "speir.config.settings")
    if words[:1] == ["manage"]:
        execute_from_command_line(["speir manage", *words[1:]])
        return 0
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
        return int(options.run(options))
    except (Refused, NotAllowed) as refusal:
        print(refusal.sentence, file=sys.stderr)
    except NotYours:
        print("There is no such thing here.", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
