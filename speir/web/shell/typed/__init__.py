"""Every box that takes text, on every page: asked about what it mentions, or exempt, and why. Every column, too.

A box is `Form.field`, or `page.field` where a page reads its form by hand. A new box that does not stand here fails the
suite, and so does one that is said to be asked about and is not.
"""

from __future__ import annotations

from speir.web.shell.typed import (
    asked,
    columns,
    exempt,
    improvement,
    improvement_choosing,
    improvement_doing,
    improvement_heard,
    improvement_letters,
    improvement_meetings,
    improvement_priorities,
    improvement_tracked,
    look_judging,
    look_papers,
)

ASKED: dict[str, str] = dict(asked.ASKED)
EXEMPT: dict[str, str] = dict(exempt.EXEMPT)
COLUMNS: dict[str, str] = dict(columns.COLUMNS)
for _area in (
    look_judging,
    look_papers,
    improvement,
    improvement_choosing,
    improvement_doing,
    improvement_heard,
    improvement_letters,
    improvement_meetings,
    improvement_priorities,
    improvement_tracked,
):
    ASKED |= getattr(_area, "ASKED", {})
    EXEMPT |= getattr(_area, "EXEMPT", {})
    COLUMNS |= getattr(_area, "COLUMNS", {})
