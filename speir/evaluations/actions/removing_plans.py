"""What a kept plan says once words were removed from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from speir.evaluations.models import LookTemplate
from speir.evaluations.queries.written_looks import CONTENT
from speir.evaluations.rules.looks import plans


def of_plan(row_id: str, fields: Mapping[str, Callable[[str], str]], instead: str) -> dict[str, str]:
    """Return the columns of a kept plan with these of its texts changed.

    Its name stands beside its content and in it, and no two plans of a unit have the same.
    """
    kept = LookTemplate.objects.get(pk=row_id)
    changes = {name.removeprefix(CONTENT): change for name, change in fields.items()}
    values = {"content": plans.changed(kept.content, changes, instead)} if kept.content else {}
    if "name" in changes:
        name = changes["name"](kept.name)
        # Of several that lose all of their name at once none is stored yet: each is told apart by its id.
        name = name if len(name) + len(row_id) + 3 <= plans.LONGEST_NAME else instead
        taken = LookTemplate.objects.filter(unit=kept.unit_id, name=name, removed_at=None).exclude(pk=row_id)
        values["name"] = f"{name} ({row_id})" if name == instead or taken.exists() else name
    return values
