"""Every page in its meaningful states, by the name of its address. An address without a page says why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Locator, Page, expect

from speir.accounts.models import Person
from speir.evaluations.models import Evaluation
from tests.browser.situations import Situations
from tests.browser.windows import PATIENCE, SETTLED, UNTIL_SETTLED, Opens

Steps = Callable[[Page, Situations], None]


@dataclass(frozen=True)
class Opening:
    """Who opens which path, and what they do before the page is looked at."""

    who: Person | None
    path: str
    then: Steps | None = None
    status: int = 200

    def go(self, opens: Opens, situations: Situations, width: int) -> Page:
        """Open it in a window of this width, and do what they do."""
        page = opens(self.who, width=width)
        answer = page.goto(self.path)
        assert answer is not None
        assert answer.status == self.status, f"{self.path} answered {answer.status}"
        if self.then:
            self.then(page, situations)
            # A press returns as soon as the next page begins: its words and styles may still be coming.
            page.wait_for_load_state()
            page.wait_for_function(SETTLED)
        else:
            page.evaluate(UNTIL_SETTLED, PATIENCE)
        return page


@dataclass(frozen=True)
class State:
    """One page in one state. `enlarged`: opened at 400 %, with the longest words."""

    address: str
    words: str
    opening: Callable[[Situations], Opening]
    enlarged: bool = False


STATES: list[State] = []


def state(
    address: str, words: str, *, enlarged: bool = False
) -> Callable[[Callable[[Situations], Opening]], None]:
    """Add a state to the list; `enlarged` as in `State`."""

    def add(opening: Callable[[Situations], Opening]) -> None:
        STATES.append(State(address, words, opening, enlarged))

    return add


def enlarged() -> set[State]:
    """The states that are looked at enlarged: of each address those that say so, or else its first one."""
    named()
    said = {each.address for each in STATES if each.enlarged}
    first = {each.address: each for each in reversed(STATES)}
    return {
        each for each in STATES if each.enlarged or (each.address not in said and first[each.address] is each)
    }


def named() -> list[object]:
    """Every state, for parametrize."""
    import pytest

    from tests.browser import (  # noqa: F401  they fill the list
        states,
        states_agreed,
        states_answering,
        states_approving,
        states_asking,
        states_calendar,
        states_carrying,
        states_entry,
        states_evidence,
        states_files,
        states_gauges,
        states_improvement_boards,
        states_improvement_choosing,
        states_improvement_doing,
        states_improvement_heard,
        states_improvement_keeping,
        states_improvement_letters,
        states_improvement_meetings,
        states_improvement_priorities,
        states_indicator,
        states_inspections,
        states_joint,
        states_look_finding,
        states_look_following,
        states_look_judging,
        states_look_papers,
        states_look_planning,
        states_mentions,
        states_moderation,
        states_people,
        states_reflections,
        states_register,
        states_removing,
        states_rooms,
        states_sharing,
        states_signing_in,
    )

    return [pytest.param(each, id=f"{each.address}, {each.words}") for each in STATES]


# What leads on, answers with a file, or is only ever sent to.
NOT_PAGES = {
    "home": "leads to the broad views or to the two doors",
    "account_signup": "leads to sign-in",
    "account_email": "leads to the account",
    "account_reset_password": "leads to sign-in where no letters leave",
    "openid_connect_login": "leads to an organisation’s own sign-in",
    "openid_connect_callback": "leads on from an organisation’s own sign-in",
    "socialaccount_login_cancelled": "leads to sign-in",
    "stay": "asked by script, and shows nothing",
    "end_sessions": "sent to only",
    "people:invitation_back": "sent to only",
    "account_inactive": "leads to sign-in",
    "mfa_login_webauthn": "leads to sign-in; script asks it what to ask the passkey",
    "frameworks:index": "leads to the one framework there is",
    "frameworks:blank": "a file",
    "broad_views:file": "a file",
    "broad_views:edition_file": "a file",
    "trail:file": "a file",
    "trail:your_file": "a file",
    "retention:file": "a file",
    "retention:dispose": "sent to only",
    "retention:hold_end": "sent to only",
    "reflections:file": "a file",
    "looks:follow_remove": "sent to only",
    "improvement:heard_remove": "sent to only",
    "improvement:heard_ready": "sent to only",
    "improvement:heard_file": "a file",
    "improvement:tracked_remove": "sent to only",
    "improvement:taken_remove": "sent to only",
    "looks:offer": "sent to only",
    "looks:sharing_end": "sent to only",
    **{f"improvement:action_{name}": "sent to only" for name in ("agree", "remove", "order", "tell")},
    **{
        f"improvement:{name}": "sent to only"
        for name in ("priority_move", "priority_out", "finding_out", "plan_out")
    },
    "improvement:part_file": "a file",
    **{f"improvement:action_{name}": "sent to only" for name in ("take_back", "wait", "step_new", "step_do")},
    **{
        f"improvement:{name}": "sent to only"
        for name in ("decide", "take_back", "candidate_out", "nothing_end")
    },
    "improvement:meeting_remove": "sent to only",
    "improvement:sharing_end": "sent to only",
    "improvement:tracked_sharing_end": "sent to only",
    "improvement:heard_sharing_end": "sent to only",
    "improvement:agenda_file": "a file",
    "looks:briefing_file": "a file",
    "looks:findings_file": "a file",
    "looks:way_done": "sent to only",
    "looks:sitting_out": "sent to only",
    "looks:note": "sent to only",
    "looks:note_out": "sent to only",
    "looks:note_aside": "sent to only",
    "reflections:discard": "sent to only",
    "reflections:back": "sent to only",
    "reflections:aside": "sent to only",
    "reflections:writer_out": "sent to only",
    "reflections:sharing_end": "sent to only",
    "short": "leads to the meeting",
    "moderation:end": "sent to only",
    "moderation:off": "sent to only",
    "moderation:open": "sent to only",
    "moderation:again": "sent to only",
    "rooms:file": "a file",
    "joint:accept": "sent to only",
    "joint:agree": "sent to only",
    "rooms:guest_out": "sent to only",
    "rooms:thing_out": "sent to only",
    "start:explore": "sent to only",
    "people:address": "sent to only",
    "people:end": "sent to only",
    "people:template": "a file",
    "evidence:import_template": "a file",
    "calendar:feed_end": "sent to only",
    "calendar:feed_file": "a file",
    "inspections:import_template": "a file",
    "people:reopen": "sent to only",
    "people:take_back": "sent to only",
    "broad_views:reopen": "sent to only",
    "broad_views:discard": "sent to only",
    "broad_views:sharing_end": "sent to only",
    "broad_views:evidence_sharing_end": "sent to only",
    "evidence:file": "a file",
    "evidence:file_away": "sent to only",
    "evidence:file_back": "sent to only",
    "evidence:search_delete": "sent to only",
    "evidence:bring_back": "sent to only",
    "evidence:sharing_end": "sent to only",
    "evidence:tell_back": "sent to only",
    "evidence:kind_close": "sent to only",
    "evidence:kind_open": "sent to only",
    "broad_views:uncite": "sent to only",
    "joint:take_up": "sent to only",
    "looks:describe_aside": "sent to only",
    "looks:line_from": "sent to only",
    "looks:line_act": "sent to only",
    "joint:answers": "sent to only",
    "joint:again": "sent to only",
    "joint:take_back": "sent to only",
    "joint:take_over": "sent to only",
    "evidence:suggest": "sent to only",
    "looks:sighting_undo": "sent to only",
    "looks:group_out": "sent to only",
    "looks:group_back": "sent to only",
    "looks:theme": "sent to only",
    "looks:aside": "sent to only",
    "looks:uncite": "sent to only",
}


def addresses(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """The name of every address."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"


def of(view: Evaluation, below: str = "") -> str:
    """The path of a broad view, or of something below it."""
    return f"/broad-views/{view.id}/{below}"


def press(name: str) -> Steps:
    """Press a button that sends a form whole, and wait for the page that follows."""

    return lambda page, situations: pressed(page, page.get_by_role("button", name=name, exact=True))


def pressed(page: Page, button: Locator) -> None:
    """Press this button, and wait for the page that follows."""
    with page.expect_navigation():
        button.click()


def post(field: str, value: str) -> Steps:
    """Send the page's form whole, as it goes without script, with one field changed."""

    def steps(page: Page, situations: Situations) -> None:
        with page.expect_navigation():
            page.evaluate(
                """([field, value]) => {
                    const input = document.querySelector(`form.panel [name=${field}]`);
                    input.value = value;
                    HTMLFormElement.prototype.submit.call(input.form);
                }""",
                [field, value],
            )

    return steps


def heading(words: str) -> Steps:
    """The page really is the one that is meant."""
    return lambda page, situations: expect(page.get_by_role("heading", level=1)).to_have_text(words)


def both(*all_steps: Steps) -> Steps:
    def steps(page: Page, situations: Situations) -> None:
        for each in all_steps:
            each(page, situations)

    return steps
