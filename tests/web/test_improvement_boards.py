"""What I have to do, a unit's board, and its months: what their pages show, and to whom."""

from __future__ import annotations

import datetime as dt
import re
from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from speir.evaluations.actions.looks import follow_ups
from speir.evaluations.rules.looks.following import Follow
from speir.improvement.models import Action
from speir.organisations.actions.people import add_unit
from tests import world_boards, world_joint, world_look
from tests import world_improvement as wi
from tests.kept import kept
from tests.web.browsing import browser

MOST = 12


once = kept(world_boards.busy)


@pytest.fixture
def busy(db, once):
    return deepcopy(once)


def page(who, address, status=200):
    answer = browser(who).get(address)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def mine(who):
    return page(who, "/improvement/")


def board(busy, words="", who=None):
    return page(who or busy.committee.lead, f"/improvement/{busy.committee.unit.id}/{words}")


def between(text, first, last):
    return text[text.index(first) : text.index(last, text.index(first))]


def test_what_somebody_leads_stands_first_overdue_before_the_rest(busy):
    text = mine(busy.committee.lead)
    assert "One of your actions is overdue." in text
    lead = between(text, 'id="lead"', "</section>")
    assert lead.index("Ring the school") < lead.index("Train the night team") < lead.index("Ask schools")
    done = between(text, 'id="unproved"', "</section>")
    assert "Ask each child who speaks for them" in done
    assert "Done, no difference seen" in done
    assert "Hand out the new notebooks" not in text


def test_who_waits_for_whom_is_said(busy):
    text = mine(busy.committee.lead)
    waits = between(text, "Somebody waits for you", "</section>")
    assert "Write one form for all three services" in waits
    assert "waits for your “Ring the school the same day”" in waits
    theirs = between(text, "You wait for", "</section>")
    assert "Police lead, stuck" in theirs
    assert "for your “Train the night team”" in theirs


def test_boards_say_in_words_what_presses_there(busy):
    text = between(mine(busy.committee.lead), 'class="boards"', "</ul>")
    assert busy.committee.unit.name in text
    assert "1 overdue and 1 stuck" in text
    police = busy.committee.members["Police"]
    Action.objects.filter(pk=busy.actions["waits"].pk).update(due=timezone.localdate() - dt.timedelta(days=3))
    text = between(mine(police.lead), 'class="boards"', "</ul>")
    assert text.count("<li>") == 2
    # What the police do for the committee presses on their own board, too.
    assert "1 overdue" in between(text, f">{police.unit.name}<", "</li>")


def test_helpers_see_what_they_help_with_and_what_follows_from_a_closer_look(cast):
    priority = wi.priority(cast.team, cast.lead, agreed=True)
    wi.action(priority, cast.lead, state="agreed", helpers=(cast.evaluator.person.id,))
    look = world_look.look(cast.team, cast.lead)
    said = Follow(kind="tell_staff", text="Tell the night team", person=cast.evaluator.person.id)
    follow_ups.add(look_id=look.id, said=said, by=cast.lead.actor)
    text = mine(cast.evaluator)
    assert "Ring the school the same day" in between(text, 'id="help"', "</section>")
    assert "Tell the night team" in between(text, 'id="follows"', "</section>")


def test_with_nothing_to_do_the_page_says_what_will_stand_there(cast):
    text = mine(cast.reader)
    assert "Nothing is on your list." in text
    assert "nothing overdue or stuck" in text


def test_somebody_without_a_unit_is_told_how_it_goes_on(cast):
    from tests import world

    assert "You belong to no unit yet" in mine(world.somebody("Nobody yet"))


def test_a_board_shows_states_as_words_with_a_shape_and_leads_to_what_is_urgent(busy):
    text = board(busy)
    assert '<span class="far far--stuck">Stuck</span>' in text
    assert '<a class="sift--overdue" href="?by=priority&amp;show=overdue">1 is overdue</a>' in text
    assert "2 weeks overdue" in text
    assert "Waits for “Write one form for all three services” (Police lead, stuck)" in text
    assert "No action yet." in text


@pytest.mark.parametrize("by", ["priority", "date", "indicator", "plan"])
def test_a_board_stands_in_the_order_that_its_address_says(busy, by):
    text = board(busy, f"?by={by}&show=stuck")
    assert text.count('<li class="act">') == {"indicator": 2, "plan": 2}.get(by, 1)
    assert f'href="?by={by}&amp;show=stuck" aria-current="true"' in text


def test_where_nothing_is_of_a_sort_the_page_says_so(busy):
    Action.objects.filter(state="stuck").update(state="under_way")
    text = board(busy, "?show=stuck")
    assert "Nothing is stuck" in text
    assert "There is nothing of this here." in text


def test_a_quiet_board_says_that_it_is_quiet(cast):
    wi.action(wi.priority(cast.team, cast.lead, agreed=True), cast.lead, state="agreed")
    assert "Nothing is overdue or stuck." in page(cast.lead, f"/improvement/{cast.team.id}/")


def test_an_empty_board_says_what_comes_first(cast):
    assert "Nobody has chosen a priority here yet." in page(cast.lead, f"/improvement/{cast.team.id}/")


