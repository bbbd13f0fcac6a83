"""Who gets what at the addresses of closer looks: a part of `guard_table`. The lead officer began it in their team."""

from __future__ import annotations

from typing import Any

from tests.web.guard_look_finding import FINDING
from tests.web.guard_look_following import FOLLOWING
from tests.web.guard_look_judging import LOOK_JUDGING
from tests.web.guard_look_papers import PAPERS
from tests.web.guard_look_planning import PLANNING

Row = tuple[str, str, tuple[int, ...], dict[str, str], dict[str, Any]]
#                                  nobody reader evaluator lead stranger
SIGNED_IN, READERS = (302, 200, 200, 200, 200), (302, 200, 200, 200, 404)

LOOK: list[Row] = [
    ("looks:list", "get", SIGNED_IN, {}, {}),
    *(
        (f"looks:{name}", "get", READERS, {}, {})
        for name in ("overview", "plan", "ways", "board", "judging", "follow")
    ),
    *FINDING,
    *FOLLOWING,
    *PLANNING,
    *PAPERS,
]
LOOK += LOOK_JUDGING
