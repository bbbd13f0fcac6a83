"""How a reminder reads: days, units and how far things have come, each with its address; nothing that was written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speir.core.text import capital, day
from speir.improvement.policy.letters import REMINDERS, stopping_at
from speir.improvement.rules.naming import STATE_WORDS
from speir.notices.rules import Letter


@dataclass(frozen=True, slots=True, order=True)
class ToRemind:
    """An action as a reminder tells it: its day and unit, its state (since when, if stuck), and its address."""

    due: dt.date
    unit: str
    state: str
    stuck_since: dt.date | None
    address: str


def of_reminders(lines: Sequence[ToRemind], today: dt.date, *, of_person: str) -> Letter:
    """Return the letter that reminds somebody of these actions, one or several, by day and unit."""
    stops_at = stopping_at(of_person, REMINDERS)
    subject, opening = _one(lines[0], today) if len(lines) == 1 else _several(lines, today)
    return Letter(subject, (*opening, *more(), stops(REMINDERS, stops_at)), stops_at)


def _one(line: ToRemind, today: dt.date) -> tuple[str, list[str]]:
    said = {"unit": line.unit, "on": day(line.due)}
    if line.due < today:
        subject = _("An action that you lead was due by %(on)s")
        first = _("An action that you lead for %(unit)s was due by %(on)s.")
    else:
        subject = _("An action that you lead is due by %(on)s")
        first = _("An action that you lead for %(unit)s is due by %(on)s.")
    paragraphs = [first % said]
    if line.stuck_since:
        paragraphs.append(_("On %(on)s it was said to be stuck.") % {"on": day(line.stuck_since)})
    return subject % said, [
        *paragraphs,
        _("Say how far it has come. You need not sign in, and opening the page changes nothing:"),
        line.address,
        _("It works once, for 30 days. It is yours alone: do not pass this letter on."),
    ]


def _several(lines: Sequence[ToRemind], today: dt.date) -> tuple[str, list[str]]:
    """Return the subject and the paragraphs of several: one for each day and unit, the earliest day first."""
    ordered = sorted(lines, key=lambda line: (line.due, line.unit, line.state))
    return _subject(ordered, today), [
        _(
            "Each of these actions that you lead has a page of its own, on which you say how far it has come. You "
            "need not sign in, and opening a page changes nothing. The pages do not say what an action is: where "
            "several are alike, sign in to tell them apart."
        ),
        *(
            "\n".join(_group(due, unit, list(each), today))
            for (due, unit), each in groupby(ordered, key=lambda line: (line.due, line.unit))
        ),
        _("Each works once, for 30 days. They are yours alone: do not pass this letter on."),
    ]


def _subject(lines: Sequence[ToRemind], today: dt.date) -> str:
    first, last = lines[0].due, lines[-1].due
    words = {"n": len(lines), "on": day(first)}
    if first != last:
        if first < today:
            return _("%(n)d actions that you lead: the first was due by %(on)s") % words
        return _("%(n)d actions that you lead: the first is due by %(on)s") % words
    if first < today:
        return _("%(n)d actions that you lead were due by %(on)s") % words
    return _("%(n)d actions that you lead are due by %(on)s") % words


def _group(due: dt.date, unit: str, lines: Sequence[ToRemind], today: dt.date) -> Iterator[str]:
    words = {"n": len(lines), "on": day(due), "unit": unit}
    if due < today:
        one, several = "Was due by %(on)s, for %(unit)s:", "%(n)d were due by %(on)s, for %(unit)s:"
    else:
        one, several = "Due by %(on)s, for %(unit)s:", "%(n)d are due by %(on)s, for %(unit)s:"
    yield ngettext(one, several, len(lines)) % words
    for line in lines:
        yield f"– {_state(line)}: {line.address}"


def _state(line: ToRemind) -> str:
    if line.stuck_since:
        return _("Stuck since %(on)s") % {"on": day(line.stuck_since)}
    return capital(_(STATE_WORDS[line.state]))


def more() -> tuple[str, str]:
    """Return where everything is, and where one says how often Speir writes."""
    return (
        _("See what you lead and help with on Speir, where you sign in: %(at)s")
        % {"at": f"{settings.PUBLIC_URL}/improvement/"},
        _("Choose there how often Speir writes to you: %(at)s")
        % {"at": f"{settings.PUBLIC_URL}/improvement/letters/"},
    )


def stops(kind: str, address: str) -> str:
    """Return the sentence that leads to where letters of this kind are turned off without signing in."""
    if kind == REMINDERS:
        return _("Turn these reminders off without signing in: %(at)s") % {"at": address}
    return _("Turn this letter off without signing in: %(at)s") % {"at": address}
