"""Run in a process of its own, on an empty database: stores rows as they were before places and seats, then migrates.

Prints as JSON what became of them, and what the database is made of then. It is a database half-way on the old path,
which goes on there: whatever takes an app's migrations together is for a new one.
"""

from __future__ import annotations

import datetime as dt
import json
import os

import django

BEFORE = [
    ("accounts", "0001_initial"),
    ("organisations", "0001_initial"),
    ("evidence", "0001_initial"),
    ("evaluations", "0002_by_date"),
    ("retention", "0001_initial"),
    ("notices", "0001_initial"),
    ("trail", "0001_initial"),
]
ROOT, BELOW, ITEM, VIEW, PERSON = "r" * 16, "b" * 16, "i" * 16, "v" * 16, "p" * 16
NEVER, ENTRY = "n" * 16, "e" * 16


def main() -> None:
    """Migrate to the state before, store, migrate on, tell."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "speir.config.settings"
    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.utils import timezone

    from tests.migrations import old_path, schema

    def rows(apps, label, model):
        return apps.get_model(label, model).objects

    executor = old_path.executor(connection)
    executor.migrate(BEFORE)
    before = executor.loader.project_state(BEFORE).apps
    today, now = timezone.localdate(), timezone.now()
    for one, at in ((PERSON, dt.datetime(2026, 3, 2, 23, 30, tzinfo=dt.UTC)), (NEVER, None)):
        rows(before, "accounts", "Person").create(id=one, password="!", last_login=at)
    units = rows(before, "organisations", "Unit")
    root = units.create(id=ROOT, name="Agency", kind="agency", path=f"{ROOT}/")
    unit = units.create(id=BELOW, name="Team", kind="team", path=f"{ROOT}/{BELOW}/", parent=root)
    item = {"kind": "surveys", "shows": "x", "speaks_of": "happens", "written_by": PERSON, "written_at": now}
    rows(before, "evidence", "Item").create(id=ITEM, unit=unit, **item)
    framework = rows(before, "frameworks", "Framework").create(key="f", version=1)
    view = {"title": "x", "period_from": today, "period_to": today, "begun_at": now}
    rows(before, "evaluations", "Evaluation").create(id=VIEW, unit=unit, framework=framework, **view)
    rows(before, "trail", "Entry").create(id=ENTRY, at=now, verb="began", about="unit")
    executor = MigrationExecutor(connection)
    latest = executor.loader.graph.leaf_nodes()
    executor.migrate(latest)
    after = executor.loader.project_state(latest).apps
    kept = ("home_id", "owner", "only_me")
    told = {
        "roots": dict(rows(after, "organisations", "Unit").values_list("id", "root_id")),
        "item": rows(after, "evidence", "Item").filter(pk=ITEM).values_list(*kept).get(),
        "view": rows(after, "evaluations", "Evaluation").filter(pk=VIEW).values_list(*kept).get(),
    }
    told["bands"] = list(rows(after, "evidence", "Likeness").values_list("item_id", "band_00"))
    told["waiting"] = list(rows(after, "trail", "Waiting").values_list("entry_id", flat=True))
    told["schema"] = schema.read(connection)
    told["seen"] = {row.id: str(row.last_seen_on) for row in rows(after, "accounts", "Person").all()}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
