"""What several people do at the same instant, on a database that really commits: `python -m tests.load.races TIMES`."""

from __future__ import annotations

import datetime as dt
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import django

django.setup()

from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from speir.accounts.actions import make_sign_in_address, use_sign_in_address  # noqa: E402
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit  # noqa: E402
from speir.core.ids import new_id  # noqa: E402
from speir.evaluations.actions import (  # noqa: E402
    broad_views,
    calendar_feeds,
    citations,
    contributions,
    reflections,
    rooms,
)
from speir.evaluations.actions import sharing as view_sharing  # noqa: E402
from speir.evaluations.actions.carrying import carry  # noqa: E402
from speir.evaluations.actions.checking import change, confirm, confirm_all, undo  # noqa: E402
from speir.evaluations.actions.merging import merge  # noqa: E402
from speir.evaluations.actions.moderation.people import join  # noqa: E402
from speir.evaluations.actions.moderation.rounds import reveal  # noqa: E402
from speir.evaluations.actions.moderation.sitting import begin as begin_meeting  # noqa: E402
from speir.evaluations.actions.moderation.sitting import end  # noqa: E402
from speir.evaluations.actions.moderation.views import judge  # noqa: E402
from speir.evaluations.models import Carried, Judgement  # noqa: E402
from speir.evaluations.rules.carrying import Checked  # noqa: E402
from speir.evidence.actions import imports, searches, writing  # noqa: E402
from speir.evidence.actions.withdrawing import withdraw  # noqa: E402
from speir.evidence.models import Item, SavedSearch  # noqa: E402
from speir.organisations.actions import add_unit, bring_in, roles, seats, units  # noqa: E402
from speir.organisations.models import Membership, Seat, Unit  # noqa: E402
from speir.sharing.models import RoomThing, Sharing  # noqa: E402
from tests import world, world_joint  # noqa: E402
from tests import world_moderation as together  # noqa: E402
from tests.load.races_improvement import improvement_races  # noqa: E402
from tests.load.races_look import look_races  # noqa: E402

ANSWERS = (NotAllowed, NotYours, Refused, Unfit)


def at_once(name: str, *work: Callable[[], Any]) -> int:
    """Let all of them go at the same instant; say what broke, and return how many were done."""
    barrier = threading.Barrier(len(work))

    def run(do: Callable[[], Any]) -> Any:
        try:
            barrier.wait()
            return do()
        except Exception as error:  # noqa: BLE001  whatever breaks is said
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(work)) as people:
        got = list(people.map(run, work))
    for one in got:
        if isinstance(one, Exception) and not isinstance(one, ANSWERS):
            sys.stdout.write(f"{name}: {one!r}\n")
    return sum(not isinstance(one, Exception) for one in got)


def holds(name: str, what: bool) -> None:
    if not what:
        sys.stdout.write(f"{name}: does not hold\n")


def standing(**where: Any) -> int:
    return Membership.objects.standing(timezone.localdate()).filter(**where).count()


def people(cast: world.Cast, lead: world.Somebody) -> None:
    held = {"unit_id": cast.team.id, "person_id": cast.reader.person.id, "starts": None, "ends": None}
    by = lead.actor
    at_once("give", *[lambda: roles.give_also(role="data_analyst", by=by, **held)] * 4)  # type: ignore[arg-type]
    typed = {"unit_id": cast.team.id, "name": "Una", "email": "una@example.scot", "role": "reader"}
    done = at_once("bring in", *[lambda: bring_in(by=by, **typed)] * 4)  # type: ignore[arg-type]
    holds("bring in", done == 1)
    address = make_sign_in_address(person=cast.reader.person, by=by).split("/")[2]
    holds("sign in", at_once("sign in", *[lambda: use_sign_in_address(secret=address)] * 4) == 1)
    other = world.colleague("Fiona Weir", cast.team, "lead_officer", lead)
    leaving = [
        (who, Membership.objects.get(person=who.person, role="lead_officer", unit=cast.team))
        for who in (lead, other)
    ]
    at_once(
        "the last two leave",
        *[lambda who=who, m=m: roles.end(membership_id=m.id, by=who.actor) for who, m in leaving],
    )
    holds("the last two leave", standing(unit=cast.team, role="lead_officer") == 1)
    Membership.objects.filter(pk=leaving[0][1].pk).update(ended_at=None)


