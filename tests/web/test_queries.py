"""A page costs the same number of queries whatever the size of the world."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speir.core.ids import new_id
from speir.evaluations.actions.editions import reopen
from speir.evaluations.actions.holding import hold_view
from speir.evaluations.rules.saving import mark
from speir.organisations.actions import add_unit
from speir.retention.actions.disposals import write_down
from speir.retention.models import Due
from speir.retention.rules.removing import Gone
from tests import world
from tests.web.browsing import browser

MOST = {
    "grid": 10,
    "indicator": 10,
    "list": 11,
    "found": 11,
    "known": 10,
    "answers": 11,
    "edition": 9,
    "history": 8,
}
MOST_OF_TRAIL = 10


def cost(ask) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        response = ask()
    assert response.status_code == 200, response.status_code
    return [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]


def grow(cast: world.Cast, view) -> None:
    """Other people, units and broad views, and more in this one."""
    for at in range(3):
        world.filled(cast)
        other = world.somebody(f"Person {at}")
        world.unit_of(other, f"Unit {at}")
        world.colleague(f"Colleague {at}", cast.team, "evaluator", cast.lead)
    for number in ("1.1", "1.2", "1.4", "5.4"):
        for at in range(5):
            themes = {"hmie-2005/1.1/trust": "strength", "hmie-2005/1.1/communication": "weakness"}
            world.cite(view, number, cast.evaluator, shows=f"More {number} {at}.", themes=themes)
        world.write(view, number, cast.evaluator, choice="good", strengths=f"More of {number}.")
        world.write(view, number, cast.lead, choice="weak", strengths=f"Yet more of {number}.")


def test_a_page_costs_the_same_in_a_larger_world(cast):
    view, sealed = world.filled(cast), world.sealed(cast)
    world.seal(view, cast.lead)
    reopen(evaluation_id=view.id, by=cast.lead.actor)
    client = browser(cast.lead)
    own = f"/broad-views/{view.id}/"
    places = {
        "grid": own,
        "indicator": f"{own}1.1/",
        "list": "/broad-views/",
        "found": f"{own}found/",
        "known": f"{own}known/",
        "answers": f"{own}answers/",
        "edition": f"/broad-views/{sealed.id}/editions/1/",
        "history": f"{own}1.1/history/",
    }

    def costs() -> dict[str, list[str]]:
        for path in places.values():
            client.get(path)  # what is new there is recorded as read, once a day
        return {page: cost(lambda path=path: client.get(path)) for page, path in places.items()}

    small = costs()
    grow(cast, view)
    large = costs()
    for page, said in large.items():
        assert len(small[page]) == len(said) <= MOST[page], (page, *said)


@pytest.mark.parametrize("address", ["/trail/", "/trail/yours/"])
def test_a_page_of_the_trail_costs_at_most_10_queries_however_much_was_done(address, cast):
    view = world.filled(cast)
    client = browser(cast.lead)
    client.get(address)
    small = cost(lambda: client.get(address))
    grow(cast, view)
    large = cost(lambda: client.get(address))
    assert len(small) <= MOST_OF_TRAIL
    assert len(large) <= MOST_OF_TRAIL, "\n".join(large)


@pytest.mark.parametrize("size", ["small", "large"])
def test_a_save_costs_at_most_14_queries_of_any_size(cast, size):
    view = world.filled(cast)
    if size == "large":
        grow(cast, view)
    client = browser(cast.evaluator)
    before = world.values(view, "1.1")
    typed = {
        "choice": "adequate",
        "sure": "not_yet_known",
        "strengths": "New.",
        "improvements": "Newer.",
        "done": "",
    }
    form = typed | {f"base_{name}": mark(value) for name, value in before.items()}
    asked = cost(lambda: client.post(f"/broad-views/{view.id}/1.1/", form, HTTP_HX_REQUEST="true"))
    assert world.values(view, "1.1") == typed
    assert len(asked) <= 14, "\n".join(asked)
    one_field = {"strengths": "Newest.", "base_strengths": mark("New.")}
    asked = cost(lambda: client.post(f"/broad-views/{view.id}/1.1/", one_field, HTTP_HX_REQUEST="true"))
    assert len(asked) <= 14, "\n".join(asked)


@pytest.mark.parametrize("address", ["", "access/", "invitations/", "merge/", "{reader}/"])
def test_a_page_of_a_unit_costs_at_most_14_queries_however_many_people_and_units_there_are(address, cast):
    client = browser(cast.lead)
    at = f"/people/{cast.team.id}/{address.format(reader=cast.reader.person.id)}"
    client.get(at)
    small = cost(lambda: client.get(at))
    for number in range(12):
        below = add_unit(name=f"Below {number}", kind="team", under=cast.team.id, by=cast.lead.actor)
        world.colleague(f"Somebody {number}", below, "evaluator", cast.lead)
        world.colleague(f"Colleague {number}", cast.team, "evaluator", cast.lead)
    large = cost(lambda: client.get(at))
    assert len(small) == len(large) <= 14, "\n".join(large)


def test_what_is_kept_costs_the_same_with_more_that_is_due_held_and_removed(cast):
    client = browser(cast.lead)

    def more() -> None:
        view = world.begun(cast)
        thing = {"about": "broad view", "about_id": view.id, "path": cast.team.path}
        Due.objects.create(**thing, kept_as="in_progress", since=view.period_to)
        hold_view(evaluation_id=view.id, why="x", by=cast.lead.actor)
        gone = [Gone("evaluations_answer", new_id(), "text")]
        write_down(**thing, home=cast.team.path, reason="child", places=1, gone=gone, by=cast.lead.actor)

    more()
    for page, most in (("/keeping/", 12), ("/keeping/removed/", 9)):
        client.get(page)
        small = cost(lambda page=page: client.get(page))
        for _ in range(3):
            more()
        large = cost(lambda page=page: client.get(page))
        assert len(large) == len(small), "\n".join(large)
        assert len(large) <= most, "\n".join(large)
