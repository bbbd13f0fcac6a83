"""Looks at a national world from within: who is measured there, and what each page asks of its database.

    DATABASE_URL=… python -m bench.national_there

Runs in a process of its own, since Django knows one database at a time; `bench.national_pages` starts it.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import django
from django.core.management import call_command

# A table of fewer rows is read as a whole for less than looking into its index costs.
SMALL = 1000


def main() -> None:
    """Prepare, sign in, count, explain, tell."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "speir.config.settings"
    django.setup()
    from bench.national import agree_years
    from bench.prepare import sign_in
    from speir.evaluations.models import Contribution, EditionJudgement, Joint
    from speir.organisations.models import Membership, Unit

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", database="attempts", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    partnership = Unit.objects.get(name="Invented Partnership 1")
    agree_years(partnership)
    joint = Joint.objects.filter(evaluation__unit=partnership).latest("begun_at")
    contribution = Contribution.objects.filter(joint=joint).order_by("organisation__name").first()
    if contribution is None:
        raise LookupError("Nobody takes part in the first partnership's last joint broad view.")
    organisation = contribution.organisation
    people = {
        who: Membership.objects.get(unit=unit, role=role).person
        for who, unit, role in (
            ("lead", partnership, "lead_officer"),
            ("organisation", organisation, "agency_lead"),
        )
    }
    at, trend = f"/joint/{joint.id}", "/trends/?indicator=1.1&unit="
    pages = {
        "matrix": ("lead", f"{at}/matrix/?view=list"),
        "matrix as a grid": ("lead", f"{at}/matrix/?view=grid"),
        "row of the matrix": ("lead", f"{at}/matrix/1.1/"),
        "patterns": ("lead", f"{at}/patterns/"),
        "what was agreed": ("lead", f"{at}/agreed/"),
        "trend of the partnership": ("lead", f"{trend}{partnership.id}"),
        "trend of an organisation": ("organisation", f"{trend}{organisation.id}"),
        "grid of 18": ("organisation", f"/broad-views/{contribution.evaluation_id}/"),
    }
    told: dict[str, Any] = {
        "partnerships": Unit.objects.filter(kind="partnership").count(),
        "judgements": EditionJudgement.objects.exclude(edition__evaluation__joint__isnull=False).count(),
        "people": {who: sign_in(person) for who, person in people.items()},
        "pages": pages,
    }
    looked = {name: _look(told["people"][who]["speir"], path) for name, (who, path) in pages.items()}
    told["queries"] = {name: count for name, (count, _scans) in looked.items()}
    told["scans"] = {name: scans for name, (_count, scans) in looked.items() if scans}
    json.dump(told, sys.stdout)


def _look(cookies: dict[str, str], path: str) -> tuple[int, list[str]]:
    """Return how many queries a page takes that was opened today, and which large tables one of them reads whole."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bench.cold import forget

    client = Client(HTTP_HOST="127.0.0.1")
    client.cookies.load(cookies)
    client.get(path)
    forget()
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    asked = [query["sql"] for query in seen]
    scans = {table for sql in asked if sql.startswith("SELECT") for table in _scanned(sql)}
    return len(asked), sorted(table for table in scans if _rows(table) >= SMALL)


def _scanned(sql: str) -> list[str]:
    """Return the tables that a query reads from end to end."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
            plan = cursor.fetchone()[0]
            return list(_sequential(json.loads(plan) if isinstance(plan, str) else plan))
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        words = [str(row[3]).split() for row in cursor.fetchall()]
        # SQLite names a table by what the query calls it; Django calls some of them T5 or U0.
        plain = sql.replace('"', "").split()
        called = dict(zip(plain[1:], plain, strict=False))
        scanned = [said[1] for said in words if said[0] == "SCAN"]
        return [one if _rows(one) >= 0 else called.get(one, one) for one in scanned]


def _sequential(plan: Any) -> list[str]:
    found: list[str] = []
    if isinstance(plan, list):
        for each in plan:
            found += _sequential(each)
    elif isinstance(plan, dict):
        if plan.get("Node Type") == "Seq Scan":
            found.append(str(plan["Relation Name"]))
        for each in plan.values():
            if isinstance(each, dict | list):
                found += _sequential(each)
    return found


def _rows(table: str) -> int:
    """Return how many rows a table has; -1 where there is no such table."""
    from django.db import connection

    if table not in connection.introspection.table_names():
        return -1
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main()