def places(cast: world.Cast, lead: world.Somebody) -> None:
    committee = world.unit_of(lead, "A committee", "partnership")
    one = units.add_organisation(partnership_id=committee.id, name="One", by=lead.actor)
    own = world.colleague("Una Baird", one, "agency_lead", lead)
    seat, role = Seat.objects.get(organisation=one), Membership.objects.get(person=own.person)
    at_once(
        "released while its last leaves",
        lambda: seats.release(seat_id=seat.id, by=lead.actor),
        lambda: roles.end(membership_id=role.id, by=own.actor),
    )
    seat.refresh_from_db()
    holds("released while its last leaves", seat.keeps or standing(unit=one) == 1)
    secret = seats.offer(partnership_id=committee.id, by=lead.actor).split("/")[3]
    own_id, stranger = cast.elsewhere.id, cast.stranger.actor
    taken = at_once(
        "take a seat", *[lambda: seats.take(secret=secret, organisation_id=own_id, by=stranger)] * 4
    )
    holds("take a seat", taken == 1)
    a, b = (add_unit(name=name, kind="team", under=cast.team.id, by=lead.actor) for name in "AB")
    today = timezone.localdate()
    at_once(
        "merged into each other",
        lambda: units.merge(unit_id=a.id, into_id=b.id, last=today, by=lead.actor),
        lambda: units.merge(unit_id=b.id, into_id=a.id, last=today, by=lead.actor),
    )
    holds("merged into each other", Unit.objects.filter(pk__in=(a.id, b.id), closes=None).count() == 1)


def work(cast: world.Cast, lead: world.Somebody) -> None:
    view, by = world.begun(cast, by=lead), lead.actor
    who = f"named:{cast.reader.person.id}"
    told = {"audience": who, "why": "They asked.", "ends": None, "with_evidence": False}
    at_once("share", *[lambda: view_sharing.share(evaluation_id=view.id, by=by, **told)] * 4)  # type: ignore[arg-type]
    holds("share", Sharing.objects.filter(about_id=view.id).count() == 1)
    item = new_id()
    draft = {"number": "1.1", "draft": world.draft(), "stance": "supports", "item_id": item}
    at_once("write", *[lambda: citations.write_and_cite(evaluation_id=view.id, by=by, **draft)] * 4)  # type: ignore[arg-type]
    holds("write", Item.objects.filter(pk=item).count() == 1)
    row = world.reflecting(lead, cast.team, happens="We knock and wait.")
    writer = cast.evaluator.person.id
    at_once("let in", *[lambda: reflections.let_in(reflection_id=row.id, person_id=writer, by=by)] * 4)
    room = world.room(lead, cast.team)
    at_once("put", *[lambda: rooms.put(room_id=room.id, about="broad view", about_id=view.id, by=by)] * 4)
    holds("put", RoomThing.objects.filter(room=room).count() == 1)
    days = {"starts": dt.date(2099, 1, 1), "ends": dt.date(2099, 1, 2), "room_id": new_id()}
    at_once("room", *[lambda: rooms.make(unit_id=cast.team.id, name="x", by=by, **days)] * 4)  # type: ignore[arg-type]


