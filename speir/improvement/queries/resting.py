"""What rests on evidence: the priorities whose actions it shows the impact of, or that answer what it found."""

from __future__ import annotations

from collections.abc import Sequence

from speir.improvement.models import Finding, Proof
from speir.improvement.policy.priorities import ABOUT


def priorities_on(items: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return the priorities that rest on these pieces of evidence, as (about, id, path of its unit). Two queries.

    What was taken back or taken out rests on nothing.
    """
    proved = Proof.objects.filter(item__in=items, removed_at=None, action__removed_at=None)
    found = Finding.objects.filter(item__in=items, removed_at=None)
    rows = {
        *proved.values_list("action__priority_id", "action__priority__unit__path"),
        *found.values_list("priority_id", "priority__unit__path"),
    }
    return [(ABOUT, one, path) for one, path in sorted(rows)]
