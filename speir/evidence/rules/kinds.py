"""Rules of an organisation's own kinds of source."""

from __future__ import annotations

from collections.abc import Collection

from speir.core.errors import Refused
from speir.core.text import one_line
from speir.evidence.rules.items import KIND_LONGEST


def check_name(
    name: str, *, own: Collection[str], closed: Collection[str], published: Collection[str]
) -> list[Refused]:
    """Return every rule that a kind's name breaks; `own` and `closed` are the names of the others there.

    Two of one name could not be told apart in a list, whatever their capitals.
    """
    said = one_line(name)
    same = said.casefold()
    if not said:
        return [Refused("kind-needs-name", "Write what this kind of source is called.", "name")]
    if len(said) > KIND_LONGEST:
        return [Refused("kind-name-too-long", f"Use at most {KIND_LONGEST} characters.", "name")]
    if same in {each.casefold() for each in published}:
        return [Refused("kind-is-published", "This is among the published kinds already.", "name")]
    if same in {each.casefold() for each in closed}:
        return [Refused("kind-is-closed", "There was one of this name. Open it again below.", "name")]
    if same in {each.casefold() for each in own}:
        return [Refused("kind-is-there", "There is one of this name already.", "name")]
    return []
