"""Who gets what at the addresses of improvement: a part of `guard_table`. Everything is the team's."""

from __future__ import annotations

from typing import Any

from tests.web.guard_improvement_boards import BOARDS
from tests.web.guard_improvement_choosing import CHOOSING
from tests.web.guard_improvement_doing import DOING
from tests.web.guard_improvement_heard import HEARD
from tests.web.guard_improvement_keeping import KEEPING
from tests.web.guard_improvement_letters import LETTERS
from tests.web.guard_improvement_meetings import MEETINGS
from tests.web.guard_improvement_priorities import PRIORITIES
from tests.web.guard_improvement_tracked import TRACKED

Row = tuple[str, str, tuple[int, ...], dict[str, str], dict[str, Any]]
#                                  nobody reader evaluator lead stranger
SIGNED_IN, READERS = (302, 200, 200, 200, 200), (302, 200, 200, 200, 404)

IMPROVEMENT: list[Row] = [
    ("improvement:mine", "get", SIGNED_IN, {}, {}),
    ("improvement:board", "get", READERS, {}, {}),
]

IMPROVEMENT += CHOOSING
IMPROVEMENT += LETTERS
IMPROVEMENT += DOING
IMPROVEMENT += HEARD
IMPROVEMENT += KEEPING
IMPROVEMENT += MEETINGS
IMPROVEMENT += TRACKED
IMPROVEMENT += PRIORITIES
IMPROVEMENT += BOARDS
