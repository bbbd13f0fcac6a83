"""The data map in docs/data-protection.md is of the tables that there are, and of every column that tells of people."""

from __future__ import annotations

import re

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from speir.web.shell.typed import COLUMNS
from tests.architecture.tree import ROOT

TEXT = (ROOT / "docs" / "data-protection.md").read_text()
ROW = re.compile(r"^\| `([a-z_]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.M)
OURS = COLUMNS["organisations.Unit.path"]  # what Speir writes itself
# A column that tells who did something and when, by its name.
WHO = re.compile(r"(^|_)(by|by_name|owner|person_name|email|password|last_login|session_data)$")


def mapped() -> dict[str, set[str]]:
    """The columns that the map names, by table."""
    return {row[0]: set(re.findall(r"`([a-z_]+)`", row[1])) for row in ROW.findall(TEXT)}


def without() -> set[str]:
    """The tables that are said to hold none."""
    return set(re.findall(r"`([a-z_]+)`", TEXT[TEXT.index("No personal data:") :]))


def personal(model: type[models.Model]) -> set[str]:
    """The columns of a table that surely tell of people: who, and what they typed."""
    label, people = model._meta.label, get_user_model()
    return {
        str(column.column)
        for column in model._meta.local_concrete_fields
        if COLUMNS.get(f"{label}.{column.name}", OURS) != OURS
        or column.related_model is people
        or WHO.search(str(column.column))
    }


def test_every_table_stands_in_the_map_once() -> None:
    tables = {model._meta.db_table for model in apps.get_models()}
    assert len(ROW.findall(TEXT)) == len(mapped())
    assert not set(mapped()) & without()
    assert set(mapped()) | without() == tables


def test_every_column_in_the_map_is_there() -> None:
    there = {
        model._meta.db_table: {field.column for field in model._meta.local_concrete_fields}
        for model in apps.get_models()
    }
    missing = {table: columns - there[table] for table, columns in mapped().items() if columns - there[table]}
    assert missing == {}


def test_every_column_that_tells_of_people_stands_in_the_map() -> None:
    given = mapped()
    left_out = {}
    for model in apps.get_models():
        columns = personal(model) - given.get(model._meta.db_table, set())
        names_nobody = (
            model._meta.app_label in {"frameworks", "auth"} or model._meta.db_table == "organisations_unit"
        )
        if columns and not names_nobody:
            left_out[model._meta.db_table] = columns
    assert left_out == {}


def test_each_line_says_what_who_and_how_long() -> None:
    for row in ROW.findall(TEXT):
        assert all(cell.strip() for cell in row), row[0]
