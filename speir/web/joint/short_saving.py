"""Saving the short form: every field that was touched, each indicator by itself, as in the indicator's own page."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import QueryDict

from speir.access.actor import Actor
from speir.core.errors import Refused, Unfit
from speir.core.text import clean
from speir.evaluations.actions.beside import Outcome
from speir.evaluations.actions.citations import write_and_cite
from speir.evaluations.actions.judgements import record
from speir.evaluations.queries.short_form import Box, ShortForm
from speir.evaluations.rules.judging import TEXTS
from speir.evaluations.rules.saving import mark
from speir.evidence.rules.items import Draft
from speir.mentions.rules import Mention, Waits
from speir.web.broad_views.forms import field as read
from speir.web.shell import mentions

FIELDS = (*TEXTS, "choice")


@dataclass(slots=True)
class Line:
    """What became of a line of evidence: it is written down, or refused, or it mentions somebody."""

    written: bool = False
    refused: str = ""
    waits: tuple[str, tuple[Mention, ...]] | None = None


@dataclass(slots=True)
class Saved:
    """What a save of the form came to, by the indicator's place; `typed` are the fields that were touched."""

    form: ShortForm
    typed: dict[int, frozenset[str]] = field(default_factory=dict)
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    lines: dict[int, Line] = field(default_factory=dict)

    @property
    def stuck(self) -> bool:
        """Whether something is not saved and says why."""
        return any(out.stuck for out in self.outcomes.values()) or any(
            not line.written for line in self.lines.values()
        )

    @property
    def conflicts(self) -> bool:
        """Whether somebody else changed a field meanwhile."""
        return any(out.conflicts for out in self.outcomes.values())

    @property
    def held(self) -> bool:
        """Whether something waits because of what it mentions."""
        return any(out.held for out in self.outcomes.values()) or any(
            line.waits for line in self.lines.values()
        )


def save(form: ShortForm, posted: QueryDict, by: Actor) -> Saved:
    """Save what was touched. Raises Refused (sealed) once every text was kept for its writer, NotAllowed."""
    saved, sealed = Saved(form), None
    for box in form.boxes:
        typed = {
            name: one
            for name in FIELDS
            if f"{box.at}-{name}" in posted
            and (
                mark(clean((one := read(posted, f"{box.at}-{name}")).value)) != one.base
                or one.choose
                or one.aside
            )
        }
        try:
            if typed:
                saved.typed[box.at] = frozenset(typed)
                saved.outcomes[box.at] = record(
                    evaluation_id=form.heading.id, number=box.indicator.number, typed=typed, by=by
                )[1]
            if clean(posted.get(f"{box.at}-shows", "")):
                saved.lines[box.at] = _line(form, box, posted, by)
        except Refused as refused:
            sealed = refused
    if sealed:
        raise sealed
    return saved


def _line(form: ShortForm, box: Box, posted: QueryDict, by: Actor) -> Line:
    """Write a line of evidence down beside the indicator; sent twice with its id it is written once."""
    draft = Draft(
        kind="",
        shows=posted.get(f"{box.at}-shows", ""),
        from_day=None,
        to_day=None,
        speaks_of="",
        voices=(),
        themes={},
    )
    try:
        write_and_cite(
            evaluation_id=form.heading.id,
            number=box.indicator.number,
            draft=draft,
            stance="supports",
            item_id=posted.get(f"{box.at}-item", "")[:16],
            keeping=mentions.keeping(posted, f"{box.at}-shows"),
            by=by,
        )
    except Unfit as unfit:
        return Line(refused=unfit.broken[0].sentence)
    except Waits as waits:
        return Line(waits=next(iter(waits.fields.values())))
    return Line(written=True)
