"""No letter is lost though the worker is killed while it sends; one that comes twice comes as the same."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import embedded
from tests.cli.surviving import AFTER, BEFORE, GREETING, SENDER, survive


@embedded
def test_sixty_reminders_leave_though_the_worker_is_killed_four_times(tmp_path: Path) -> None:
    """Three times in the midst of one letter, so that its job is given up; once after a letter was taken in."""
    moments = [(20, GREETING), (20, SENDER), (20, BEFORE), (40, AFTER)]
    found = survive(tmp_path, 60, moments)
    assert found.killed == (GREETING, SENDER, BEFORE, AFTER)
    assert (found.lost, found.strange, found.unsent) == (0, 0, 0)
    assert found.doubled == 1  # the one that the server had taken in when the worker was killed, and no other
    assert found.given_up == 1  # the job, not its letter
