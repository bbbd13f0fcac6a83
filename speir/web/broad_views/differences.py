"""What differs between two sealed editions, in words: of one broad view, or of two of one unit."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.evaluations.actions import readings
from speir.evaluations.queries import editions
from speir.evaluations.rules.differences import differences
from speir.web.shell.door import signed_in


@require_safe
@signed_in
def since(
    request: HttpRequest, actor: Actor, evaluation_id: str, number: int, earlier: int, other: str = ""
) -> HttpResponse:
    """Show what differs in an edition since an earlier one, which may be of another broad view of its unit."""
    new = editions.read(actor, evaluation_id, number)
    old = editions.read(actor, other or evaluation_id, earlier)
    if old.heading.unit_id != new.heading.unit_id or old.record.framework_key != new.record.framework_key:
        raise NotYours  # an address put together by hand: levels of two frameworks are not held side by side
    for heading in {one.heading.id: one.heading for one in (new, old)}.values():
        readings.note(heading=heading, by=actor)
    context = {
        "heading": new.heading,
        "new": new,
        "old": old,
        "found": differences(old.record, new.record),
        "elsewhere": old.heading.id != new.heading.id,
    }
    return render(request, "broad_views/differences.html", context)
