"""What changed since a day, put in order and made short. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """What happened: to a priority, or to one of its actions."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    CLOSED = "closed"
    REOPENED = "reopened"
    PUT_BACK = "put_back"
    ADDED = "added"
    MOVED = "moved"
    SAID = "said"
    OVERDUE = "overdue"
    PROOF = "proof"


OF_PRIORITY = (Kind.PROPOSED, Kind.AGREED, Kind.CLOSED, Kind.REOPENED, Kind.PUT_BACK)


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened. `before` and `after` are states of the action, `text` what was said of it.

    `action` is the action's id and `title` what it is called; both are empty where it happened to the priority.
    """

    kind: Kind
    at: dt.datetime
    priority: str
    action: str = ""
    title: str = ""
    before: str = ""
    after: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What happened to one priority and its actions, newest first."""

    priority: str
    lines: tuple[Happened, ...]


def grouped(lines: Iterable[Happened]) -> list[Group]:
    """Return what happened by priority, newest first within each; the priority that changed last comes first."""
    found: dict[str, list[Happened]] = {}
    for one in sorted(lines, key=lambda each: (each.at, each.kind, each.title, each.action), reverse=True):
        found.setdefault(one.priority, []).append(one)
    return [Group(priority, tuple(each)) for priority, each in found.items()]


def net(lines: Sequence[Happened]) -> list[Happened]:
    """Return the same with one line for all that was said of an action: from where it came to where it is now.

    The last sentence stands for those before it. `lines` are newest first, and so is what is returned.
    """
    first: dict[str, Happened] = {}
    for one in lines:
        if one.kind in (Kind.ADDED, Kind.MOVED, Kind.SAID):
            first[one.action] = one
    shown: list[Happened] = []
    seen: set[str] = set()
    for one in lines:
        if one.kind not in (Kind.ADDED, Kind.MOVED, Kind.SAID):
            shown.append(one)
            continue
        if one.action in seen:
            continue
        seen.add(one.action)
        began = first[one.action].before
        kind = Kind.ADDED if one.kind == Kind.ADDED else Kind.SAID if began == one.after else Kind.MOVED
        shown.append(replace(one, kind=kind, before=began))
    return shown


def far(states: Iterable[str], order: Sequence[str]) -> list[tuple[str, int]]:
    """Return how many actions have come how far, in this order, without those that none has come to."""
    each = list(states)
    return [(state, count) for state in order if (count := each.count(state))]
