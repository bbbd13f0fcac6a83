"""What broad views, judgements and answers are called, for a reader who may know it: what is hidden has no name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from speir.access.actor import Actor
from speir.evaluations import policy
from speir.evaluations.models import Answer, Judgement
from speir.evaluations.policy.joints import JOINT, joints_of
from speir.evaluations.rules.looks.naming import Kind

LOOK = "closer look"


class Name(NamedTuple):
    """The number of an indicator or question, or nothing, and the title of what it is in; `look`: of a closer look."""

    number: str
    title: str
    look: bool = False


def names(actor: Actor, wanted: Mapping[str, Collection[str]]) -> dict[str, Name]:
    """Return, by id, the number of an indicator or question (or nothing) and the title of its broad view.

    `wanted` has ids for `broad view`, `closer look`, `judgement`, `key question` and `joint broad view`; each that has
    some costs one query, the first two together.
    """
    found: dict[str, Name] = {}
    visible = policy.visible_to(actor, kinds=policy.ANY)
    if whole := {*wanted.get("broad view", ()), *wanted.get(LOOK, ())}:
        for one, title, kind in visible.filter(pk__in=whole).values_list("id", "title", "kind"):
            found[one] = Name("", title, kind == Kind.CLOSER_LOOK)
    if ids := wanted.get("judgement"):
        judgements = Judgement.objects.filter(pk__in=ids, evaluation__in=visible)
        for one, number, title in judgements.values_list("id", "indicator__number", "evaluation__title"):
            found[one] = Name(number, title)
    if ids := wanted.get("key question"):
        answers = Answer.objects.filter(pk__in=ids, evaluation__in=visible)
        for one, question, title in answers.values_list("id", "question", "evaluation__title"):
            found[one] = Name(question, title)
    if ids := wanted.get(JOINT):
        joints = joints_of(actor).filter(pk__in=ids).values_list("id", "evaluation__title")
        found |= {one: Name("", title) for one, title in joints}
    return found