def register(cast: world.Cast, lead: world.Somebody) -> None:
    by, framework, item = lead.actor, world.framework(), new_id()
    once = world.draft(shows="Written once.")
    typed = {"unit_id": cast.team.id, "frameworks": [framework], "draft": once, "item_id": item}
    at_once("enter", *[lambda: writing.enter(by=by, **typed)] * 4)  # type: ignore[arg-type]
    holds("enter", Item.objects.filter(unit=cast.team, shows=once.shows).count() == 1)
    kept = new_id()
    at_once("keep a search", *[lambda: searches.save(name="Files", words="files", search_id=kept, by=by)] * 4)
    holds("keep a search", SavedSearch.objects.filter(owner=lead.person.id).count() == 1)
    view = world.begun(cast, by=lead)
    cited = world.cite(view, "1.1", lead, shows="In 11 of 12 files.")
    twin = world.cite(view, "1.2", lead, shows="In 11 of the 12 files.")
    changed = {"draft": world.draft(shows="In 12."), "revision": 1, "stance": "supports"}
    place = {"evaluation_id": view.id, "number": "1.1"}
    at_once(
        "merged while it is changed and cited",
        lambda: merge(keep_id=twin, other_id=cited, by=by),
        lambda: citations.change_cited(item_id=cited, by=by, **place, **changed),  # type: ignore[arg-type]
        lambda: citations.cite(item_id=twin, stance="supports", by=by, **place),
        lambda: withdraw(item_id=cited, why="Counted twice.", by=by),
    )
    holds("merged", Item.objects.get(pk=cited).withdrawn_at is not None)
    rows = [["What it shows"], ["Staff meet on Mondays."], ["Files are read in pairs."]]
    sheet = imports.read(unit_id=cast.team.id, framework=framework, rows=iter(rows), by=by).sheet_id
    before = Item.objects.count()
    at_once("bring in", *[lambda: imports.bring_in(sheet_id=sheet, with_alike=True, by=by)] * 3)
    holds("bring in", Item.objects.count() == before + 2)


def judging(cast: world.Cast, lead: world.Somebody) -> None:
    """Eight people join and judge at the same instant, and some of them at that of the reveal."""
    view = world.begun(cast)
    meeting = together.meeting(view, lead)
    eight = [world.colleague(f"Judge {at}", cast.team, "practitioner", lead) for at in range(8)]
    actors = [one.actor for one in eight]
    joined = at_once("join", *[lambda by=by: join(moderation_id=meeting.id, by=by) for by in actors])
    holds("join", joined == 8 == meeting.evaluators.count())
    row = together.opened(meeting, lead)
    levels = ("good", "weak", "adequate", "excellent")

    def one(at: int, why: str) -> Callable[[], Any]:
        return lambda: judge(round_id=row.id, choice=levels[at % 4], why=why, by=actors[at])

    holds("judge", at_once("judge", *[one(at, "First.") for at in range(8)]) == 8 == row.views.count())
    again = [one(at, "Again.") for at in range(0, 8, 2)]
    at_once("judge while it is revealed", *again, lambda: reveal(round_id=row.id, by=lead.actor))
    row.refresh_from_db()
    holds("judge while it is revealed", row.revealed_at is not None and row.views.count() == 12)
    # whatever came in before the reveal is counted, and what came after it is late
    late = row.views.filter(late=True)
    holds("late", not late.filter(at__lt=row.revealed_at).exists())
    holds("in time", not row.views.filter(late=False, at__gt=row.revealed_at).exists())
    # whoever ends it looks whether a view is hidden: none comes in behind their back, which nobody would ever read
    for number in ("1.1", "1.3") * 3:
        short = together.meeting(view, lead, (number,))
        together.joined(short, *eight[:4])
        open_now = together.opened(short, lead, number)
        ways = [partial(judge, round_id=open_now.id, choice="good", by=by) for by in actors[:4]]
        at_once("judge while it ends", *ways, partial(end, moderation_id=short.id, by=lead.actor))
        short.refresh_from_db()
        holds("judge while it ends", short.ended_at is None or not open_now.views.exists())


