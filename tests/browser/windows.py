"""A person's browser window. Whatever goes wrong in it unseen is written down, and fails the test at its end."""

from __future__ import annotations

import os
import re
import shutil
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
# How long anything is waited for, in milliseconds: a busy machine is no fault of a page.
PATIENCE = 90_000
BLANK_PAGE = ("about:", "data:", "blob:")
# Nothing is on its way to the server or being put into the page (htmx names both so).
SETTLED = "() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')"
# The same in a page that was only opened, which nothing leads away from: at a tenth of the work.
UNTIL_SETTLED = f"""async (patience) => {{
    const settled = {SETTLED};
    for (const began = performance.now(); !settled();) {{
        if (performance.now() - began > patience) throw new Error("the page does not settle");
        await new Promise((done) => setTimeout(done, 20));
    }}
}}"""


def program() -> str:
    """Which browser it is: the one that is named, or else the one without windows, at half the work."""
    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    return os.environ.get("SPEIR_CHROMIUM") or found or "/usr/bin/chromium"


class Windows:
    """Every window that a test opens, and what went wrong in each.

    Browsers are lent to one test after the other: making one costs more than a page, and what it has loaded and
    compiled serves hundreds. One page stays open in each, which keeps the process (`--process-per-site`).
    """

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser = browser
        self.site = site
        self.troubles: list[str] = []
        self.offline = False  # a test that takes the server away expects failed requests
        self.ready: dict[tuple[bool, str], list[BrowserContext]] = {}
        self.lent: list[tuple[tuple[bool, str], BrowserContext]] = []
        self.owned: list[BrowserContext] = []
        self.kept: Page | None = None

    def open(
        self,
        person: Person | None = None,
        *,
        width: int = 1280,
        height: int = 800,
        script: bool = True,
        owned: bool = False,
    ) -> Page:
        """A window of a browser in which nobody else is, signed in as this person.

        `owned`: nobody gets the browser afterwards, since the test changes what cannot be put back, as its clock.
        """
        context = self._own(script) if owned else self._borrow(script)
        if person is not None:
            context.add_cookies([self.site.cookie(person)])  # type: ignore[list-item]
        page, self.kept = self.kept, None
        if page is not None and page.context is not context:
            # Left open it would hold on to what is kept there, and whoever deletes that would wait for ever.
            page.close()
            page = None
        page = page or context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        return page

    def keep(self, page: Page) -> None:
        """Have the next test go on in this window, in which nothing was done but to look.

        It is empty until then: what asks by itself how a meeting goes on is gone before nobody is signed in, and what
        nobody looks at any more is not laid out anew for paper, for the screen and for the next test's width. It shows
        no medium of its own any more: told to be a screen, it would print as one.
        """
        page.evaluate("() => { sessionStorage.clear(); document.body.replaceChildren() }")
        page.emulate_media(media="null")
        self.kept = page

    def begin(self) -> None:
        """Forget what went wrong in the test before."""
        self.troubles.clear()
        self.offline = False

    def give_back(self) -> None:
        """Leave every browser as if nobody had been in it, for the next test."""
        for context in self.owned:
            context.close()
        for key, context in self.lent:
            for page in context.pages[1:]:
                if page is not self.kept:
                    page.close()
            context.set_offline(False)
            context.clear_cookies()
            if key[0]:  # without script nothing is stored
                context.pages[0].evaluate(
                    "() => { localStorage.clear(); indexedDB.deleteDatabase('speir-waiting') }"
                )
            self.ready[key].append(context)
        self.owned, self.lent = [], []

    def told(self) -> str:
        """What went wrong, with the server's own words where it was the server."""
        words = "\n".join(self.troubles)
        return words + self.site.log.read_text()[-3000:] if "\n5" in f"\n{words}" else words

    def close(self) -> None:
        self.give_back()
        for context in (one for ready in self.ready.values() for one in ready):
            context.close()

    def _borrow(self, script: bool) -> BrowserContext:
        key = (script, self.site.url)
        ready = self.ready.setdefault(key, [])
        if ready:
            kept = [at for at, one in enumerate(ready) if self.kept and one is self.kept.context]
            context = ready.pop(kept[0] if kept else 0)
        else:
            context = self._new(script)
            stays = context.new_page()
            stays.goto("/at-risk/")  # a new server reads all of itself before its first answer
            stays.goto("/static/speir/base.css")  # nothing runs in it
        self.lent.append((key, context))
        return context

    def _own(self, script: bool) -> BrowserContext:
        self.owned.append(self._new(script))
        return self.owned[-1]

    def _new(self, script: bool) -> BrowserContext:
        context = self.browser.new_context(
            viewport={"width": 1280, "height": 800},
            java_script_enabled=script,
            base_url=self.site.url,
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        context.on("console", self._heard)
        context.on("weberror", self._failed)
        context.on("request", self._asked)
        context.on("response", self._answered)
        return context

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


Opens = Callable[..., Page]
