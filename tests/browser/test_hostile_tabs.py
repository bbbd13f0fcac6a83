"""Two hostile tabs, one signed out and one of another agency, with all that a victim's pages hold: nothing comes of it.

They have every address, every form with its hidden fields and its token, and the token's cookie, which script may read.
What they have not is the session, which script may not.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bench.proofs.rows import Rows, changed
from speir.accounts.actions import make_sign_in_address
from speir.evaluations.models import Evaluation
from tests import world
from tests.browser.pages import of
from tests.browser.site import Site
from tests.browser.waiting import soon, text_of
from tests.browser.windows import Opens
from tests.web.places import Place

TYPED, PRIVATE, ITEM = "Only our team reads this.", "We knock and wait.", "what the case_files tell us"
# Left behind whoever asks: the day on which they were last here, and who is signed in.
SEEN = {"accounts_person": frozenset({"last_seen_on", "last_login"})}
SESSIONS = {"django_session", "usersessions_usersession"}

# The pages that the victim has open: those of the guard tables with something to take or a form to send.
OF_REFLECTION = ("reflection", "sharing", "give", "writers")
OF_VIEW = (
    *(
        "grid",
        "indicator",
        "history",
        "evidence_new",
        "evidence_cite",
        "evidence",
        "evidence_sharing",
        "answers",
    ),
    *("describe", "sharing", "seal", "remove", "hold", "found", "downloads"),
)
OPENED = (
    *(f"broad_views:{name}" for name in OF_VIEW),
    *(f"reflections:{name}" for name in OF_REFLECTION),
    *("rooms:room", "people:unit", "retention:review"),
)

# What stands on pages: each form as a browser would send it, and where links lead. Indicators are alike: one will do.
HARVEST = r"""async paths => {
  const forms = new Map(), links = new Map();
  const address = (to, path) => new URL(to, new URL(path, location.href)).pathname;
  for (const path of paths) {
    const answer = await fetch(path);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const link of page.querySelectorAll("main a[href]")) {
      const leads = address(link.getAttribute("href"), path);
      // what is about somebody's thing has its id in it; the rest is everybody's own
      if (/\/[a-z0-9]{16}\//.test(leads)) links.set(leads.replace(/\d\.\d/, "n"), leads);
    }
    for (const form of page.querySelectorAll("main form")) {
      const action = address(form.getAttribute("action") || path, path);
      const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
      const button = form.querySelector("button[name]");
      if (button) fields.push([button.name, button.value]);
      if (form.method === "post") forms.set(action, {action, fields});
    }
  }
  return {paths, forms: [...forms.values()], links: [...links.values()]};
}"""

# Send all of it, as a page and as script asks; each answer with its status, where it ended, and what it says.
ATTACK = """async ({paths, forms, links}) => {
  const answers = [], script = {"HX-Request": "true"};
  const note = async (what, sent) => {
    const answer = await sent;
    answers.push([what, answer.status, new URL(answer.url).pathname, await answer.text()]);
  };
  for (const link of new Set([...paths, ...links])) await note(`open ${link}`, fetch(link));
  for (const path of paths) await note(`open ${path} by script`, fetch(path, {headers: script}));
  for (const {action, fields} of forms)
    for (const headers of [{}, script]) {
      const body = new URLSearchParams(fields);
      await note(`send ${action} ${fields.map(([, value]) => value)}`, fetch(action, {method: "POST", body, headers}));
    }
  return answers;
}"""
REBUILT = """({action, fields}) => {
  const form = document.body.appendChild(document.createElement("form"));
  Object.assign(form, {method: "post", action});
  for (const [name, value] of fields)
    form.appendChild(Object.assign(document.createElement("textarea"), {name, value}));
  form.submit();
}"""


class Victim:
    """The lead officer of a team with something in every corner, and what a thief could copy from their open pages."""

    def __init__(self, opens: Opens) -> None:
        self.cast = world.cast()
        self.place = Place(self.cast)
        self.view: Evaluation = self.place.open
        world.write(self.view, "1.1", self.cast.lead, strengths=TYPED)
        self.page = opens(self.cast.lead.person)
        self.page.goto(of(self.view, "1.1/"))
        self.taken: dict[str, Any] = self.page.evaluate(HARVEST, self._paths())

    def _paths(self) -> list[str]:
        address = self.place.address
        told = [address(f"reflections:{name}", {"reflection": "told"}) for name in OF_REFLECTION]
        return [address(name, {}) for name in OPENED] + told

    def token(self) -> list[Any]:
        """The cookie that goes with the forms' tokens: script can read it."""
        return [one for one in self.page.context.cookies() if one["name"] == "speir-form"]


