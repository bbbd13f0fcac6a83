"""Waiting for what a server keeps, and asking it."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page

from speir.evaluations.models import Answer, Evaluation, Judgement
from tests.browser.windows import PATIENCE


def text_of(view: Evaluation, number: str = "1.1", field: str = "strengths") -> str:
    """A field of a judgement as it is kept."""
    row = Judgement.objects.get(evaluation=view, indicator__number=number)
    return str(getattr(row, field))


def answer_of(view: Evaluation, question: str = "1") -> str:
    return Answer.objects.get(evaluation=view, question=question).text


def soon(page: Page, is_so: Callable[[], object], seconds: float = PATIENCE / 1000) -> None:
    """Wait until it is so, while the page goes on."""
    ends = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < ends, "it did not come to be so in time"
        page.wait_for_timeout(50)
