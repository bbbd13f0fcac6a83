"""The states of each page."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests import world
from tests.browser.pages import Opening, both, heading, of, post, press, state
from tests.browser.situations import PASSWORD, Situations

FRAMEWORK = f"/frameworks/{world.FRAMEWORK}/"

# --- Without a name, and one's account


@state("at_risk", "opened by anybody")
def _(s: Situations) -> Opening:
    return Opening(None, "/at-risk/")


@state("account_login", "empty")
def _(s: Situations) -> Opening:
    return Opening(None, "/sign-in/")


@state("account_login", "with mistakes", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(None, "/sign-in/", press("Sign in"))


@state("account_login", "with a wrong password")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("E-mail address").fill("nobody@example.scot")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_be_visible()

    return Opening(None, "/sign-in/", steps)


@state("one_time", "fresh")
def _(s: Situations) -> Opening:
    return Opening(None, s.address())


@state("one_time", "used")
def _(s: Situations) -> Opening:
    return Opening(None, "/sign-in/no-such-secret/", status=410)


@state("account_logout", "asked")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, "/sign-out/")


@state("account", "without a password")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, "/account/")


@state("account", "with mistakes", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.with_password.person, "/account/", press("Save"))


@state("account", "with a name just saved")
def _(s: Situations) -> Opening:
    return Opening(s.with_password.person, "/account/", press("Save name"))


# --- Starting, and colleagues


@state("start:doors", "of a newcomer")
def _(s: Situations) -> Opening:
    return Opening(s.newcomer.person, "/start/")


@state("start:own", "empty")
def _(s: Situations) -> Opening:
    return Opening(s.newcomer.person, "/start/own/")


@state("start:own", "with mistakes", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.newcomer.person, "/start/own/", press("Continue"))


@state("people:unit", "of its lead officer")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/people/{s.cast.team.id}/")


@state("people:unit", "of a reader")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, f"/people/{s.cast.team.id}/")


@state("people:contacts", "empty")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/people/{s.cast.team.id}/contacts/")


@state("people:contacts", "with mistakes")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("Who answers").first.fill("Children’s social work")
        page.get_by_label("Telephone number").nth(1).fill("when it rings")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("alert")).to_be_visible()

    return Opening(s.cast.lead.person, f"/people/{s.cast.team.id}/contacts/", steps)


@state("people:contacts", "set by somebody else meanwhile", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        s.set_contacts(s.with_numbers)
        page.get_by_label("Who answers").first.fill("Children’s social work")
        page.get_by_label("Telephone number").first.fill("01632 960 300")
        page.get_by_role("button", name="Save").click()
        expect(page.locator(".conflict")).to_be_visible()

    return Opening(s.with_numbers.person, f"/people/{s.unit_with_numbers.id}/contacts/", steps)


@state("at_risk", "with numbers of one’s own unit", enlarged=True)
def _(s: Situations) -> Opening:
    s.set_contacts(s.with_numbers)
    return Opening(s.with_numbers.person, "/at-risk/")


@state("people:unit", "with mistakes", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/people/{s.cast.team.id}/", press("Make a sign-in address"))


@state("people:unit", "with an address to hand over")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("Name", exact=True).fill(s.name("Bridie Shaw"))
        page.get_by_label("Evaluator:").check()
        page.get_by_role("button", name="Make a sign-in address").click()
        expect(page.locator(".address")).to_contain_text("/sign-in/")

    return Opening(s.cast.lead.person, f"/people/{s.cast.team.id}/", steps)


# --- The framework


@state("frameworks:overview", "as it is")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, FRAMEWORK)


@state("frameworks:levels", "as they are")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, f"{FRAMEWORK}levels/")


@state("frameworks:standards", "as they are")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, f"{FRAMEWORK}standards/")


@state("frameworks:about", "as it is")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, f"{FRAMEWORK}about/")


@state("frameworks:find", "nothing asked")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, f"{FRAMEWORK}find/")


@state("frameworks:find", "with places found", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, f"{FRAMEWORK}find/?words=trust")


@state("frameworks:find", "nothing found")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, f"{FRAMEWORK}find/?words={s.word or 'zebra'}")


@state("frameworks:indicator", "a crucial one")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, f"{FRAMEWORK}3.3/")


# --- Broad views: the list, the beginning, the grid


@state("broad_views:list", "empty")
def _(s: Situations) -> Opening:
    return Opening(s.at_beginning.person, "/broad-views/")


@state("broad_views:list", "filled", enlarged=True)
def _(s: Situations) -> Opening:
    _views = (s.fresh, s.filled, s.sealed, s.demonstration)
    return Opening(s.cast.lead.person, "/broad-views/")


@state("broad_views:new", "for one's only unit")
def _(s: Situations) -> Opening:
    return Opening(s.at_beginning.person, "/broad-views/new/")


@state("broad_views:new", "for one of two units, with mistakes", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("Title").fill("")
        page.get_by_label("Period it looks at").fill("one of these days")
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_role("alert")).to_be_visible()

    return Opening(s.in_two_units.person, "/broad-views/new/", steps)


@state("broad_views:describe", "as it is")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.filled, "describe/"))


@state("broad_views:describe", "with mistakes")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("Title").fill("")
        page.get_by_role("main").get_by_role("button").first.click()
        expect(page.get_by_role("alert")).to_be_visible()

    return Opening(s.cast.lead.person, of(s.filled, "describe/"), steps)


@state("broad_views:describe", "with nothing written in it")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.fresh, "describe/"))


@state("broad_views:discard_whole", "with nothing written in it")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.fresh, "discard/"))


@state("broad_views:discard_whole", "with something written in it")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.filled, "discard/"))


@state("broad_views:grid", "empty")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.fresh))


@state("broad_views:grid", "filled, somebody else at work", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.filled))


@state("broad_views:grid", "sealed, of a reader", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, of(s.sealed))


@state("broad_views:grid", "of the demonstration")
def _(s: Situations) -> Opening:
    view = s.demonstration
    return Opening(s.cast.lead.person, of(view))


# --- What we found, answers, editions, downloads


@state("broad_views:found", "empty")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.fresh, "found/"))


@state("broad_views:found", "filled", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.filled, "found/"))


@state("broad_views:found", "sealed")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.sealed, "found/"))


@state("broad_views:found", "of the demonstration")
def _(s: Situations) -> Opening:
    view = s.demonstration
    return Opening(s.cast.lead.person, of(view, "found/"))


@state("broad_views:answers", "empty")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.fresh, "answers/"))


@state("broad_views:answers", "with a text kept for its writer", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, of(s.meeting, "answers/"))


@state("broad_views:answers", "of a reader")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, of(s.filled, "answers/"))


@state("broad_views:answer", "in conflict, without script")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.locator("#base_1").evaluate("e => { e.value = 'older' }")
        post("text", s.text("Mine."))(page, s)
        expect(page.locator(".conflict")).to_be_visible()

    return Opening(s.cast.lead.person, of(s.filled, "answers/"), steps)


@state("broad_views:seal", "with much still open", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.filled, "seal/"))


@state("broad_views:seal", "with nothing open")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.complete, "seal/"))


@state("broad_views:edition", "sealed")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, of(s.sealed, "editions/1/"))


@state("broad_views:downloads", "before sealing")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.filled, "downloads/"))


@state("broad_views:downloads", "with an edition", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.sealed, "downloads/"))


# --- What went wrong


@state("404", "nothing here")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, "/broad-views/nothing/", status=404)


@state("404", "nothing here, for anybody")
def _(s: Situations) -> Opening:
    return Opening(None, "/no-such-page/", status=404)


@state("403", "a reader would seal")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, of(s.filled, "seal/"), status=403)


@state("409", "a form sent after the broad view was sealed")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.locator("form.panel").evaluate("(e, path) => { e.action = path }", of(s.sealed, "1.1/"))
        post("strengths", s.text("What I had typed."))(page, s)
        expect(page.locator("textarea").first).to_have_value(s.text("What I had typed."))

    return Opening(s.cast.evaluator.person, of(s.filled, "1.1/"), both(steps, heading("Not saved yet")))


@state("401", "a form sent after signing out")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.context.clear_cookies(name="speir")
        post("strengths", s.text("What I had typed."))(page, s)

    return Opening(s.cast.evaluator.person, of(s.filled, "1.1/"), both(steps, heading("Not saved yet")))


@state("403", "a form whose token has gone stale")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.context.clear_cookies(name="speir-form")
        post("strengths", s.text("What I had typed."))(page, s)

    return Opening(s.cast.evaluator.person, of(s.filled, "1.1/"), both(steps, heading("Not saved yet")))


@state("400", "a request that makes no sense")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.locator("form.panel").evaluate(
            """form => {
                for (let at = 0; at < 1100; at++) {
                    const input = document.createElement("input");
                    input.name = `field_${at}`;
                    input.type = "hidden";
                    form.append(input);
                }
            }"""
        )
        post("strengths", "x")(page, s)

    wrong = heading("Something is wrong with this request")
    return Opening(s.cast.evaluator.person, of(s.filled, "1.1/"), both(steps, wrong))


# --- The trail


@state("trail:search", "with what was done", enlarged=True)
def _(s: Situations) -> Opening:
    _views = (s.filled, s.sealed)
    return Opening(s.cast.lead.person, "/trail/")


@state("trail:search", "with nothing found")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, "/trail/?about=framework")


@state("trail:search", "with mistakes")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, "/trail/?since=one+of+these+days", status=422)


@state("trail:yours", "of an evaluator")
def _(s: Situations) -> Opening:
    _views = (s.filled,)
    return Opening(s.cast.evaluator.person, "/trail/yours/")
