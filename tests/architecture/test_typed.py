"""Every box in which people type is asked about what it mentions, or says why it is not."""

from __future__ import annotations

import importlib
import inspect
import re

from django import forms
from django.apps import apps
from django.db import models

from speir.web.shell.typed import ASKED, COLUMNS, EXEMPT
from tests.architecture.tree import ROOT, files

TYPED = {None, "text", "search", "email", "tel", "url", "number", "password"}
# A text that a form takes when it is made: one for each line, say.
ADDED = re.compile(r"self\.fields\[f?\"([^\"]+)\"\] = forms\.(?:Char|Email)Field")
# What a page is called in the table where a file is only a part of it, and boxes that stand there under another name.
PAGES = {
    "indicator_form": "panel",
    "why": "panel",
    "saved": "panel",
    "saved_fields": "panel",
    "answer_saved": "answers",
    "found_note_saved": "found_note",
}
DRAWN = {"evidence_form.shows": "EvidenceForm.shows", "panel.{{ field.name }}": "panel.strengths"}
DRAWN |= {"short_saved.{{ one.name }}": "short_box.{{ box.at }}-strengths"}
DRAWN |= {"short_saved.{{ one.at }}-shows": "short_box.{{ box.at }}-shows"}
DRAWN |= {"reflection.{{ beside.name }}": "reflection.text"}
DRAWN |= {
    "look_saved.{{ field.name }}": "theme_form.strengths",
    "theme_form.{{ box.name }}": "theme_form.strengths",
    # Without script, in the one form of their page.
    "theme_form.{{ box.name }}.{{ theme.key }}": "theme_form.strengths",
    "found_note.text.{{ note.id }}": "found_note.text",
}


def of_forms() -> set[str]:
    """Form.field for every text that a form of ours takes, in whichever module it stands."""
    found = set()
    for path in files(".py", under="speir/web"):
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for name, form in inspect.getmembers(module, inspect.isclass):
            if issubclass(form, forms.Form) and form.__module__ == module.__name__:
                texts = [f for f, kind in form.base_fields.items() if isinstance(kind, forms.CharField)]
                found |= {f"{name}.{field}" for field in [*texts, *ADDED.findall(inspect.getsource(form))]}
    return found


def of_pages() -> set[str]:
    """page.field for every box that a template draws itself."""
    found = set()
    for path in files(".html", under="speir/web/templates"):
        page = PAGES.get(path.stem, path.stem)
        for box in re.findall(r"<(?:textarea|input)\b[^>]*>", path.read_text()):
            of = dict(re.findall(r'\b(name|type)="([^"]*)"', box))
            if "name" in of and of.get("type") in TYPED:
                found.add(f"{page}.{of['name']}")
    return {DRAWN.get(box, box) for box in found}


def test_every_box_that_takes_text_stands_in_the_table_and_nothing_else_does() -> None:
    assert not set(ASKED) & set(EXEMPT)
    assert of_forms() | of_pages() == set(ASKED) | set(EXEMPT)


def of_tables() -> set[str]:
    """app.Model.column for every column that can hold a sentence; a framework's, which nobody types, by its app."""
    found = set()
    for model in apps.get_models():
        if model.__module__.startswith("speir."):
            for column in model._meta.get_fields():
                if (
                    isinstance(column, models.CharField | models.TextField)
                    and (column.max_length or 999) > 80
                ):
                    found.add(f"{model._meta.label}.{column.name}")
    found = {"frameworks" if name.startswith("frameworks.") else name for name in found}
    return {name for name in found if not name.endswith("_name")}  # who wrote it, as Speir writes it there


def test_every_column_that_can_hold_a_sentence_says_where_its_text_is_from() -> None:
    assert of_tables() == set(COLUMNS)


def test_a_column_that_people_type_into_has_its_text_from_a_box_that_stands_here() -> None:
    boxes = {source for source in COLUMNS.values() if " " not in source}
    assert boxes <= set(ASKED) | set(EXEMPT)
    # Written by another action than its first text was; and a name too short to be a sentence.
    besides = {"evaluations.actions.broad_views.describe", "evidence.actions.kinds.add, rename"}
    besides |= {"evaluations.actions.joint_changes.change", "evaluations.actions.asking.extend"}
    besides |= {"evaluations.actions.contributions.decline, submit"}
    besides |= {"evaluations.actions.looks.offering.take_level"}
    besides |= {"improvement.actions.links.use", "improvement.actions.proving.take_back"}
    besides |= {"improvement.actions.action_steps.reword", "improvement.actions.deciding.choose"}
    besides |= {"improvement.actions.priorities.reopen"}
    # The name of its box has a space in it, as its template draws both.
    besides |= {"evaluations.actions.looks.theme_findings.write"}
    besides |= {"evaluations.actions.looks.describing.describe"}
    assert set(ASKED.values()) <= {ASKED[box] for box in boxes & set(ASKED)} | besides <= set(ASKED.values())


def test_whoever_asks_is_an_action_that_is_there() -> None:
    for where in set(ASKED.values()):
        module, names = where.rsplit(".", 1)
        for name in names.split(", "):
            assert callable(getattr(importlib.import_module(f"speir.{module}"), name))
