"""Jobs of this room."""

from speir.core.jobs import job
from speir.notices import actions


@job("notices.send")
def send(notice_id: str) -> None:
    """Send one notice."""
    actions.send(notice_id=notice_id)
