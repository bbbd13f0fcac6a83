"""Nobody slows everybody down by asking for many files at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.http import HttpResponse

from speir.access.actor import Actor
from speir.core.errors import Refused
from speir.web.shell.few import AT_ONCE, few_at_once

ISLA, MORAG = (Actor(person_id=name, name=name, grants=()) for name in ("isla", "morag"))


def test_one_person_has_two_files_in_the_making_and_others_theirs_beside(rf: Any) -> None:
    goes_on, begun = threading.Event(), threading.Semaphore(0)

    @few_at_once
    def file(request: Any, actor: Actor) -> HttpResponse:
        begun.release()
        assert goes_on.wait(30)
        return HttpResponse()

    request = rf.get("/")
    with ThreadPoolExecutor(AT_ONCE + 1) as pool:
        theirs = [pool.submit(file, request, ISLA) for _ in range(AT_ONCE)]
        for _one in theirs:
            assert begun.acquire(timeout=30)
        with pytest.raises(Refused, match="on their way to you already"):
            file(request, ISLA)
        others = pool.submit(file, request, MORAG)
        assert begun.acquire(timeout=30)
        goes_on.set()
        assert all(one.result().status_code == 200 for one in [*theirs, others])
    assert file(request, ISLA).status_code == 200


def test_a_file_that_fails_takes_up_no_place(rf: Any) -> None:
    @few_at_once
    def file(request: Any, actor: Actor) -> HttpResponse:
        raise Refused("not-made", "No.")

    for _ in range(AT_ONCE + 1):
        with pytest.raises(Refused, match="No"):
            file(rf.get("/"), ISLA)
