"""Rows of a sheet that were read and checked, packed for as long as somebody looks at them. Pure."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from speir.evidence.rules.items import Draft
from speir.evidence.rules.links import Link

_DAYS = ("from_day", "to_day", "valid_until")


@dataclass(frozen=True, slots=True)
class Checked:
    """A row that is fit: what it says, the columns that mention somebody, and the items that it is very like.

    `bands` are those of `rules.likeness`. `same`: one of the items says just this, or an earlier row does.
    """

    row: int
    draft: Draft
    asked: tuple[str, ...]
    bands: tuple[int | None, ...]
    alike: tuple[str, ...] = ()
    same: bool = False


def pack(rows: Iterable[Checked]) -> bytes:
    """Return rows as few bytes."""
    said = [dataclasses.asdict(row) for row in rows]
    return zlib.compress(json.dumps(said, default=dt.date.isoformat, separators=(",", ":")).encode(), 1)


def unpack(body: bytes) -> list[Checked]:
    """Return the rows that `pack` was given."""
    return [_row(said) for said in json.loads(zlib.decompress(body))]


def _row(said: dict[str, Any]) -> Checked:
    draft = said["draft"]
    for name in _DAYS:
        draft[name] = draft[name] and dt.date.fromisoformat(draft[name])
    draft["voices"] = tuple(draft["voices"])
    draft["links"] = tuple(Link(**link) for link in draft["links"])
    return Checked(
        said["row"],
        Draft(**draft),
        tuple(said["asked"]),
        tuple(said["bands"]),
        tuple(said["alike"]),
        said["same"],
    )
