"""A person's browser window. Whatever goes wrong in it unseen is written down, and fails the test at its end."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, WebError

from speir.accounts.models import Person
from tests.browser.site import Site

# The status of a page or a save is asserted where it matters; this line only repeats it.
REPEATS_STATUS = re.compile(
    r"^(Failed to load resource: the server responded with a status of|Response Status Error Code) 4\d\d"
)
WITHOUT_SERVER = re.compile(r"^(Failed to load resource|Response Status Error|htmx:)")
OURS = {"document", "xhr", "fetch", "ping"}
BLANK_PAGE = ("about:", "data:", "blob:")


class Windows:
    """Every window that a test opens, and what went wrong in each."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser = browser
        self.site = site
        self.troubles: list[str] = []
        self.offline = False  # a test that takes the server away expects failed requests
        self.contexts: list[BrowserContext] = []

    def open(
        self, person: Person | None = None, *, width: int = 1280, height: int = 800, script: bool = True
    ) -> Page:
        """A new window of a browser of its own, signed in as this person."""
        context = self._browser(script)
        self._sign_in(context, person)
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        return page

    def told(self) -> str:
        """What went wrong, with the server's own words where it was the server."""
        words = "\n".join(self.troubles)
        return words + self.site.log.read_text()[-3000:] if "\n5" in f"\n{words}" else words

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def _browser(self, script: bool) -> BrowserContext:
        context = self.browser.new_context(
            viewport={"width": 1280, "height": 800},
            java_script_enabled=script,
            base_url=self.site.url,
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        context.on("console", self._heard)
        context.on("weberror", self._failed)
        context.on("request", self._asked)
        context.on("response", self._answered)
        return context

    def _sign_in(self, context: BrowserContext, person: Person | None) -> None:
        if person is not None:
            context.add_cookies([self.site.cookie(person)])  # type: ignore[list-item]

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type != "error" or REPEATS_STATUS.match(message.text):
            return
        if not (self.offline and WITHOUT_SERVER.match(message.text)):
            self.troubles.append(f"console: {message.text}")

    def _failed(self, error: WebError) -> None:
        self.troubles.append(f"script: {error.error}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.site.url, *BLANK_PAGE)):
            self.troubles.append(f"outside address: {request.url}")

    def _answered(self, response: Response) -> None:
        wrong = response.status >= 500 or (
            response.status >= 400 and response.request.resource_type not in OURS
        )
        if wrong and not self.offline:
            self.troubles.append(f"{response.status}: {response.url}")


class InTurn(Windows):
    """Windows of one browser, one after the other: what it has loaded and compiled serves hundreds of pages.

    A page that stays open in it keeps the process that the next ones share (`--process-per-site`).
    """

    def open(
        self, person: Person | None = None, *, width: int = 1280, height: int = 800, script: bool = True
    ) -> Page:
        """A new window of the browser that all share, of which whoever was here before has left nothing."""
        if not script:
            return super().open(person, width=width, height=height, script=False)
        if not self.contexts:
            self._browser(script).new_page().goto("/at-risk/")
        context = self.contexts[0]
        context.clear_cookies()
        context.pages[0].evaluate("() => { localStorage.clear(); indexedDB.deleteDatabase('speir-waiting') }")
        self._sign_in(context, person)
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        return page

    def shut(self) -> None:
        """Close what a test opened."""
        for context in self.contexts[1:]:
            context.close()
        del self.contexts[1:]
        for context in self.contexts:
            for page in context.pages[1:]:
                page.close()


Opens = Callable[..., Page]
