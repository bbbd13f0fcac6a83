"""Which priorities answer what was found of an indicator already: it stands beside a candidate that nobody decided."""

from __future__ import annotations

from collections import defaultdict

from speir.access.actor import Actor
from speir.improvement.models import Finding
from speir.improvement.policy import priorities as policy
from speir.improvement.rules.naming import Standing


def answered(actor: Actor, unit_id: str, framework_key: str) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Return by numbers of indicators the open priorities of a unit that answer them: id, title, state. One query."""
    mine = policy.standing(actor).filter(unit=unit_id, framework__key=framework_key)
    mine = mine.exclude(state=Standing.CLOSED.value)
    rows = Finding.objects.filter(priority__in=mine.order_by().values("pk"), removed_at=None).exclude(
        number=""
    )
    asked = ("number", "priority_id", "priority__title", "priority__state", "priority__position")
    found: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for number, one, title, state, _at in (
        rows.order_by("priority__position", "priority_id").values_list(*asked).distinct()
    ):
        found[number].append((one, title, state))
    return {number: tuple(those) for number, those in found.items()}
