"""What `bin/test` leaves out on PostgreSQL is there, and none of it says anything about a database."""

from __future__ import annotations

import re

from tests.architecture.tree import ROOT

# A text that a database may not take, a row that is locked, two at once, the name of a database.
SAYS = re.compile(
    r"\\x00|\\ud800|select_for_update|IntegrityError|vendor|[Pp]ostgres|def test\w+\([^)]*\bheld\b|transaction=True"
)
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
