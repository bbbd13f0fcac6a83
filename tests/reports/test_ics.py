"""A calendar for other programs: read back by the library, and held to RFC 5545 by hand."""

from __future__ import annotations

import datetime as dt
import re

import icalendar

from speir.reports.actions import calendar
from speir.reports.content import Event

STAMP = dt.datetime(2026, 3, 2, 10, 0, 30, 999, tzinfo=dt.timezone(dt.timedelta(hours=1)))
GAELIC = "Leughadh fhaidhlichean: Srath Àrdail, Dùn Èideann; “àm\\ri” " + "cùram chloinne " * 9


def event(
    key: str = "k" * 16, title: str = "Reading", start: int = 4, end: int = 6, revision: int = 1
) -> Event:
    return Event(key, title, dt.date(2026, 5, start), dt.date(2026, 5, end), STAMP, revision)


def test_it_reads_back_as_it_was_said():
    body = calendar(name="Speir programme", events=[event(title=GAELIC, revision=3)])
    (read,) = icalendar.Calendar.from_ical(body).walk("VEVENT")
    assert str(read["SUMMARY"]) == GAELIC
    assert str(read["UID"]) == f"{'k' * 16}@speir"
    assert read["DTSTART"].dt == dt.date(2026, 5, 4)
    assert read["DTEND"].dt == dt.date(2026, 5, 7)  # the day after its last, as RFC 5545 has it
    assert read["DTSTAMP"].dt == dt.datetime(2026, 3, 2, 9, 0, 30, tzinfo=dt.UTC)
    assert int(str(read["SEQUENCE"])) == 2


def test_it_keeps_to_rfc_5545_line_by_line():
    body = calendar(name="Speir programme", events=[event(title=GAELIC)])
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert b"\r" not in body.replace(b"\r\n", b"")
    lines = body.split(b"\r\n")
    assert max(map(len, lines)) <= 75  # in bytes, not in letters
    for line in lines:
        line.decode()  # no letter is cut in two
    text = re.sub(r"\r\n[ \t]", "", body.decode())
    assert "DTSTART;VALUE=DATE:20260504\r\n" in text
    assert "DTEND;VALUE=DATE:20260507\r\n" in text
    assert "DTSTAMP:20260302T090030Z\r\n" in text
    assert "VERSION:2.0\r\n" in text
    assert "PRODID:-//Speir//Programme//EN\r\n" in text
    assert "TRANSP:TRANSPARENT\r\n" in text
    (summary,) = re.findall(r"SUMMARY:(.*)\r\n", text)
    said = GAELIC.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    assert summary == said


def test_the_same_events_are_the_same_bytes_in_whatever_order_they_come():
    some = [event("a" * 16), event("b" * 16, start=1), event("c" * 16)]
    assert calendar(name="x", events=some) == calendar(name="x", events=some[::-1])


def test_what_is_typed_begins_no_line_of_its_own():
    body = calendar(name="x", events=[event(title="A\r\nBEGIN:VALARM\r\nATTACH:http://example.org")])
    read = icalendar.Calendar.from_ical(body)
    assert not read.walk("VALARM")
    assert len(read.walk("VEVENT")) == 1


def test_an_empty_programme_is_a_calendar_all_the_same():
    assert icalendar.Calendar.from_ical(calendar(name="x", events=[])).walk("VEVENT") == []
