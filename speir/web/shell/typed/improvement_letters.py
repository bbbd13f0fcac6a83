"""Boxes of the page behind an address in a reminder: a part of `typed`."""

from __future__ import annotations

ASKED = {"ProgressForm.text": "improvement.actions.links.use"}
EXEMPT = {"ProgressForm.base": "how far an action had come; any other word is refused"}
