"""Who took part in a joint broad view, and what each organisation handed in, at the end of the agreed one's grid."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from speir.reports.builders.grid.inputs import GridInput, PartyInput
from speir.reports.content import Bullets, Column, Item, Paragraph, Row, Section, Sheet, Table, Tone


def sections(grid: GridInput) -> Iterator[Section]:
    """Yield the section that names them; nothing for a broad view that is no joint one's."""
    if not grid.parties:
        return
    lede = _("Each organisation handed in a sealed edition of its own broad view, known by its check mark.")
    items = Bullets(tuple(Item(one.name, _note(one)) for one in grid.parties))
    yield Section(_("Who took part"), (Paragraph(lede, Tone.MUTED), items))


def sheet(grid: GridInput) -> tuple[Sheet, ...]:
    """The same in rows, as a sheet of its own."""
    if not grid.parties:
        return ()
    columns = (Column(_("Organisation"), 34), Column(_("What it handed in"), 60), Column(_("Check mark"), 70))
    rows = tuple(Row((one.name, one.said, one.digest)) for one in grid.parties)
    return (Sheet(_("Who took part"), Table(_("Who took part, and what each handed in"), columns, rows)),)


def _note(one: PartyInput) -> str:
    if not one.digest:
        return one.said
    return _("%(said)s Check mark: %(digest)s") % {"said": one.said, "digest": one.digest}
