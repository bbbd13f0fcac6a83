"""Making documents, and keeping those of a sealed edition. Who may read what they hold is asked before, by policy."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import Refused
from speir.evaluations.actions.editions import keep_document
from speir.evaluations.policy import ANY, require
from speir.evaluations.queries.editions import sealed_record
from speir.evaluations.queries.looks.briefing import Briefing
from speir.evaluations.queries.looks.findings_note import FindingsNote
from speir.evaluations.queries.looks.headings import LookPage
from speir.evaluations.queries.reflections import Opened
from speir.evaluations.rules.approving import Step
from speir.evaluations.rules.record import Record
from speir.frameworks.rules.structure import Framework
from speir.improvement.queries.agenda import Agenda
from speir.improvement.queries.heard import SheetPage
from speir.reports.builders import importing, looks, removals, trail
from speir.reports.builders.broad_view import of_framework, of_record
from speir.reports.builders.grid import blank, filled
from speir.reports.builders.improvement.agenda import agenda as agenda_document
from speir.reports.builders.improvement.heard import sheet as sheet_document
from speir.reports.builders.reflection import reflection as reflection_document
from speir.reports.content import Document, Event, Listing
from speir.reports.renderers import FORMATS
from speir.reports.renderers.apart import NotMade, made
from speir.reports.renderers.ics import as_ics
from speir.reports.renderers.rows import as_csv
from speir.retention.queries import disposals
from speir.trail.actions import record as record_in_trail
from speir.trail.policy import require as require_trail
from speir.trail.queries import entries

T = TypeVar("T", Document, Listing)
BLANK_FORMATS = ("docx", "xlsx")
FILLED_FORMATS = ("docx", "xlsx", "pdf")
REFLECTION_FORMATS = ("docx", "pdf")
LOOK_FORMATS = ("docx", "pdf")
AGENDA_FORMATS = ("docx", "pdf")
SHEET_FORMATS = ("docx", "pdf")
LIST_FORMATS = {"csv": "text/csv; charset=utf-8", "xlsx": FORMATS["xlsx"].media_type}
# Of the newest so many; earlier ones by asking until a day.
MOST_EXPORTED = 20_000
NOT_MADE = "The document could not be made. The other kinds hold the same: take one of those for now."

log = logging.getLogger(__name__)


def media_type(format: str) -> str:
    """Return the media type of a format. Raises KeyError for one that there is not."""
    return FORMATS[format].media_type


def blank_grid(framework: Framework, format: str) -> bytes:
    """Return the blank grid of a framework as a document. Raises Refused where it could not be made."""
    return _made(FORMATS[format].render, blank(of_framework(framework)))


def filled_grid(
    record: Record,
    format: str,
    removed: Sequence[str] = (),
    *,
    approvals: Sequence[Step] = (),
    mark: str = "",
) -> bytes:
    """Return the filled grid of a broad view's record as a document. Raises Refused where it could not be made.

    `removed` are the sentences that say when and why words were removed from it since it was sealed.
    `approvals` are those of it that stand.
    `mark` stands on its every page, such as who reads it in an inspector's room.
    """
    grid = of_record(record, removed, approvals)
    if mark:
        grid = replace(grid, mark=" · ".join(part for part in (mark, grid.mark) if part))
    return _made(FORMATS[format].render, filled(grid))


def reflection(opened: Opened, *, format: str, by: Actor) -> bytes:
    """Return a reflection, fetched for this actor, as a document, and record that they took it away.

    Raises Refused where it could not be made.
    """
    body = _made(FORMATS[format].render, reflection_document(opened, by.name))
    _record_taken(reflection_id=opened.heading.id, format=format, by=by)
    return body


@transaction.atomic
def _record_taken(*, reflection_id: str, format: str, by: Actor) -> None:
    record_in_trail(by=by, verb="downloaded", about="reflection", about_id=reflection_id, detail=format)


def briefing(told: Briefing, *, features: bool, format: str, by: Actor) -> bytes:
    """Return the briefing of a closer look, fetched for this actor, as a document, and record that they took it away.

    With `features` it is the one for the group, which says what to look for too. Raises Refused where it could not be
    made.
    """
    body = _made(FORMATS[format].render, looks.briefing(told, features=features))
    what = "group's briefing" if features else "briefing"
    _record_look_taken(page=told.page, detail=f"{what}, {format}", by=by)
    return body


def look_findings(note: FindingsNote, *, full: bool = False, format: str, by: Actor) -> bytes:
    """Return the note of what a closer look found, fetched for this actor, as `briefing` does; `full`: all of it."""
    body = _made(FORMATS[format].render, looks.findings(note, full=full))
    what = "findings in full" if full else "findings"
    _record_look_taken(page=note.page, detail=f"{what}, {format}", by=by)
    return body


def marked_findings(note: FindingsNote, format: str, *, mark: str) -> bytes:
    """Return the same for somebody whose reading was recorded; `mark` stands on its every page.

    Raises Refused where it could not be made.
    """
    document = looks.findings(note, in_room=True)
    document = replace(document, mark=" · ".join(part for part in (mark, document.mark) if part))
    return _made(FORMATS[format].render, document)


@transaction.atomic
def _record_look_taken(*, page: LookPage, detail: str, by: Actor) -> None:
    taken = require(by, Permission.READ_EVALUATIONS, page.id, kinds=ANY)
    path = taken.told if taken.owner == by.person_id else taken.unit.path
    record_in_trail(by=by, verb="downloaded", about="closer look", about_id=page.id, path=path, detail=detail)


def agenda(told: Agenda, *, format: str, by: Actor) -> bytes:
    """Return the agenda of a meeting, fetched for this actor, as a document, and record that they took it away.

    Raises Refused where it could not be made.
    """
    body = _made(FORMATS[format].render, agenda_document(told))
    _record_agenda_taken(told=told, detail=f"agenda, {format}", by=by)
    return body


@transaction.atomic
def _record_agenda_taken(*, told: Agenda, detail: str, by: Actor) -> None:
    held = told.held
    record_in_trail(
        by=by, verb="downloaded", about="meeting", about_id=held.meeting.id, path=held.row.path, detail=detail
    )


def heard_sheet(page: SheetPage, *, format: str, by: Actor) -> bytes:
    """Return a sheet of what was heard and answered, fetched for this actor, and record that they took it away.

    Raises Refused where it could not be made.
    """
    body = _made(FORMATS[format].render, sheet_document(page))
    _record_sheet_taken(page=page, detail=f"{page.sheet.words}, {format}", by=by)
    return body


def rendered(document: Document, format: str) -> bytes:
    """Return a document as a file of this format. Raises Refused where it could not be made."""
    return _made(FORMATS[format].render, document)


@transaction.atomic
def _record_sheet_taken(*, page: SheetPage, detail: str, by: Actor) -> None:
    record_in_trail(
        by=by,
        verb="downloaded",
        about="sheet of answers",
        about_id=page.unit.id,
        path=page.path,
        detail=detail,
    )


def _made(render: Callable[[T], bytes], document: T) -> bytes:
    try:
        return render(document)
    except NotMade as failed:
        log.exception("A document could not be made.")
        raise Refused("document-not-made", NOT_MADE) from failed


@transaction.atomic
def record_download(*, evaluation_id: str, format: str, by: Actor) -> None:
    """Record in the trail that somebody took a document of a broad view away. Raises NotYours."""
    taken = require(by, Permission.READ_EVALUATIONS, evaluation_id)
    path = taken.told if taken.owner == by.person_id else taken.unit.path
    record_in_trail(
        by=by, verb="downloaded", about="broad view", about_id=evaluation_id, path=path, detail=format
    )


def export_trail(
    *, wanted: entries.Wanted | None, format: str, units: Mapping[str, str], by: Actor
) -> Iterator[bytes]:
    """Return entries of the trail as a file, in pieces, having recorded that; None for what concerns the actor.

    `units` are names by path, `format` one of LIST_FORMATS. Raises NotYours, and Refused where it could not be made.
    """
    path = wanted.path if wanted else ""
    if wanted:
        require_trail(by, path)
    _record_export(path=path, format=format, by=by)
    found = entries.every(by, wanted, most=MOST_EXPORTED)
    parts = (trail.rows(trail.said(by, part, units)) for part in found)
    headings = trail.headings()
    if format == "csv":
        return as_csv(headings, parts)
    rows = tuple(row for part in parts for row in part)
    return iter([_made(partial(made, "rows"), Listing(_("The trail"), headings, (20, 28, 80, 32, 20), rows))])


def export_disposals(*, format: str, units: Mapping[str, str], by: Actor) -> Iterator[bytes]:
    """Return the log of disposals that the actor may read as a file, having recorded that; as `export_trail`."""
    _record_export(path="", format=format, by=by, about="log of removals")
    rows = removals.rows(removals.said(by, disposals.every(by, most=MOST_EXPORTED), units))
    headings = removals.headings()
    if format == "csv":
        return as_csv(headings, [rows])
    widths = (20, 28, 40, 60, 10, 32, 20)
    listing = Listing(_("What was removed"), headings, widths, tuple(rows))
    return iter([_made(partial(made, "rows"), listing)])


@transaction.atomic
def _record_export(*, path: str, format: str, by: Actor, about: str = "trail") -> None:
    """A transaction of its own: making the file takes long, and nobody's save waits for it."""
    record_in_trail(by=by, verb="exported", about=about, about_id="", path=path, detail=format)


