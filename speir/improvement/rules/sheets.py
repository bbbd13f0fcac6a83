"""The words of a sheet of you said, we did, for each of those who read it. Pure. No word of the work stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from speir.improvement.rules.naming import AgeBand, Voice

TITLE = "You said, we did"
# What stands over each of the three boxes.
BOXES: Mapping[str, str] = {"heard": "You said", "decided": "We decided", "happened": "What happened"}
NOTHING = "Nothing is ready to be given out yet."
_NO_ONE = "No names stand here. Nobody can tell who said what."


@dataclass(frozen=True, slots=True)
class SheetWords:
    """What a sheet says of itself: first, over the room to answer in, and of whom to turn to.

    `helpline` follows the `help` where the installation names one that children can ring.
    """

    lede: str
    more_title: str
    more: str
    help: str = ""
    helpline: str = ""
    blanks: tuple[str, ...] = ("Who to ask", "Phone, e-mail")


_YOUNG_HELP = (
    "Are you scared, or is somebody hurting you? Tell a grown-up you trust.",
    "%(name)s listens too: ring %(number)s.",
)
_OLDER_HELP = (
    "Worried about yourself or a friend? Talk to an adult you trust.",
    "You can also ring %(name)s: %(number)s.",
)
IT_IS_FREE = "It is free."
# Numbers that cost nothing to ring from any telephone in the United Kingdom begin so.
FREE = ("0800", "0808", "116")


def is_free(number: str) -> bool:
    """Return whether a number costs nothing to ring, as far as its first figures tell."""
    return number.replace(" ", "").startswith(FREE)


_OLDER = SheetWords(
    f"You told us what you think. Here is what was decided because of it, and what happened. {_NO_ONE}",
    "Tell us more",
    "Did we get something wrong? Is something missing? Write it here, or tell the person who gave you this page.",
    *_OLDER_HELP,
)
WORDS: Mapping[str, SheetWords] = {
    AgeBand.UNDER_8.value: SheetWords(
        "You told us things. We listened. This is what we did.",
        "Tell us more",
        "Draw it here. Or tell the person who gave you this page.",
        *_YOUNG_HELP,
        ("You can ask",),
    ),
    AgeBand.FROM_8.value: SheetWords(
        "You told us what you think. This page tells you what we did about it. Nobody can see who said what.",
        "Tell us more",
        "Did we get it right? Did we forget something? Write or draw it here. "
        "Or tell the person who gave you this page.",
        *_YOUNG_HELP,
        ("You can ask",),
    ),
    AgeBand.FROM_12.value: _OLDER,
    AgeBand.FROM_16.value: _OLDER,
    Voice.FAMILIES.value: SheetWords(
        "You told us how things are for you and your children. Here is what was decided because of it, and what "
        f"happened. {_NO_ONE}",
        "Tell us more",
        "Did we get something wrong? Is something missing? Write it here, or tell the person who gave you this page.",
    ),
    Voice.STAFF.value: SheetWords(
        f"You told us how the work goes. Here is what was decided because of it, and what happened. {_NO_ONE}",
        "Tell us more",
        "Did we get something wrong? Is something missing? Write it here, or tell the person who gave you this page.",
    ),
}