def test_whose_actions_are_shown_is_chosen_in_a_form_that_keeps_the_rest(busy):
    lead = busy.committee.members["Police"].lead.person
    text = board(busy, "?by=date&choose=whose")
    form = between(text, "<form", "</form>")
    assert 'name="by" value="date"' in form
    assert f'<option value="{lead.id}">Police lead</option>' in form
    text = board(busy, f"?by=date&lead={lead.id}")
    assert "Only what is Police lead’s." in text
    assert text.count('<li class="act">') == 1
    assert f"?by=date&amp;show=stuck&amp;lead={lead.id}" in text


@pytest.mark.parametrize(
    "words",
    [
        "?by=x&show=y&page=z",
        "?page=99999999999999999999",
        "?page=-1",
        "?page=²",
        "?lead=%00&unit=%00",
        "?lead=" + "x" * 3000,
        "?by=date&of=%00",
        "?by=date&of=9999-12",
        "?by=date&of=2026-99",
        "?of=%ED%A0%80",
        "?by=indicator&of=none",
        "?lead=%F0%9F%98%80'%22%3Cscript%3E",
    ],
)
def test_whatever_an_address_says_a_board_is_shown(busy, words):
    assert "<script>" not in between(board(busy, words), "<main", "</main>")


@pytest.mark.parametrize(
    "words", ["", "?from=2026-01", "?from=x", "?from=%00", "?from=9999-12", "?from=1900-01"]
)
def test_whatever_an_address_says_months_are_shown(busy, words):
    text = page(busy.committee.lead, f"/improvement/{busy.committee.unit.id}/timeline/{words}")
    assert text.count('<th scope="row">') == 6


def test_months_hold_what_is_due_and_what_there_is_of_priorities(busy):
    unit = busy.committee.unit
    text = page(busy.committee.lead, f"/improvement/{unit.id}/timeline/")
    now = between(text, 'class="month--now"', "</tr>")
    assert "agreed on" in now
    assert "this month" in now
    assert "Train the night team" in text
    assert "Waits for" in text
    assert "Hand out the new notebooks" not in text
    for at in range(7):
        wi.action(
            busy.priorities["share"], busy.committee.lead, title=f"Action {at}", due=timezone.localdate()
        )
    assert re.search(r"\d more in", page(busy.committee.lead, f"/improvement/{unit.id}/timeline/"))


def test_words_are_shown_as_they_were_typed_and_never_run(cast):
    typed = "<script>alert('x')</script> & 100 %s"
    wi.action(
        wi.priority(cast.team, cast.lead, title=typed, agreed=True),
        cast.lead,
        title=typed,
        state="stuck",
        text=typed,
    )
    for by in ("priority", "date"):
        text = page(cast.lead, f"/improvement/{cast.team.id}/?by={by}")
        assert text.count("&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; 100 %s") == 3


def test_a_page_costs_at_most_twelve_queries_however_much_there_is_to_do(busy):
    committee = busy.committee
    client, unit = browser(committee.lead), f"/improvement/{committee.unit.id}/"
    places = ("/improvement/", unit, f"{unit}?by=date", f"{unit}?by=indicator", f"{unit}timeline/")

    def cost(path):
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return [one["sql"] for one in seen if "SAVEPOINT" not in one["sql"]]

    small = {path: cost(path) for path in places}
    for at in range(10):
        wi.action(busy.priorities["share"], committee.lead, title=f"More {at}", state="agreed")
        wi.priority(committee.unit, committee.lead, title=f"Another {at}")
    for path in places:
        large = cost(path)
        assert len(small[path]) == len(large) <= MOST, (path, *large)


def test_what_nobody_leads_stands_with_whoever_plans_for_the_service_that_does_it(cast):
    priority = wi.priority(cast.team, cast.lead, agreed=True)
    wi.action(priority, cast.lead, title="Ask every school", lead="")
    text = mine(cast.evaluator)
    assert "Ask every school" in between(text, 'id="unled"', "</section>")
    assert 'id="unled"' not in mine(cast.reader), "who only reads names nobody"
    assert "Ask every school" not in mine(cast.stranger)
    proposed = wi.priority(cast.team, cast.lead, title="Not agreed")
    wi.action(proposed, cast.lead, title="Perhaps", lead="")
    assert "Perhaps" not in mine(cast.evaluator)


def test_whoever_is_above_a_unit_opens_its_pages_and_none_of_them_leads_to_a_closed_door(db):
    there = world_joint.committee(names=("Police",))
    lead = there.lead
    team = add_unit(name="Business team", kind="team", under=there.unit.id, by=lead.actor)
    ours = wi.priority(there.unit, lead, title="Ours", agreed=True, parts=((team.id, "sees_to_it"),))
    wi.action(ours, lead, title="Done below", unit=team.id)
    begun = wi.priority(team, lead, title="Begun from above")
    at, who = f"/improvement/{team.id}/", browser(lead)
    opened = ("", "timeline/", "priorities/", "changed/", "tracked/", "heard/", "heard/sheets/families/")
    for closed in ("choosing/", "meetings/", "plans/"):
        assert who.get(at + closed).status_code == 404, closed
    links: dict[str, str] = {}
    for address in (*(at + one for one in opened), f"/improvement/priorities/{begun.id}/"):
        answer = who.get(address)
        assert answer.status_code == 200, address
        links |= dict.fromkeys(re.findall(r'href="(/improvement/[^"#]*)', answer.content.decode()), address)
    shut = {to: on for to, on in links.items() if who.get(to.replace("&amp;", "&")).status_code != 200}
    assert shut == {}
    assert "Done below" in page(lead, at)
