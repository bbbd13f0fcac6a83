"""What every journey has: one browser and one running Speir for all, and windows that tell what went wrong in them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.site import Site
from tests.browser.situations import Situations
from tests.browser.windows import PATIENCE, Opens, Windows, program

# Playwright's loop runs in this thread; what a test asks of the database is still asked in turn.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
expect.set_options(timeout=PATIENCE)
LONG_WORD = "Zusammenarbeitsvereinbarung" * 8


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have what is opened in the same situations follow one another: each worker makes few of the other's."""
    here = Path(__file__).parent
    places = [at for at, item in enumerate(items) if here in item.path.parents]
    ours = [items[at] for at in places]
    groups = list(dict.fromkeys(map(situations_of, ours)))
    for at, item in zip(places, sorted(ours, key=lambda one: groups.index(situations_of(one))), strict=True):
        item.add_marker("browser")
        items[at] = item


def situations_of(item: pytest.Item) -> str:
    """Where the situations of a test are told: in the file of its page's state, or in its own."""
    state = item.callspec.params.get("state") if hasattr(item, "callspec") else None
    return state.opening.__module__ if state else str(item.path)


@pytest.fixture(scope="session")
def site(django_test_environment: None, django_db_blocker: Any) -> Iterator[Site]:
    if connection.vendor != "sqlite":
        pytest.skip("journeys run on SQLite")
    running = Site(settings.VAR_DIR)
    with django_db_blocker.unblock():
        running.prepare()
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session", autouse=True)
def no_documents_beside() -> Iterator[None]:
    """An edition sealed in a test's own process keeps no documents, a second each: the server makes what is taken."""
    from speir.core import jobs
    from speir.reports import tasks  # noqa: F401  it registers the job

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(jobs._jobs, "reports.keep_edition", lambda edition_id: None)
        yield


@pytest.fixture(autouse=True)
def in_the_sites_database(site: Site, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), site.within():
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # The browser without windows would otherwise give letters other widths than the one that people have.
        arguments = ["--process-per-site", "--font-render-hinting=none"]
        arguments += ["--no-sandbox"] if os.geteuid() == 0 else []
        # A page lives for a second: script compiled for long use, and memory tidied often, cost more than they bring.
        arguments += ["--js-flags=--no-opt --no-maglev --single-threaded-gc --min-semi-space-size=16"]
        launched = playwright.chromium.launch(executable_path=program(), args=arguments, timeout=PATIENCE)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def all_windows(browser: Browser, site: Site) -> Iterator[Windows]:
    opened = Windows(browser, site)
    yield opened
    opened.close()


@pytest.fixture
def windows(all_windows: Windows) -> Iterator[Windows]:
    all_windows.begin()
    yield all_windows
    all_windows.give_back()
    assert not all_windows.troubles, all_windows.told()


@pytest.fixture
def opens(windows: Windows) -> Opens:
    """`opens(person, width=360, script=False)` gives a window."""
    return windows.open


@pytest.fixture(scope="session")
def ordinary() -> Situations:
    """Broad views in every state; made as they are asked for."""
    return Situations()


@pytest.fixture(scope="session")
def long_words() -> Situations:
    """The same with a word of 216 letters in everything that people write."""
    return Situations(LONG_WORD)
