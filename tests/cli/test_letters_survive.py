"""No letter is lost though the worker is killed while it sends; one that comes twice comes as the same."""

from __future__ import annotations

from pathlib import Path

from tests.cli.surviving import AFTER, BEFORE, GREETING, SENDER, survive


def test_two_hundred_reminders_leave_though_the_worker_is_killed_five_times(tmp_path: Path) -> None:
    """Three times in the midst of one letter, so that its job is given up; twice after a letter was taken in."""
    moments = [(30, GREETING), (30, SENDER), (30, BEFORE), (100, AFTER), (170, AFTER)]
    found = survive(tmp_path, 200, moments)
    assert found.killed == (GREETING, SENDER, BEFORE, AFTER, AFTER)
    assert (found.lost, found.strange, found.unsent) == (0, 0, 0)
    assert found.doubled == 2  # those that the server had taken in when the worker was killed, and no other
    assert found.given_up == 1  # the job, not its letter
