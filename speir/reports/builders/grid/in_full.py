"""Evidence in full, at the end of a grid: each piece once, under the number that it has wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from speir.core.text import headline, listed
from speir.reports.builders.grid.inputs import EvidenceInput, GridInput
from speir.reports.content import Block, Bullets, Column, Item, Paragraph, Row, Section, Sheet, Table, Tone


def numbers(grid: GridInput) -> dict[str, int]:
    """Return the number of each piece that is told in full, by its key, in the order in which they first stand."""
    keys = dict.fromkeys(one.key for one in _pieces(grid) if one.told_in_full)
    return {key: number for number, key in enumerate(keys, 1)}


def sections(grid: GridInput) -> Iterator[Section]:
    """Yield a heading and a section for each piece; nothing where no piece has more to tell."""
    found = _numbered(grid)
    if not found:
        return
    lede = _("What was written down of each piece of evidence, once, by its number.")
    yield Section(_("Evidence in full"), (Paragraph(lede, Tone.MUTED),), new_page=True)
    for number, (one, where) in found.items():
        blocks: list[Block] = []
        if headline(one.summary) != one.summary:
            blocks.append(Paragraph(one.summary, Tone.STRONG))
        blocks.append(Paragraph(_said(one, where), Tone.MUTED))
        if one.account:
            blocks.append(Paragraph(one.account))
        if one.origin:
            blocks.append(Paragraph(_("Where it came from: %(origin)s") % {"origin": one.origin}, Tone.MUTED))
        if one.links:
            blocks.append(
                Bullets(tuple(Item(words or url, url if words else "") for words, url in one.links))
            )
        yield Section(f"{number}  {headline(one.summary)}", tuple(blocks), depth=2)


def sheet(grid: GridInput) -> tuple[Sheet, ...]:
    """The same in rows, as a sheet of its own; none where no piece has more to tell."""
    found = _numbered(grid)
    if not found:
        return ()
    rows = tuple(
        Row((str(number), one.summary, one.account, one.origin, _links(one), listed(where)))
        for number, (one, where) in found.items()
    )
    columns = (
        Column(_("Piece"), 8),
        Column(_("Evidence"), 44),
        Column(_("Account"), 90),
        Column(_("Where it came from"), 30),
        Column(_("Links"), 34),
        Column(_("Beside"), 14),
    )
    return (
        Sheet(_("In full"), Table(_("What was written down of each piece of evidence, once"), columns, rows)),
    )


def _numbered(grid: GridInput) -> dict[int, tuple[EvidenceInput, list[str]]]:
    """Return each piece by its number, with the indicators that it stands under."""
    known = numbers(grid)
    found: dict[int, tuple[EvidenceInput, list[str]]] = {}
    for indicator in grid.indicators():
        for one in indicator.evidence:
            if one.key in known:
                found.setdefault(known[one.key], (one, []))[1].append(indicator.number)
    return dict(sorted(found.items()))


def _pieces(grid: GridInput) -> Iterator[EvidenceInput]:
    for indicator in grid.indicators():
        yield from indicator.evidence


def _said(one: EvidenceInput, where: list[str]) -> str:
    said = (one.kind, one.period, one.speaks_of, one.taken_as, one.views, *one.cautions)
    return " · ".join(part for part in (*said, _("beside %(where)s") % {"where": listed(where)}) if part)


def _links(one: EvidenceInput) -> str:
    return "\n".join(f"{words}: {url}" if words else url for words, url in one.links)
