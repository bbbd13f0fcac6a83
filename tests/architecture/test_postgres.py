"""What `bin/test` leaves out on PostgreSQL is there, and none of it says anything about a database."""

from __future__ import annotations

import re

from tests.architecture.tree import ROOT

# A text that a database may not take, a row that is locked, two at once, the name of a database.
SAYS = re.compile(
    r"\\x00|\\ud800|select_for_update|IntegrityError|vendor|[Pp]ostgres|def test\w+\([^)]*\bheld\b|transaction=True"
)
# What each of them does is asked of PostgreSQL by these.
DEEDS = {
    "carrying": ("evaluations/test_carrying",),
    "evidence": ("evidence/test_items", "evaluations/test_citing", "evidence/test_withdrawing"),
    "evidence_entry": ("evidence/test_several", "evidence/test_importing", "evidence/test_likeness"),
    "improvement_removing": ("improvement/test_removing",),
    "joint_matrix": ("evaluations/test_matrix",),
    "parting": ("evaluations/test_parting",),
    "people": ("organisations/test_roles", "organisations/test_seats", "organisations/test_reviews"),
    "register_items": ("evidence/test_items", "evidence/test_withdrawing", "evidence/test_own_kinds"),
    "removing": ("evaluations/test_removing", "retention/test_reviews"),
    "sharing": ("sharing/test_sharing",),
}
LEFT_OUT = re.compile(r"^leave_out (\S+) ((?:.*\\\n)*.*)$", re.MULTILINE)


def left_out() -> list[str]:
    text = (ROOT / "bin" / "test").read_text(encoding="utf-8")
    return [
        f"tests/{where.strip(chr(34))}{name}"
        for where, names in LEFT_OUT.findall(text)
        for name in names.replace("\\", " ").split()
    ]


def test_what_is_left_out_on_postgresql_is_there() -> None:
    assert len(left_out()) > 40
    assert [name for name in left_out() if not (ROOT / name).exists()] == []


def test_what_is_left_out_of_the_pages_says_nothing_about_a_database() -> None:
    pages = [name for name in left_out() if name.startswith("tests/web/")]
    said = {name: SAYS.findall((ROOT / name).read_text(encoding="utf-8")) for name in pages}
    assert {name: found for name, found in said.items() if found} == {}
    # Who gets what, and what is meant to do harm, is asked of both databases.
    always = {
        path.name
        for path in (ROOT / "tests/web").glob("test_*")
        if re.search("guard|hostile|quer", path.name)
    }
    assert not always & {name.rpartition("/")[2] for name in pages}


def test_what_is_pressed_on_pages_that_are_left_out_is_asked_of_postgresql_as_an_action() -> None:
    out = left_out()
    assert {f"tests/web/test_{page}.py" for page in DEEDS} <= set(out)
    asked = [ROOT / f"tests/domain/{name}.py" for names in DEEDS.values() for name in names]
    assert [path.name for path in asked if not path.exists()] == []
    assert [name for name in out if name.startswith("tests/domain")] == []
