"""What editions are side by side: organisations or units as columns, indicators as rows, a judgement in each cell."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from speir.evaluations.queries.joints import JointHeading
from speir.evaluations.rules.asking import Dates, Progress
from speir.evaluations.rules.spread import Spread
from speir.frameworks.rules.levels import Level
from speir.frameworks.rules.structure import Framework, Indicator


class Said(StrEnum):
    """What an organisation that has handed in says of an indicator."""

    LEVEL = "level"
    NOT_EVALUATED = "not_evaluated"
    NONE = "none"
    NOT_ASKED = "not_asked"

    # A matrix counts and sorts cells by the hundred; an enum's own hash is Python's.
    __hash__ = str.__hash__


class Cell(NamedTuple):
    """What one organisation judges of one indicator: `level` is a level's key, empty for none."""

    said: Said
    level: str = ""
    sure: str = ""
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A unit whose edition stands beside others. `sort` is its kind of organisation, or of unit where nobody said.

    `edition_id` is empty before there is one. `only` are the ids of the indicators that it alone is asked about, empty
    for all.
    """

    unit_id: str
    name: str
    sort: str
    locality: str
    edition_id: str
    only: frozenset[str]


@dataclass(frozen=True, slots=True)
class Contributor(Column):
    """An organisation that a joint broad view asks, with how far it has come; its edition is what it handed in.

    `left`: it is no longer a member of the partnership.
    """

    progress: Progress
    dates: Dates
    left: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator across the organisations shown: their cells in the order of the columns, and what they say."""

    indicator: Indicator
    cells: tuple[Cell, ...]
    spread: Spread[Level]
    first: bool = False

    @property
    def sentence(self) -> str:
        """What the row says, and whether to talk about it first."""
        return self.spread.sentence(first=self.first)


@dataclass(frozen=True, slots=True)
class Asking:
    """What of a matrix is shown, empty for all: a key question's number, a locality (`WHOLE_AREA`), a kind (`sort`).

    `by_number`: in the publication's order, and not by what there is to talk about.
    """

    question: str = ""
    locality: str = ""
    sort: str = ""
    by_number: bool = False


# How an address names the organisations that work in all of the area; no place is called that.
WHOLE_AREA = "*"


@dataclass(frozen=True, slots=True)
class Sides:
    """Editions by one framework side by side: a row for each indicator asked about, what to talk about first.

    `made_of` is the same where rows, and names, kinds and localities of the columns are: what is made of these may be
    kept under it.
    """

    framework: Framework
    asked: tuple[Indicator, ...]
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    made_of: Hashable


@dataclass(frozen=True, slots=True)
class Matrix(Sides):
    """A joint broad view side by side: `columns` are those shown, `everybody` all that handed in, by name.

    `to_come` are those who agreed and have handed in nothing; `silent` and `declined` who have not answered the
    invitation, and who take no part, as far as the reader is told of them.
    """

    columns: tuple[Contributor, ...]
    heading: JointHeading
    everybody: tuple[Contributor, ...]
    to_come: tuple[Contributor, ...]
    silent: tuple[Contributor, ...]
    declined: tuple[Contributor, ...]

    @property
    def agreed(self) -> int:
        """How many take part: those who handed in and those who are still to."""
        return len(self.everybody) + len(self.to_come)
