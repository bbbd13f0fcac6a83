"""What `addresses` expects: the rows of the guard tables, and what an answer may show or leave behind, and why."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from speir.evaluations.models import Evaluation
from speir.organisations.actions import add_unit, enrol
from tests.web.guard_table import LENT, TABLE
from tests.web.places import WORDS, Place
from tests.web.test_guard import ROLES
from tests.web.test_guard_inspector import THEIRS, WORK
from tests.web.test_no_other_way import LIBRARY, OF_CHIEF_OFFICERS
from tests.world import Cast, Somebody

# Left behind by any answer: the day on which they were last here, as columns, and whole tables: who is signed in, with
# what somebody sent after their session had ended, for themselves alone.
SEEN = {"accounts_person": frozenset({"last_seen_on", "last_login"})}
SESSIONS = frozenset({"django_session", "usersessions_usersession"})
# Left behind where a page or a file was shown: that they read it or took it along.
READING = frozenset({"trail_entry", "trail_waiting"})
READ = frozenset({"read", "read in", "exported", "downloaded", "took away"})
# Left behind by what was typed into something sealed: a draft that its writer alone sees.
DRAFT = frozenset({"evaluations_set_aside"})

# Where the demonstration is another thing than the table's team, and why.
DIFFERS = {
    # its people are in an invented partnership, and nobody is handed an address of somebody else by visiting that
    ("people:address", "post", "lead"): 409,
    # its team lies below a partnership and is no organisation that could sit in another
    ("people:seat", "post", "lead"): 422,
    ("people:seat_end", "get", "lead"): 302,
    ("people:seat_release", "get", "lead"): 302,
}
# Whoever holds a one-time address may see whom or what it is for.
HOLDERS = frozenset({"one_time", "people:seat", "progress"})
# Where the address says who somebody is, whoever opens it.
ONE_TIME = frozenset({"one_time", "progress"})
# A title that Speir itself proposes, to everybody.
PROPOSED = frozenset({"Broad view 2026"})
# Who has nothing to do with the team.
OTHERS = frozenset({"nobody", "stranger", "neighbour"})


@dataclass(frozen=True)
class Row:
    """One row of the table: who gets which status."""

    name: str
    method: str
    expected: dict[str, int]
    typed: dict[str, str]
    words: dict[str, Any]
    only_shows: bool
    others: frozenset[str]


class Corner(Place):
    """The table's place in the demonstration's team."""

    def __init__(self, cast: Cast, head: Somebody) -> None:
        super().__init__(cast)
        self.head = head

    @property
    def beside(self) -> str:
        """Another team of the same partnership."""
        root = self.cast.team.parent_id or ""
        unit = add_unit(name="Beside", kind="team", under=root, by=self.head.actor)
        enrol(person=self.cast.lead.person, unit_id=unit.id, role="lead_officer", by=self.head.actor)
        return unit.id

    def lend(self, view: Evaluation) -> None:
        """Share it with the demonstration's partnership, in which the neighbour's agency sits."""
        self.lend_to(view, self.cast.team.parent_id or "")


def rows() -> Iterator[Row]:
    """Each row, with the neighbour getting what the stranger gets, and an inspector what is in a room of theirs."""
    forms = {row[0] for row in TABLE if row[1] == "post"}
    for name, method, statuses, typed, words in TABLE:
        expected = dict(zip(ROLES, statuses, strict=True))
        expected["neighbour"] = expected["stranger"]
        if words == LENT:  # with the demonstration's partnership: the stranger's agency does not sit there
            expected["stranger"] = 404
        if WORDS[name] and name.startswith(WORK):
            expected["inspector"] = 200 if name in THEIRS else 404
        expected |= {role: status for (of, by, role), status in DIFFERS.items() if (of, by) == (name, method)}
        others = OTHERS - {"neighbour"} if words == LENT else OTHERS
        only_shows = name not in forms and not name.startswith(LIBRARY)
        yield Row(name, method, expected, typed, words, only_shows, others)


def opened(name: str) -> set[int]:
    """What the lead officer may get who merely opens an address that takes a form."""
    return {200, 302, 404, 405, 410} | ({403} if name in OF_CHIEF_OFFICERS else set())


def readable(body: bytes) -> str:
    """All that can be read in a page or in a file; a workbook and a text document are archives of such."""
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            return html.unescape(
                "\n".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
            )
    return html.unescape(body.decode(errors="replace"))
