"""`speir frameworks`: load what is published, read an organisation's own copy in, show all that a framework says."""

from __future__ import annotations

import json
import shutil
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from speir.cli import ready
from speir.cli.command import Command
from speir.cli.copy_of_publication import named, printable, read
from speir.cli.supervise import say
from speir.cli.whole_framework import as_data, as_text
from speir.core.errors import NotYours, Refused
from speir.frameworks import queries
from speir.frameworks.actions import loading, publication
from speir.frameworks.rules.structure import Framework

WIDEST = 100


def arguments(parser: ArgumentParser) -> None:
    """Three steps, each with words of its own."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)

    step = steps.add_parser("load", help="load the published frameworks (bin/serve does it, too)")
    step.set_defaults(step=load)

    step = steps.add_parser(
        "import-publication", help="read the official illustrations from your own copy of the publication"
    )
    step.add_argument(
        "file", type=Path, metavar="FILE", help="the publication as text, or - for standard input"
    )
    step.set_defaults(step=import_publication)

    step = steps.add_parser("show", help="print all that a framework says")
    step.add_argument("key", metavar="KEY", help="such as hmie-2005")
    step.add_argument("--wording", choices=["ours", "official"], default="ours", help="default: ours")
    step.add_argument("--format", choices=["text", "json"], default="text", help="default: text")
    step.set_defaults(step=show)


def run(options: Namespace) -> int:
    """Take the step that was asked for."""
    return int(options.step(options))


def load(options: Namespace) -> int:
    """Load the published frameworks; twice changes nothing."""
    ready.database()
    for line in loading.load_published():
        print(f"Published framework {line}")
    return 0


def import_publication(options: Namespace) -> int:
    """Store the official illustrations, all of them or none, and say what was found."""
    text = read(options.file)
    ready.published()
    try:
        imported = publication.import_publication(text=text, name=named(options.file))
    except Refused as refused:
        say(f"{named(options.file)}: {printable(refused.sentence)}\nNothing was stored.")
        return 1
    for number, title, very_good, weak in imported.found:
        print(f"{number}  {very_good} very good, {weak} weak  {title}")
    very_good = sum(count for _, _, count, _ in imported.found)
    weak = sum(count for _, _, _, count in imported.found)
    print(f"\n{len(imported.found)} indicators, {very_good} very good and {weak} weak illustrations.")
    if imported.new:
        print("They are stored, word for word, and shown with their source beside Speir's own words.")
    else:
        print("They were here already, word for word the same. Nothing has changed.")
    return 0


def show(options: Namespace) -> int:
    """Print the whole framework."""
    ready.published()
    framework = _framework(options.key)
    if options.wording == "official" and framework.official is None:
        raise Refused(
            "no-official-wording",
            f"The official wording of {framework.key} is not loaded here. Load it from your organisation's own copy: "
            "bin/speir frameworks import-publication FILE",
        )
    data = as_data(framework, options.wording)
    if options.format == "json":
        json.dump(data, sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        print(as_text(data, width=min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns)))
    return 0


def _framework(key: str) -> Framework:
    try:
        return queries.current(key)
    except NotYours:
        keys = ", ".join(framework.key for framework in queries.all_current())
        sentence = f"There is no framework {key} here. There is: {keys}."
        raise Refused("framework-unknown", sentence) from None


COMMAND = Command(
    name="frameworks",
    help="Load and show frameworks, and read in your own copy of a publication.",
    arguments=arguments,
    run=run,
)
