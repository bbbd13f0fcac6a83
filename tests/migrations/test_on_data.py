"""Migrations that change rows, run on rows: what was there is open afterwards to those to whom it was open before."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from speir.evaluations.models import Answer, EditionItem, EditionJudgement
from speir.evidence.rules.likeness import bands
from tests import world
from tests.architecture.tree import ROOT as CHECKOUT
from tests.migrations import schema
from tests.migrations.before_places import BELOW, ENTRY, ITEM, NEVER, PERSON, ROOT


@pytest.fixture
def empty_database(tmp_path: Path, db: None) -> Iterator[str]:
    """The address of an empty database of the kind that is being tested."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    here = connection.settings_dict
    name = f"speir_empty_{os.getpid()}"
    access = {
        "host": here["HOST"],
        "port": here["PORT"] or None,
        "user": here["USER"],
        "password": here["PASSWORD"],
    }
    with psycopg.connect(dbname=here["NAME"], autocommit=True, **access) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            who = quote(here["USER"]) + (f":{quote(here['PASSWORD'])}" if here["PASSWORD"] else "")
            yield f"postgres://{who}@{quote(here['HOST'], safe='')}:{here['PORT'] or 5432}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_rows_from_before_places_and_seats_keep_their_readers_in_a_database_like_a_new_one(
    empty_database, tmp_path
):
    done = subprocess.run(
        [sys.executable, "-m", "tests.migrations.before_places"],
        cwd=CHECKOUT,
        env=os.environ | {"DATABASE_URL": empty_database, "SPEIR_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["roots"] == {ROOT: ROOT, BELOW: ROOT}
    assert told["item"] == [BELOW, PERSON, False]
    assert told["bands"] == [[ITEM, bands(BELOW, "x", "")[0]]]
    assert told["view"] == [BELOW, "", False]
    assert told["waiting"] == [ENTRY]
    assert told["seen"] == {PERSON: "2026-03-02", NEVER: "None"}
    # Half-way it went on by the old path; this one was made by the migrations taken together.
    here = schema.read(connection)
    assert sorted(set(told["schema"]) ^ set(here)) == []
    assert len(told["schema"]) == len(here) > 3000


def test_editions_from_before_are_found_by_what_they_cite(cast):
    """What the migration reads from each sealed text is what sealing writes down now."""
    view = world.filled(cast, ("1.1", "1.2"))
    world.seal(view, cast.lead)
    written = set(EditionItem.objects.values_list("edition_id", "item_id", "number"))
    assert len(written) == 3
    EditionItem.objects.all().delete()
    index = importlib.import_module("speir.evaluations.migrations.0010_edition_item").index
    index(apps, SimpleNamespace(connection=connection))
    assert set(EditionItem.objects.values_list("edition_id", "item_id", "number")) == written


def test_editions_from_before_are_read_beside_others_by_what_they_judge(cast):
    """What the migration reads from each sealed text is what sealing writes down now."""
    view = world.filled(cast)
    world.seal(view, cast.lead)
    columns = ("edition_id", "indicator_id", "level_id", "not_evaluated", "sure", "provisional")
    written = set(EditionJudgement.objects.values_list(*columns))
    assert len(written) == len(world.framework().indicators)
    assert {row[2] is None for row in written} == {True, False}
    EditionJudgement.objects.all().delete()
    index = importlib.import_module("speir.evaluations.migrations.0011_joint_broad_views").index
    index(apps, SimpleNamespace(connection=connection))
    assert set(EditionJudgement.objects.values_list(*columns)) == written


def test_broad_views_from_before_have_a_place_for_their_capacity_frozen_where_they_are_sealed(cast):
    """What the migration makes is what beginning and sealing make now; sent twice it makes nothing more."""
    sealed, begun = world.sealed(cast), world.begun(cast)
    answers = Answer.objects.filter(question="capacity")
    columns = ("evaluation_id", "text", "frozen", "written_by")
    made = set(answers.values_list(*columns))
    assert made == {(sealed.id, "", True, ""), (begun.id, "", False, "")}
    answers.delete()
    answerable = importlib.import_module("speir.evaluations.migrations.0016_agreed").answerable
    for _again in range(2):
        answerable(apps, SimpleNamespace(connection=connection))
        assert set(answers.values_list(*columns)) == made
        assert answers.count() == len(made)
