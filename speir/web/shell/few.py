"""One person has so many files in the making and no more: each is a process of its own, and others want theirs."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_noop as _

from speir.access.actor import Actor
from speir.core.errors import Refused

AT_ONCE = 2
BUSY = _(
    "Two files are on their way to you already. Wait until they are here, then ask for this one once more."
)

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Actor, P], HttpResponseBase]
_making: Counter[str] = Counter()
_lock = threading.Lock()


def few_at_once(view: View[P]) -> View[P]:
    """Call the view unless it makes two files for the same person in this process. Raises Refused."""

    @wraps(view)
    def inner(request: HttpRequest, actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        with _lock:
            if _making[actor.person_id] >= AT_ONCE:
                raise Refused("too-many-files", BUSY)
            _making[actor.person_id] += 1
        try:
            return view(request, actor, *args, **kwargs)
        finally:
            with _lock:
                _making[actor.person_id] -= 1
                if not _making[actor.person_id]:
                    del _making[actor.person_id]

    return inner