@pytest.fixture
def rows(site: Site) -> Any:
    kept = Rows(site.database, SEEN)
    yield kept
    kept.close()


def attack(tab: Page, victim: Victim) -> list[list[Any]]:
    """Open and send everything that was taken from this tab, and read what comes back."""
    answers: list[list[Any]] = tab.evaluate(ATTACK, victim.taken)
    assert len(answers) > 120
    for what, status, _ended, text in answers:
        for told in (TYPED, PRIVATE, ITEM, victim.cast.evaluator.name):
            # a text that was sent comes back to who sent it
            assert told not in text or told in what, f"{what} ({status}) shows {told}"
    return answers


def as_a_page(tab: Page, form: dict[str, Any]) -> None:
    """Build the form anew in a page of the tab's own, and press its button."""
    with tab.expect_navigation():
        tab.evaluate(REBUILT, form)


def signed_in_by_address(opens: Opens, who: world.Somebody) -> Page:
    """A second browser of somebody's, which stands in their list of sessions."""
    tab = opens()
    tab.goto(make_sign_in_address(person=who.person, by=who.actor))
    with tab.expect_navigation():
        tab.get_by_role("button", name="Sign in").click()
    return tab


def test_nothing_comes_of_hostile_tabs_with_all_that_a_victims_pages_hold(opens: Opens, rows: Rows) -> None:
    victim = Victim(opens)
    view, cast, forms = victim.view, victim.cast, victim.taken["forms"]
    asked = {form["action"].removeprefix(of(view, "")) for form in forms}
    assert {"1.1/", "seal/", "sharing/", "remove/", "hold/", "describe/", "1.1/evidence/new/"} <= asked
    assert any(action.endswith("/dispose/") for action in asked)
    assert {"docx", "xlsx", "pdf"} <= {link.rpartition(".")[2] for link in victim.taken["links"]}
    save = next(form for form in forms if form["action"] == of(view, "1.1/"))
    outside, elsewhere, ended = opens(), opens(cast.stranger.person), signed_in_by_address(opens, cast.lead)
    for tab, path in ((outside, "/at-risk/"), (elsewhere, "/at-risk/"), (ended, of(view, "1.1/"))):
        tab.goto(path)
        tab.context.add_cookies(victim.token())
    victim.page.goto("/account/sessions/")
    victim.page.get_by_role("button", name="Chrome").click()
    expect(victim.page.locator("main")).not_to_contain_text("Chrome")
    victim.page.goto(of(view, "1.1/"))
    before = rows.digests()

    # signed out, or ended while the page stood open: the sign-in page, or the sentence that nothing was saved
    ended.locator("#strengths").press_sequentially("A thief types.")
    expect(ended.locator("#saved")).to_contain_text("You have been signed out, so this is not saved yet.")
    for tab in (outside, ended):
        for what, status, where, _text in attack(tab, victim):
            opened = what.startswith("open") and "by script" not in what
            assert (status, where) == (200, "/sign-in/") if opened else status == 401, what
    as_a_page(outside, save)
    expect(outside.get_by_role("heading", level=1)).to_have_text("Not saved yet")
    outside.goto(of(view, "1.1/"))
    expect(outside.get_by_role("heading", level=1)).to_have_text("Sign in")

    # of another agency: as if it were not there
    for what, status, _where, _text in attack(elsewhere, victim):
        assert status == 404, what
    for step in (lambda: as_a_page(elsewhere, save), lambda: elsewhere.goto(of(view, "1.1/"))):
        step()
        expect(elsewhere.get_by_role("heading", level=1)).to_have_text("We cannot find that page")

    assert changed(before, rows.digests()) <= SESSIONS
    victim.page.locator("#strengths").fill("And this is typed after them.")
    expect(victim.page.locator("#saved")).to_contain_text("Saved ")
    soon(victim.page, lambda: text_of(view) == "And this is typed after them.")
