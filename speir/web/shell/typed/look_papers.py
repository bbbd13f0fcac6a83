"""Boxes of keeping a plan and of a briefing: a part of `typed`."""

from __future__ import annotations

_ID = "an id or a mark; any other word is refused or means nothing"
ASKED = {
    "KeepForm.name": "evaluations.actions.looks.starting.keep",
    **{
        f"BriefingForm.{box}": "evaluations.actions.looks.describing.describe"
        for box in ("purpose", "confidentiality", "afterwards")
    },
}
EXEMPT = {"KeepForm.template_id": _ID}
COLUMNS = {
    "evaluations.LookTemplate.name": "KeepForm.name",
    "evaluations.LookTemplate.content": "of a closer look's own columns, as they are when its plan is kept",
}
