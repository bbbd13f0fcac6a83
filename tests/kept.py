"""A world that all tests of a module stand on, made once: what each does to it is undone, and it goes with the last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from tests.clock import beginning


def kept(make: Callable[[], Any], *, still: bool = False) -> Any:
    """A fixture of the module that makes this once. Each test copies what it may change: `deepcopy`.

    `still`: for tests with the still clock, made at its time.
    """

    @pytest.fixture(scope="module")
    def once(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
        with ExitStack() as held:
            with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
                if still:
                    patch.setattr(timezone, "now", beginning)
                held.enter_context(transaction.atomic())
                made = make()
            yield made
            with django_db_blocker.unblock():
                transaction.set_rollback(True)
                held.close()

    return once
