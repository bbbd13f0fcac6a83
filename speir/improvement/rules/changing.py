"""What changed since a day, put in order and made short. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Sequence
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
    WITHDRAWN = "withdrawn"


OF_PRIORITY = (Kind.PROPOSED, Kind.AGREED, Kind.CLOSED, Kind.REOPENED, Kind.PUT_BACK)
OF_ACTION = (Kind.ADDED, Kind.MOVED, Kind.SAID)


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


def net(
    lines: Sequence[Happened], *, apart: Callable[[Happened], Hashable] = lambda _one: ""
) -> list[Happened]:
    """Return the same with one line for all that was said of an action: from where it came to where it is now.

    Of the moves of the priority itself the last stands, and the last sentence for those before it. What `apart` tells
    apart (such as days) is not put together. `lines` are newest first, and so is what is returned.
    """
    first: dict[Hashable, Happened] = {}
    for one in lines:
        first[_same(one, apart)] = one
    shown: list[Happened] = []
    seen: set[Hashable] = set()
    for one in lines:
        key = _same(one, apart)
        if key in seen:
            continue
        seen.add(key)
        if one.kind in OF_ACTION:
            began = first[key].before
            kind = Kind.ADDED if not began else Kind.SAID if began == one.after else Kind.MOVED
            one = replace(one, kind=kind, before=began)
        shown.append(one)
    return shown


def _same(one: Happened, apart: Callable[[Happened], Hashable]) -> Hashable:
    """Return what is one line: an action, or the priority; a proof, and that something is late, stand alone."""
    if one.kind in OF_ACTION:
        return ("action", one.action, apart(one))
    return ("priority", apart(one)) if one.kind in OF_PRIORITY else one
