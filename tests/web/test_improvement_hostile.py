"""Every form of improvement takes whatever is sent to it: a sentence or a page that is not there, never a failure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from zeal import zeal_ignore

from speir.core.errors import Unfit
from speir.core.ids import new_id
from speir.improvement.actions import doing, plans, priorities
from speir.improvement.models import Action, OwnPlan, Priority, Progress
from speir.improvement.queries.said import action_said, priority_said
from speir.improvement.rules.doing import said_mark as action_mark
from speir.improvement.rules.priorities import Said, said_mark
from tests import world, world_improvement
from tests.web.browsing import browser
from tests.world_improvement_addresses import addresses, ids
from tests.world_improvement_words import full

pytestmark = pytest.mark.django_db
FIELDS = (
    *("title", "difference", "responsibility", "responsibility_words", "review_on", "parts", "feeds", "base"),
    *(
        "priority_id",
        "action_id",
        "framework",
        "unit",
        "lead",
        "helpers",
        "due",
        "resources",
        "target",
        "shows",
    ),
    *(
        "state",
        "text",
        "reason",
        "decision",
        "again_on",
        "harm",
        "reach",
        "crucial",
        "effort",
        "note",
        "words",
    ),
    *(
        "number",
        "theme",
        "source",
        "judgement",
        "look",
        "inspection",
        "item",
        "name",
        "on",
        "needs",
        "step_id",
    ),
    *("done_on", "of", "voice", "age", "heard", "decided", "happened", "rests_on", "answering_id", "kind"),
    *("reference", "whom", "person", "outcome", "who", "what", "audience", "why", "ends", "places", "extent"),
    *("every", "reminders", "move", "before", "finding_id", "meeting_id", "plan_id", "key", "aid", "marked"),
)
ASKED = ("of", "key", "show", "by", "kind", "unit", "lead", "number", "from", "since", "page", "words", "aid")
BAD: dict[str, Any] = {
    "nothing": {},
    "nul": "a\x00b",
    "long": "x" * 10_000,
    "script": "<script>alert(1)</script>'\"><img src=x onerror=alert(1)>",
    "huge": "9" * 400,
    "surrogate": "\ud800",
    "array": ["a", "b", "c"] * 4,  # more would be stopped at the door: a form has at most a thousand fields
}
FORM = "application/x-www-form-urlencoded"


def body(kind: str) -> str:
    """What is sent to every address, as a page's form sends it."""
    if kind == "surrogate":
        return "&".join(f"{field}=%ED%A0%80%FF" for field in FIELDS)
    return urlencode({} if kind == "nothing" else dict.fromkeys(FIELDS, BAD[kind]), doseq=True)


@pytest.mark.parametrize("kind", BAD)
def test_no_form_fails_whatever_is_sent(cast, kind):
    done = full(cast, "We ring the school.")
    at, typed = ids(cast, done), body(kind)
    assert typed.count("&") < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    client, broken = browser(cast.lead, raise_request_exception=False), list[tuple[str, Any]]()
    with zeal_ignore():  # a form whose fields all conflict sets each of them aside
        for name, address in addresses(at).items():
            if kind == "script":  # in parts, as a form with files is sent
                answer = client.post(address, dict.fromkeys(FIELDS, BAD[kind]))
            else:
                answer = client.post(address, typed, content_type=FORM)
            answers = [answer]
            if kind == "nothing":  # what stands in the address is the same whatever is sent
                answers.append(client.get(address, dict.fromkeys(ASKED, "x\x00²")))
            broken += [(name, one.status_code) for one in answers if one.status_code >= 500]
            if kind == "script" and not answer.streaming and b"<script>alert(1)" in answer.content:
                broken.append((name, "script"))
    assert not broken, broken


@pytest.mark.parametrize("bad", ["a\x00b", "é" * 16, "0" * 16, "\ud800", "../../etc", "1" * 4000])
def test_no_id_in_an_address_fails(cast, bad):
    done = full(cast, "We ring the school.")
    client, broken = browser(cast.lead, raise_request_exception=False), list[tuple[str, str, str, Any]]()
    at = ids(cast, done)
    words = [word for word in at if word.endswith("_id") or word == "of"]
    if "/" in bad or "\ud800" in bad:
        return _typed(client, at, bad)
    usual = addresses(at)
    for word in words:
        for name, address in addresses(at | {word: bad}).items():
            if address == usual[name]:
                continue
            for method in ("get", "post"):
                status = getattr(client, method)(address).status_code
                if status >= 500:
                    broken.append((word, name, method, status))
    assert not broken, broken
    return None


def _typed(client: Any, at: dict[str, str], bad: str) -> None:
    """What cannot stand in an address is typed into every box that takes an id."""
    body = "&".join(f"{field}=%ED%A0%80" if "\ud800" in bad else f"{field}={bad}" for field in FIELDS)
    kind = "application/x-www-form-urlencoded"
    broken = [
        name
        for name, address in addresses(at).items()
        if client.post(address, body, content_type=kind).status_code >= 500
    ]
    assert not broken, broken


TYPED: Any = {"title": "Share sooner", "difference": "Children are safer.", "responsibility": "one"}


