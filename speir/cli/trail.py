"""`speir trail`: whether the trail is whole, and the head of its chain."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from speir.cli import ready
from speir.cli.command import Command
from speir.core.errors import Refused
from speir.trail.queries import chains

NO_HEAD = (
    "%s is not a head of the trail. A sealed edition shows one, such as 214- and 32 letters and figures."
)


def arguments(parser: ArgumentParser) -> None:
    """Two steps."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)

    step = steps.add_parser("verify", help="say whether every entry is there as it was sealed")
    step.add_argument(
        "--head",
        default="",
        metavar="HEAD",
        help="the head that an edition was sealed with; says also whether the newest entries are gone",
    )
    step.set_defaults(step=verify)

    step = steps.add_parser("head", help="print the head of the chain, to be kept elsewhere")
    step.set_defaults(step=head)


def run(options: Namespace) -> int:
    """Take the step that was asked for."""
    ready.database()
    return int(options.step(options))


def verify(options: Namespace) -> int:
    """Say what is whole and what is not; 1 where anything is missing or changed, or could not be checked."""
    try:
        found = chains.verify(options.head)
    except ValueError:
        raise Refused("no-head", NO_HEAD % options.head) from None
    print(
        f"Links: {found.links}. Entries sealed in them and here: {found.sealed}. Not sealed yet: {found.waiting}."
    )
    if found.unchecked:
        print(
            f"Links whose key is not here: {found.unchecked}. Put their key behind the first in SPEIR_TRAIL_KEYS."
        )
    for sentence in found.wrong:
        print(sentence)
    if found.more:
        print(f"And {found.more} more.")
    print("The trail is whole." if found.whole else "The trail is not whole.")
    if found.whole and not options.head:
        print(
            "With --head and the head of your last sealed edition it also says whether the newest entries are gone."
        )
    if found.head:
        print(f"Its head now: {found.head}")
    return 0 if found.whole else 1


def head(options: Namespace) -> int:
    """Print the head alone; nothing, and 1, before anything was sealed."""
    now = chains.head()
    print(now, end="\n" if now else "")
    return 0 if now else 1


COMMAND = Command(
    name="trail", help="Check the trail of who did what, and print its head.", arguments=arguments, run=run
)
