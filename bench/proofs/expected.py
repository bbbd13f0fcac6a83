"""What `addresses` expects: the rows of the guard tables, and what an answer may show or leave behind, and why."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.servers import ROOT
from tests.web.guard_table import LENT, TABLE
from tests.web.places import WORDS
from tests.web.test_guard import ROLES
from tests.web.test_guard_inspector import THEIRS, WORK
from tests.web.test_no_other_way import LIBRARY, OF_CHIEF_OFFICERS

# Left behind by any answer: the day on which they were last here, as columns, and whole tables: who is signed in, with
# what somebody sent after their session had ended, for themselves alone.
SEEN = {"accounts_person": frozenset({"last_seen_on", "last_login"})}
SESSIONS = frozenset({"django_session", "usersessions_usersession"})
# Left behind where a page or a file was shown: that they read it or took it along.
READING = frozenset({"trail_entry", "trail_waiting"})
READ = frozenset({"read", "read in", "exported", "downloaded", "downloaded a file of", "took away"})
# Left behind by what was typed into something sealed: a draft that its writer alone sees.
DRAFT = frozenset({"evaluations_set_aside"})

# Whoever holds a one-time address may see whom or what it is for.
HOLDERS = frozenset({"one_time", "people:seat", "progress"})
# Where the address says who somebody is, whoever opens it.
ONE_TIME = frozenset({"one_time", "progress"})
# In a broad view that is sealed nobody may begin any more, and its page says so.
BEGINS = frozenset({"broad_views:start"})
# A title that Speir itself proposes, to everybody; so are the starting plans for closer looks.
PROPOSED = frozenset({"Broad view 2026"})
STARTING = " ".join((ROOT / "speir/evaluations/starting/hmie-2005.yaml").read_text().split())
# A mail program presses this for somebody, without a session or a form token, and not often.
BY_PROGRAMS = frozenset({"letters_off"})
# Sent over HTTP a form is never empty: it holds the form token.
DIFFERS = {("looks:describe", "post", role): 422 for role in ("evaluator", "lead")}
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


def rows() -> Iterator[Row]:
    """Each row, with an inspector getting what is in a room of theirs, and the neighbour what the stranger gets.

    But for what is lent to a partnership, in which the stranger's agency sits and the neighbour's does not.
    """
    forms = {row[0] for row in TABLE if row[1] == "post"}
    for name, method, statuses, typed, words in TABLE:
        expected = dict(zip(ROLES, statuses, strict=True))
        expected["neighbour"] = expected["stranger"]
        if words == LENT:
            expected["neighbour"] = 404
        if WORDS[name] and name.startswith(WORK):
            expected["inspector"] = 200 if name in THEIRS else 404
        expected |= {role: status for (of, by, role), status in DIFFERS.items() if (of, by) == (name, method)}
        others = OTHERS - {"stranger"} if words == LENT else OTHERS
        only_shows = name not in forms and not name.startswith(LIBRARY)
        yield Row(name, method, expected, typed, words, only_shows, others)


def opened(name: str) -> set[int]:
    """What the lead officer may get who merely opens an address that takes a form."""
    return {200, 302, 404, 405, 409, 410} | ({403} if name in OF_CHIEF_OFFICERS | BEGINS else set())


def readable(body: bytes) -> str:
    """All that can be read in a page or in a file; a workbook and a text document are archives of such."""
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            return html.unescape(
                "\n".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
            )
    return html.unescape(body.decode(errors="replace"))
