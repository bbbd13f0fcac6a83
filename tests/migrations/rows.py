"""One row of a table, a second like it, and one that is altered."""

from __future__ import annotations

from typing import Any

from django.db import models

from speir.core.ids import new_id


def first(model: type[models.Model], **found: Any) -> Any:
    return model._default_manager.filter(**found).order_by("pk")[0]


def again(model: type[models.Model], found: dict[str, Any] | None = None, **changed: Any) -> None:
    """Store a second row that is like the first but for its id and for `changed`."""
    row = first(model, **(found or {}))
    row.pk = new_id()
    row._state.adding = True
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def alter(model: type[models.Model], found: dict[str, Any] | None = None, **changed: Any) -> None:
    model._default_manager.filter(pk=first(model, **(found or {})).pk).update(**changed)
