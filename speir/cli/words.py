"""`speir words`: the index by which evidence is found."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from speir.cli import ready
from speir.cli.command import Command
from speir.evidence.actions import words


def arguments(parser: ArgumentParser) -> None:
    """One step."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    step = steps.add_parser(
        "rebuild", help="make the index anew: after a release that says so, or when something is not found"
    )
    step.set_defaults(step=rebuild)


def run(options: Namespace) -> int:
    """Take the step that was asked for."""
    ready.database()
    return int(options.step(options))


def rebuild(options: Namespace) -> int:
    """Make the words of every piece of evidence anew, a few hundred at a time, while people go on working."""
    made = words.rebuild()
    print(f"The words of {made:,} pieces of evidence were made anew.")
    return 0


COMMAND = Command(
    name="words", help="Make the index anew by which evidence is found.", arguments=arguments, run=run
)