@pytest.mark.parametrize("part", ["elsewhere", "nowhere", "nul"])
def test_a_part_of_a_unit_that_is_not_near_is_refused(cast, part):
    unit = {"elsewhere": cast.elsewhere.id, "nowhere": "0" * 16, "nul": "a\x00b"}[part]
    with pytest.raises(Unfit) as unfit:
        priorities.propose(
            unit_id=cast.team.id,
            framework_key=world.FRAMEWORK,
            said=Said(**TYPED, parts=((unit, "sees_to_it"),)),
            by=cast.lead.actor,
        )
    assert [one.code for one in unfit.value.broken] == ["part-not-near"]
    assert not Priority.objects.exists()


def test_what_is_sent_twice_in_one_form_is_kept_once(cast):
    at: dict[str, Any] = {"unit_id": cast.team.id, "framework_key": world.FRAMEWORK, "by": cast.lead.actor}
    sees, asked = (cast.team.id, "sees_to_it"), (cast.team.id, "consulted")
    row = priorities.propose(said=Said(**TYPED, parts=(sees, sees), feeds=("school", "school")), **at)
    assert (row.parts.count(), row.feeds.count()) == (1, 1)
    with pytest.raises(Unfit) as unfit:
        priorities.propose(said=Said(**TYPED, parts=(sees, asked)), **at)
    assert [one.code for one in unfit.value.broken] == ["part-twice"]


@pytest.mark.parametrize("plan", ["elsewhere", "nowhere", "nul", "structure"])
def test_a_plan_of_another_unit_is_fed_by_nothing(cast, plan):
    theirs = OwnPlan.objects.create(unit=cast.elsewhere, name="Theirs", made_at="2026-03-02T10:00Z")
    feeds = {"elsewhere": f"own:{theirs.id}", "nowhere": f"own:{'0' * 16}", "nul": "own:a\x00b"}
    with pytest.raises(Unfit) as unfit:
        priorities.propose(
            unit_id=cast.team.id,
            framework_key=world.FRAMEWORK,
            said=Said(**TYPED, feeds=(feeds.get(plan, "moon"),)),
            by=cast.lead.actor,
        )
    assert [one.code for one in unfit.value.broken] == ["plan-unknown"]
    assert not Priority.objects.exists()


@pytest.mark.parametrize("field", ["lead", "helpers", "unit"])
@pytest.mark.parametrize("bad", ["stranger", "never", "nul"])
def test_nobody_and_no_unit_from_elsewhere_stands_in_an_action(cast, field, bad):
    row = world_improvement.action(world_improvement.priority(cast.team, cast.lead), cast.lead)
    theirs = cast.elsewhere.id if field == "unit" else cast.stranger.person.id
    value = {"stranger": theirs, "never": "0" * 16, "nul": "a\x00b"}[bad]
    stands = action_said(row)
    changed: Any = {field: (value,) if field == "helpers" else value}
    said = replace(stands, **changed)
    with pytest.raises(Unfit):
        doing.change(action_id=row.id, said=said, base=action_mark(stands), by=cast.lead.actor)
    assert action_said(Action.objects.get(pk=row.pk)) == stands


def test_an_id_that_is_somebody_elses_makes_a_thing_of_ones_own(cast):
    """The id a form brings is only a wish: what another unit has under it stays as it is."""
    theirs = world_improvement.priority(cast.elsewhere, cast.stranger, title="Theirs")
    mine = priorities.propose(
        unit_id=cast.team.id,
        framework_key=world.FRAMEWORK,
        said=Said(**TYPED),
        priority_id=theirs.id,
        by=cast.lead.actor,
    )
    assert mine.id != theirs.id
    assert Priority.objects.get(pk=theirs.pk).title == "Theirs"
    row = world_improvement.action(theirs, cast.stranger, title="Theirs too")
    said = action_said(world_improvement.action(mine, cast.lead))
    own = doing.add(priority_id=mine.id, said=said, action_id=row.id, by=cast.lead.actor)
    assert (own.id != row.id, own.priority_id) == (True, mine.id)


def test_sent_twice_it_is_done_once(cast):
    same, said = new_id(), Said(**TYPED)
    asked: dict[str, Any] = {"unit_id": cast.team.id, "framework_key": world.FRAMEWORK, "said": said}
    rows = {priorities.propose(**asked, priority_id=same, by=cast.lead.actor).id for _ in range(3)}
    assert rows == {same}
    row = Priority.objects.get()
    parts = ((cast.team.id, "sees_to_it"),)
    now = Said(**TYPED, parts=parts)
    for _ in range(2):
        priorities.change(priority_id=same, said=now, base=said_mark(priority_said(row)), by=cast.lead.actor)
    for _ in range(2):
        priorities.agree(priority_id=same, by=cast.lead.actor)
    assert list(row.steps.order_by("at").values_list("said", flat=True)) == ["proposed", "agreed"]
    doing_it = world_improvement.action(row, cast.lead, state="agreed")
    for _ in range(3):
        doing.tell(action_id=doing_it.id, state="under_way", text="Two teams began.", by=cast.lead.actor)
    assert Progress.objects.filter(action=doing_it).count() == 3  # proposed, agreed, under way
    plan: dict[str, Any] = {"unit_id": cast.team.id, "name": "Ours", "plan_id": new_id()}
    made = [plans.make(**plan, by=cast.lead.actor) for _ in range(2)]
    assert len({one.id for one in made}) == 1
