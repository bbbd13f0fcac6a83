"""The reader's name on every page and document of a room."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from speir.access.actor import Actor
from speir.core.text import day


def watermark(actor: Actor, room: str) -> dict[str, str]:
    """Return what a page of a room bears: a line to be read, and the words that are drawn behind everything."""
    now = timezone.localtime()
    said = _("Read by %(name)s on %(day)s at %(time)s") % {
        "name": actor.name or _("somebody without a name"),
        "day": day(now.date()),
        "time": f"{now:%H:%M}",
    }
    return {"watermark": said, "watermark_room": room}
