"""Days as a calendar that other programs read: iCalendar, RFC 5545.

icalendar is imported when the first calendar is asked for, so that a web worker that sends none never loads it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from speir.reports.content import Event


def as_ics(name: str, events: Iterable[Event]) -> bytes:
    """Return a calendar of whole days. The same events are the same bytes; nobody is made busy by them."""
    from icalendar import Calendar
    from icalendar import Event as Entry

    made = Calendar()
    made.add("prodid", "-//Speir//Programme//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-published-ttl", "PT12H")
    for event in sorted(events, key=lambda one: (one.starts, one.ends, one.key)):
        entry = Entry()
        entry.add("uid", f"{event.key}@speir")
        entry.add("dtstamp", event.stamp.astimezone(dt.UTC).replace(microsecond=0))
        entry.add("dtstart", event.starts)
        entry.add("dtend", event.ends + dt.timedelta(days=1))
        entry.add("summary", event.title)
        entry.add("sequence", event.revision - 1)
        entry.add("transp", "TRANSPARENT")
        made.add_component(entry)
    return bytes(made.to_ical())
