"""What the templates of judging together are given: words for keys, the address to type, the views by level."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speir.core.text import capital, number
from speir.evaluations.queries.moderation.rounds import Opened, Shown, Written
from speir.evaluations.queries.moderation.sittings import Sitting, Stage, Turn
from speir.evaluations.rules.judging import NOT_EVALUATED, SURE_WORDS
from speir.frameworks.rules.levels import Level
from speir.web.broad_views import parts
from speir.web.broad_views.show import when

STAGE_WORDS: dict[str, str] = {
    Stage.WAITING: "Not opened yet",
    Stage.OPEN: "Being judged",
    Stage.REVEALED: "Revealed",
    Stage.CLOSED: "Written down",
}


def address(request: HttpRequest, sitting: Sitting) -> str:
    """Return the address that people type from a screen, without what every browser adds by itself."""
    return request.get_host() + reverse("short", args=[sitting.code]).rstrip("/")


def frame(request: HttpRequest, sitting: Sitting) -> dict[str, Any]:
    """Return what every page of a moderation shows."""
    return {
        "heading": sitting.heading,
        "sitting": sitting,
        "address": address(request, sitting),
        "turns": [(turn, _(STAGE_WORDS[turn.stage])) for turn in sitting.turns],
        "next": next((turn for turn in sitting.turns if turn.stage is Stage.WAITING), None),
    }


def of_turn(sitting: Sitting, turn: Turn) -> dict[str, Any]:
    """Return what every page of one indicator shows."""
    return {
        "turn": turn,
        "indicator": turn.indicator,
        "question": sitting.framework.question_by_number[turn.indicator.key_question],
        "framework": sitting.framework,
    }


def judging_of(turn: Turn, judged: int, people: int) -> str:
    """Return how far an indicator has come by post: how many have judged it, and never what."""
    if turn.stage is not Stage.OPEN or not people:
        return _(STAGE_WORDS[turn.stage])
    if not judged:
        return _("Nobody has judged yet")
    words = {"n": capital(number(judged)), "all": number(people)}
    return ngettext("%(n)s of %(all)s has judged", "%(n)s of %(all)s have judged", judged) % words


def judging(sitting: Sitting, turn: Turn, form: forms.Form) -> dict[str, Any]:
    """Return what the form shows in which somebody judges alone."""
    return {
        "form": form,
        "chosen": form["choice"].value() or "",
        "levels": sitting.framework.levels,
        "not_evaluated_key": NOT_EVALUATED,
        "illustrations": parts.illustrations(sitting.framework, turn.indicator),
    }


def revealed(opened: Opened) -> dict[str, Any]:
    """Return what is shown after the reveal; nothing before."""
    found = opened.revealed
    if found is None:
        return {}
    stands = found.written[0] if found.written else None
    return {
        "facts": [_(fact) for fact in found.facts],
        "by_level": [
            {"level": level, "count": how_many(len(views)), "views": [view(one) for one in views]}
            for level, views in found.by_level
        ],
        "late": [view(one) | {"level": one.level} for one in found.late],
        "handed_in": [
            {"name": name, "level": level, "provisional": provisional}
            for name, level, provisional in found.handed_in
        ],
        "agreed": written(stands) if stands else None,
        "earlier": [written(one) for one in found.written[1:]],
    }


def how_many(count: int) -> str:
    """Return how many chose a level, as words."""
    said = ngettext("%(n)s person", "%(n)s people", count) % {"n": _(number(count))}
    return capital(said)


def view(one: Shown) -> dict[str, str]:
    """Return one person's view: who and for whom, how sure, why."""
    who = " · ".join(part for part in (one.name, one.standpoint) if part)
    return {
        "who": who or _("Somebody who took part"),
        "sure": _(SURE_WORDS[one.sure]).lower() if one.sure else "",
        "why": one.why,
    }


def written(one: Written) -> dict[str, Any]:
    """Return what was written down of an indicator."""
    return {
        "agreed": one.agreed,
        "level": one.level,
        "not_evaluated": one.not_evaluated,
        "sure": _(SURE_WORDS[one.sure]).lower() if one.sure else "",
        "reason": one.reason,
        "by": one.by,
        "at": when(one.at),
    }


def say(count: int, level: Level | None) -> str:
    """Return how many said which level, as in "two say good"."""
    words = {"n": _(number(count)), "level": level.name.lower() if level else ""}
    if level is None:
        return ngettext("%(n)s gives no level", "%(n)s give no level", count) % words
    return ngettext("%(n)s says %(level)s", "%(n)s say %(level)s", count) % words
