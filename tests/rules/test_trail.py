"""The trail's rules: marks, seals, heads, and how an entry is said."""

from __future__ import annotations

import ast
import dataclasses
import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.access.roles import ROLES
from speir.core.ids import new_id
from speir.trail.rules import chain, within
from speir.trail.rules.saying import CLAUSES, KINDS, OFTEN, OFTEN_ABOUT, VERBS, clause, details, one_of
from tests.architecture.tree import files

KEY = "a-key-" * 10
AT = dt.datetime(2026, 3, 2, 10, 0, tzinfo=dt.UTC)
TEXTS = st.text(max_size=20)
ENTRY = chain.Facts("e" * 16, AT, "p" * 16, "Morag", "sealed", "broad view", "v" * 16, "a/b/", "docx")
BATCH = chain.Batch(3, "b" * 64, AT, AT, AT, 1, chain.name_of_key(KEY), "line")


@given(name=TEXTS, verb=TEXTS, about=TEXTS, detail=TEXTS)
def test_two_entries_have_the_same_marks_only_when_they_say_the_same(name, verb, about, detail):
    other = dataclasses.replace(ENTRY, person_name=name, verb=verb, about=about, detail=detail)
    mine, theirs = chain.member(KEY, ENTRY), chain.member(KEY, other)
    assert (mine.words == theirs.words) == ((name, detail) == (ENTRY.person_name, ENTRY.detail))
    assert (mine.facts == theirs.facts) == ((verb, about) == (ENTRY.verb, ENTRY.about))


def test_words_that_move_from_one_field_into_the_next_have_other_marks():
    moved = dataclasses.replace(ENTRY, verb="sealed broad", about=" view")
    assert chain.member(KEY, moved).facts != chain.member(KEY, ENTRY).facts


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", 4),
        ("previous", "c" * 64),
        ("sealed_at", AT + dt.timedelta(microseconds=1)),
        ("first_at", AT - dt.timedelta(days=1)),
        ("last_at", AT + dt.timedelta(days=1)),
        ("count", 2),
        ("key", "another"),
        ("members", "another line"),
    ],
)
def test_a_seal_is_over_all_that_a_link_says(field, value):
    assert chain.seal(KEY, dataclasses.replace(BATCH, **{field: value})) != chain.seal(KEY, BATCH)


def test_without_the_key_neither_a_seal_nor_a_mark_can_be_made():
    other = "another-key-" * 5
    assert chain.seal(KEY, BATCH) != chain.seal(other, BATCH)
    assert chain.member(KEY, ENTRY).words != chain.member(other, ENTRY).words
    assert chain.name_of_key(KEY) not in KEY


def test_a_time_has_the_same_seal_in_whatever_zone_it_is_told():
    zone = dt.timezone(dt.timedelta(hours=1))
    assert chain.seal(KEY, dataclasses.replace(BATCH, sealed_at=AT.astimezone(zone))) == chain.seal(
        KEY, BATCH
    )


def test_what_a_link_keeps_of_its_entries_reads_back():
    members = [chain.member(KEY, dataclasses.replace(ENTRY, id=new_id())) for _ in range(3)]
    assert chain.read(chain.written(members)) == members
    assert chain.read("") == []


@given(number=st.integers(1, 10**10 - 1), spaces=st.sampled_from(["", " ", "\n", "  ", "\u200b", "\u00ad"]))
def test_a_head_is_read_as_somebody_types_it_from_paper_or_copies_it(number, spaces):
    head = chain.head(number, "5d1c88e01fa2b7c94d3f60a1b2c3d4e5" * 2)
    assert chain.read_head(f" {head[:7]}{spaces}{head[7:].upper()} ") == (
        number,
        "5d1c88e01fa2b7c94d3f60a1b2c3d4e5",
    )


def test_each_depth_of_a_path_is_a_length():
    path = "".join(f"{new_id()}/" for _ in range(5))
    assert within.depth_of(path) == 5
    assert path[: within.length(2)].count("/") == 2
    assert path[: within.length(2)].endswith("/")


# How it is said


def recorded() -> set[tuple[str, str]]:
    """Each deed and kind of thing that an action of ours records in these words; "" for a kind that is handed on."""
    found = set()
    for path in files(".py", under="speir"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                words = {
                    k.arg: str(k.value.value) for k in node.keywords if isinstance(k.value, ast.Constant)
                }
                if "verb" in words and any(k.arg == "about" for k in node.keywords):
                    found.add((words["verb"], words.get("about", "")))
    return found


# What is done to whatever kind of thing it is handed.
SHARED = ("broad view", "evidence", "reflection")
KEPT = ("broad view", "evidence")
HANDED_ON = {
    "shared": SHARED,
    "ended sharing of": SHARED,
    "kept a mention in": (
        *SHARED,
        *(
            "judgement",
            "key question",
            "unit",
            "search",
            "inspection",
            "joint broad view",
            "trend",
            "moderation",
        ),
        "planned thing",
    ),
    "removed words from": KEPT,
    "kept longer": KEPT,
    "held": ("broad view", "unit"),
    "ended the hold on": ("broad view", "unit"),
    "exported": ("trail", "log of removals"),
    "wrote down sharing of": ("evidence",),
    "took back sharing of": ("evidence",),
    "saved": ("search",),
    "renamed": ("search",),
    "deleted": ("search",),
    "changed": ("action",),
    "closed": ("priority",),
    "moved": ("priority",),
}


def test_all_that_is_recorded_is_said_in_a_sentence_of_its_own():
    assert len(recorded()) > 15
    assert {one for one in recorded() if one[1]} <= set(CLAUSES)
    assert {verb for verb, about in recorded() if not about} | {"removed words from"} == set(HANDED_ON)
    assert {(verb, about) for verb, kinds in HANDED_ON.items() for about in kinds} <= set(CLAUSES)


def test_each_clause_has_room_for_a_thing_and_a_detail_alone():
    for said in CLAUSES.values():
        assert set(re.findall(r"%\((\w+)\)s", said)) <= {"thing", "detail"}
        assert said % {"thing": "x", "detail": "y"}


def test_all_that_can_be_asked_for_can_have_been_done():
    assert set(VERBS) <= {verb for verb, _about in CLAUSES}
    assert set(KINDS) == {about for _verb, about in CLAUSES}
    assert set(VERBS) >= OFTEN
    assert set(KINDS) >= OFTEN_ABOUT


def test_a_deed_without_a_clause_is_said_by_its_own_word():
    assert clause("polished", "brass") % {"thing": one_of("brass")} == "polished a brass"


def test_details_are_words():
    assert details("recorded", "choice, why") == ["the level", "why the level changed"]
    assert details("recorded", "") == []
    assert details("recorded", "something_else") == ["something else"]
    assert details("shared", "partnership") == ["a whole partnership"]
    assert not [role for role in ROLES if "_" in details("enrolled", role)[0]]


def test_a_name_in_a_detail_stays_whole():
    name = "Health, housing: a partnership"
    assert details("founded", name) == [name]
    assert details("shared", f"agency: {name}") == [name]
