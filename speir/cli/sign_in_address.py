"""`speir sign-in-address`: an address that signs somebody in, once."""

from __future__ import annotations

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from django.conf import settings

from speir.access.actor import SYSTEM
from speir.accounts import actions, queries, rules
from speir.cli import ready
from speir.cli.command import Command
from speir.cli.supervise import say
from speir.core.errors import Refused

# A scheme and one host, with a port or none and no path, as SPEIR_PUBLIC_URL; plain http only on this machine.
_ADDRESS = re.compile(
    r"(?P<address>(?:https://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:]+\])"
    r"|http://(?:127\.0\.0\.1|localhost|\[::1\]))(?::(?P<port>[1-9][0-9]{0,4}))?)/?",
    re.IGNORECASE,
)
HERE = "http://127.0.0.1:8000"


def arguments(parser: ArgumentParser) -> None:
    """Whose address, and where Speir answers."""
    parser.add_argument(
        "email",
        nargs="?",
        default="",
        metavar="EMAIL",
        help="or the id that their page under their unit names; default: the first person here",
    )
    parser.add_argument(
        "--forget-second-factor",
        action="store_true",
        help="take away the second factors of somebody who has lost them, once you are sure that it is they who ask",
    )
    parser.add_argument(
        "--base-url", type=_base_url, help=f"where Speir answers (default: SPEIR_PUBLIC_URL, or {HERE})"
    )


def run(options: Namespace) -> int:
    """Print the address alone on stdout, and what it is on stderr."""
    ready.database()
    if options.email:
        person = queries.by_email(options.email) or queries.by_id(options.email)
        if person is None:
            raise Refused("person-unknown", f"Nobody here has the e-mail address {options.email}.", "email")
        whose = f"for {person} ({person.email or person.id})"
    else:
        person = actions.first_person()
        whose = f"for the first person of this Speir ({person.name or 'no name yet'})"
    if options.forget_second_factor:
        gone = actions.forget_second_factor(person=person, by=SYSTEM)
        say("Their second factors are taken away." if gone else "They have no second factor.")
    path = actions.make_sign_in_address(person=person, by=SYSTEM)
    hours = round(rules.ADDRESS_LASTS.total_seconds() / 3600)
    say(f"A sign-in address {whose}. It works once, within {hours} hours, and replaces any made before:")
    print((options.base_url or settings.PUBLIC_URL or HERE) + path)
    return 0


def _base_url(word: str) -> str:
    found = _ADDRESS.fullmatch(word)
    if not found or int(found["port"] or 443) > 65535:
        raise ArgumentTypeError(f"write it as {HERE} or https://speir.example.scot")
    return found["address"]


COMMAND = Command(
    name="sign-in-address",
    help="Print an address that signs somebody in, once.",
    arguments=arguments,
    run=run,
)
