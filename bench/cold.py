"""What gunicorn loads to measure pages as a process shows them that never laid these things side by side before.

Pages keep what they rendered from rows that never change. Before every request this forgets it, all of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from speir.config.wsgi import application as speir


def forget() -> None:
    """Forget what pages keep."""
    from speir.evaluations.queries import matrix
    from speir.evaluations.queries.looks import board, planning
    from speir.improvement.queries import needing
    from speir.web.shell import rendered

    rendered.forget()
    matrix.forget()
    planning.forget()
    board.forget()
    needing.forget()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Forget, then answer."""
    forget()
    return speir(environ, start_response)
