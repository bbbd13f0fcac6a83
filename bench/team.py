"""Makes a team with a broad view and a sitting of a closer look, both empty; tells as JSON how to get in.

    python -m bench.team --people 8

Runs in a process of its own, with the environment of the server that is started next.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import django

from bench.servers import ROOT


@dataclass(frozen=True, slots=True)
class Team:
    """The broad view's id, its indicators' numbers, a one-time sign-in address for each person, a sitting's path."""

    evaluation_id: str
    numbers: tuple[str, ...]
    addresses: tuple[str, ...]
    sitting: str


def make(env: dict[str, str], people: int) -> Team:
    """Make the team in a process with this environment."""
    words = [sys.executable, "-m", "bench.team", "--people", str(people)]
    done = subprocess.run(words, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"The team could not be made:\n{done.stderr}")
    told: dict[str, Any] = json.loads(done.stdout)
    return Team(told["evaluation_id"], tuple(told["numbers"]), tuple(told["addresses"]), told["sitting"])


def main(words: list[str]) -> None:
    """Make the tables, the framework, the people and the broad view."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, required=True)
    count = parser.parse_args(words).people
    os.environ["DJANGO_SETTINGS_MODULE"] = "speir.config.settings"
    django.setup()
    from speir.access.actor import SYSTEM, Actor
    from speir.accounts.actions import make_person, make_sign_in_address
    from speir.cli import ready
    from speir.evaluations.actions.broad_views import begin
    from speir.evaluations.actions.looks import beginning, lines, sittings
    from speir.evaluations.rules.looks.describing import Description
    from speir.evaluations.rules.looks.finding import About
    from speir.frameworks.queries import current
    from speir.organisations.actions import enrol, found

    ready.published()
    people = [make_person(name=f"Person {at + 1}", by=SYSTEM) for at in range(count)]
    lead = people[0]
    unit, by = found(name="A team", kind="team", founder=lead, by=Actor(lead.id, lead.name, ()))
    for person in people[1:]:
        enrol(person=person, unit_id=unit.id, role="evaluator", by=by)
    begun = begin(
        unit_id=unit.id,
        framework_key="hmie-2005",
        title="Broad view",
        period_from=dt.date(2026, 1, 1),
        period_to=dt.date(2026, 12, 31),
        by=by,
    )
    look = beginning.begin(
        unit_id=unit.id,
        framework_key="hmie-2005",
        title="Closer look",
        period_from=dt.date(2026, 1, 1),
        period_to=dt.date(2026, 12, 31),
        said=Description(reason="own_wish", about="question", about_words="How do we share?"),
        themes=[theme.path for theme in current("hmie-2005").by_number["3.2"].themes],
        by=by,
    )
    way = lines.add(
        look_id=look.id, column="way", number="3.2", text="A group of staff", how="focus_group", by=by
    )
    sat = sittings.begin(look_id=look.id, way_id=way.id, about=About(dt.date(2026, 1, 5)), by=by)
    json.dump(
        {
            "evaluation_id": begun.id,
            "numbers": [indicator.number for indicator in current("hmie-2005").indicators],
            "sitting": f"/closer-looks/{look.id}/finding-out/{way.id}/{sat.id}/",
            "addresses": [make_sign_in_address(person=person, by=by) for person in people],
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
