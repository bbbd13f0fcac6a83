"""A judgement's fields as forms hold them."""

from __future__ import annotations

from speir.evaluations.models import Judgement
from speir.evaluations.rules.judging import NOT_EVALUATED
from speir.frameworks.rules.structure import Framework


def values_of(row: Judgement, framework: Framework) -> dict[str, str]:
    """Return a judgement's fields as forms hold them."""
    level_key = framework.level_by_id[row.level_id].key if row.level_id else ""
    return {
        "choice": NOT_EVALUATED if row.not_evaluated else level_key,
        "sure": row.sure,
        "strengths": row.strengths,
        "improvements": row.improvements,
        "done": "1" if row.done else "",
    }
