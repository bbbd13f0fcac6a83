"""`speir files`: whether every file beside the evidence is stored as it was added."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from speir.cli import ready
from speir.cli.command import Command
from speir.evidence.queries import checking


def arguments(parser: ArgumentParser) -> None:
    """One step."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    step = steps.add_parser("verify", help="read every file and say which is missing, altered or nobody's")
    step.set_defaults(step=verify)


def run(options: Namespace) -> int:
    """Take the step that was asked for."""
    ready.database()
    return int(options.step(options))


def verify(_options: Namespace) -> int:
    """Say what is not as it should be; 1 where anything is missing, altered, or stored and nobody's."""
    found = checking.verify()
    print(f"Files read: {found.files}.")
    for sentence in found.wrong:
        print(sentence)
    print("Not every file is as it was added." if found.wrong else "Every file is as it was added.")
    return 1 if found.wrong else 0


COMMAND = Command(
    name="files", help="Check the files that lie beside the evidence.", arguments=arguments, run=run
)