def keep_edition(*, edition_id: str) -> None:
    """Make an edition's documents and keep them byte for byte; those that are kept already stay as they are."""
    sealed = sealed_record(edition_id)
    for kind in FILLED_FORMATS:
        body = filled_grid(sealed.record, kind, sealed.removed)
        digest = hashlib.sha256(body).hexdigest()
        keep_document(
            edition_id=edition_id, format=kind, body=body, body_digest=digest, made_from=sealed.digest
        )


def evidence_template(*, format: str) -> bytes:
    """Return the sheet for bringing evidence in, one of LIST_FORMATS. Raises Refused where it is not made."""
    listing = importing.evidence_template()
    if format == "csv":
        return b"".join(as_csv(listing.headings, [listing.rows]))
    return _made(partial(made, "rows"), listing)


def sheet_template(*, rows: Iterable[tuple[str, ...]], format: str) -> bytes:
    """Return the sheet for bringing organisations in, one of LIST_FORMATS. Raises Refused where it is not made."""
    listing = importing.template(rows)
    if format == "csv":
        return b"".join(as_csv(listing.headings, [listing.rows]))
    return _made(partial(made, "rows"), listing)


def inspection_template(*, format: str) -> bytes:
    """Return the sheet for bringing inspections in, one of LIST_FORMATS. Raises Refused where it is not made."""
    listing = importing.inspection_template()
    if format == "csv":
        return b"".join(as_csv(listing.headings, [listing.rows]))
    return _made(partial(made, "rows"), listing)


def calendar(*, name: str, events: Iterable[Event]) -> bytes:
    """Return days as a calendar that other programs read (iCalendar)."""
    return as_ics(name, events)
