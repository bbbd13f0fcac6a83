"""Makes the register's world in the database that the environment names; tells as JSON what can be measured in it.

    python -m bench.prepare_register --items 100000

Runs in a process of its own, as `bench.prepare` does.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django
from django.core.management import call_command

from bench.prepare import TOKEN, sign_in


def main(words: list[str]) -> None:
    """Migrate, load, sign people in, count queries, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, required=True)
    parser.add_argument(
        "--kept", type=Path, help="what an earlier run stored in this very database, or none yet"
    )
    options = parser.parse_args(words)
    os.environ["DJANGO_SETTINGS_MODULE"] = "speir.config.settings"
    django.setup()
    from django.db import connection

    from bench import register
    from speir.accounts.models import Person
    from speir.frameworks.actions.loading import load_published
    from speir.frameworks.queries import current

    began = time.monotonic()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", database="attempts", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    load_published()
    if options.kept and options.kept.exists():
        world = register.Kept(**json.loads(options.kept.read_text()))
    else:
        world = register.load(current("hmie-2005"), options.items)
        if options.kept:
            options.kept.write_text(json.dumps(asdict(world)))
    with connection.cursor() as cursor:
        # What happens by itself by the time that people work with this much.
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    told: dict[str, Any] = {
        "items": world.items,
        "links": world.links,
        "seconds": round(time.monotonic() - began, 1),
        "token": TOKEN,
        "member": sign_in(Person.objects.get(pk=world.member)),
        "small": sign_in(Person.objects.get(pk=world.small)),
        "pages": _pages(world),
    }
    told["queries"] = _count(told)
    json.dump(told, sys.stdout)


def _pages(world: Any) -> dict[str, str]:
    """Return the address of each kind that `bench.finding` measures."""
    theme = "hmie-2005/3.2/joint-understanding"
    from bench.register import RARE, SELDOM

    everything = {
        "words": "police child",
        "theme": "hmie-2005/3.2/",
        "kind": "case_files",
        "unit": world.team,
        "since": "2023",
        "until": "2025",
        "speaks_of": "happens",
        "taken_as": "fact",
    }
    asked: dict[str, dict[str, str]] = {
        "register": {},
        "common word": {"words": "child"},
        "rare word": {"words": RARE},
        "seldom word": {"words": SELDOM},
        "two words": {"words": "police duty"},
        "phrase": {"words": '"duty rota"'},
        "without": {"words": "police -duty"},
        "theme": {"theme": theme},
        "unit": {"unit": world.team},
        "all filters": everything,
        "uncited": {"stands": "uncited"},
        "uncited word": {"stands": "uncited", "words": "police"},
        "stale": {"stands": "stale"},
        "stale word": {"stands": "stale", "words": "police"},
        "nothing": {"words": "police zebra"},
        "words elsewhere": {"words": "child"},
        "register elsewhere": {},
    }
    made = {name: "/evidence/" + (f"?{urlencode(words)}" if words else "") for name, words in asked.items()}
    return made | {"item": f"/evidence/{world.item_id}/"}


def _count(told: dict[str, Any]) -> dict[str, int]:
    """Return how many statements each page sends to the database, once it was opened before."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    counts = {}
    for name, path in told["pages"].items():
        client = Client(HTTP_HOST="127.0.0.1")
        who = "small" if name.endswith("elsewhere") else "member"
        client.cookies[settings.SESSION_COOKIE_NAME] = told[who]["speir"][settings.SESSION_COOKIE_NAME]
        for _ in range(2):
            with CaptureQueriesContext(connection) as seen:
                answer = client.get(path)
            if answer.status_code != 200:
                raise RuntimeError(f"{path} answered {answer.status_code}")
        counts[name] = len(seen)
    return counts


if __name__ == "__main__":
    main(sys.argv[1:])