def answering(_cast: world.Cast, _lead: world.Somebody) -> None:
    """An organisation answers a joint broad view in several tabs, and somebody discards what it answers with."""
    there = world_joint.committee(names=("Health",))
    joint, health = world_joint.joint(there), there.members["Health"]
    by = health.lead.actor
    given = world_joint.agreed(joint, health)
    at_once("begin own", *[lambda: contributions.begin_own(contribution_id=given.id, by=by)] * 6)
    holds("begin own", health.unit.evaluations.count() == 1)
    for way in range(9):
        view = broad_views.begin(
            unit_id=health.unit.id,
            framework_key=world.FRAMEWORK,
            title="Another",
            period_from=dt.date(2025, 1, 1),
            period_to=dt.date(2025, 12, 31),
            by=by,
        ).id
        choose = partial(contributions.choose_own, contribution_id=given.id, evaluation_id=view, by=by)
        submit = partial(contributions.submit, contribution_id=given.id, evaluation_id=view, by=by)
        meet = partial(begin_meeting, evaluation_id=view, indicators=["1.1"], by=by)
        work = ([choose, choose], [partial(submit, number=1, text="Nothing yet.")], [meet])[way % 3]
        at_once("discard", *work, partial(broad_views.discard, evaluation_id=view, by=by))
    holds("discard", all(one.evaluation_id for one in joint.contributions.exclude(edition=None)))
    at_once("calendar address", *[lambda: calendar_feeds.make(by=by)] * 5, lambda: calendar_feeds.end(by=by))


def carrying_on(cast: world.Cast, lead: world.Somebody) -> None:
    """Eight at once start from last year, and eight at once say of one indicator that all of it is still true."""
    last = world.filled(cast, ("1.1", "1.3"))
    Item.objects.update(valid_until=dt.date(2099, 12, 31))  # what is stale is looked at by itself
    edition, view = world.seal(last, lead), new_id()
    begin = partial(
        broad_views.begin,
        unit_id=cast.team.id,
        framework_key=world.FRAMEWORK,
        title="This year",
        period_from=dt.date(2026, 1, 1),
        period_to=dt.date(2026, 12, 31),
        evaluation_id=view,
        start_from=edition.id,
        by=lead.actor,
    )
    holds("begin from", at_once("begin from", *[begin] * 8) == 8)
    other = world.begun(cast, by=lead)
    take = partial(carry, evaluation_id=other.id, edition_id=edition.id)
    actors = [lead.actor, cast.evaluator.actor] * 4
    holds("carry", at_once("carry", *[partial(take, by=by) for by in actors]) == 8)
    for started in (view, other.id):
        came = Carried.objects.filter(judgement__evaluation=started)
        first = came.filter(judgement__indicator__number="1.1")
        things = sorted(first.values_list("what", "item_id"))
        holds("carried once", len(things) == len(set(things)) > 3)
        say = partial(confirm_all, evaluation_id=started, number="1.1")
        holds("still true", at_once("still true", *[partial(say, by=by) for by in actors]) == 8)
        row = Judgement.objects.get(evaluation=started, indicator__number="1.1")
        holds("put once", row.level_changes.count() == 1 and row.citations.count() == len(things) - 3)
        thing = came.get(judgement__indicator__number="1.3", what="strengths").id
        one = {"evaluation_id": started, "number": "1.3", "thing_id": thing}
        ways: list[Callable[..., Any]] = [confirm, change, undo, confirm] * 2
        at_once("said otherwise", *[partial(do, by=by, **one) for do, by in zip(ways, actors, strict=True)])
        text = Judgement.objects.get(evaluation=started, indicator__number="1.3").strengths
        said = Carried.objects.get(pk=thing).state
        holds("said otherwise", bool(text) == (said == Checked.STILL_TRUE))


if __name__ == "__main__":
    for _turn in range(int(sys.argv[1])):
        cast = world.cast()
        for part in (people, places, work, register, judging, answering, carrying_on):
            part(cast, cast.lead)
        look_races(cast, cast.lead, at_once, holds)
        improvement_races(cast, cast.lead, at_once, holds)
        Membership.objects.all().update(ended_at=timezone.now())
        for person in {row.person for row in Membership.objects.select_related("person")}:
            person.email = None
            person.save()
    sys.stdout.write("through\n")
