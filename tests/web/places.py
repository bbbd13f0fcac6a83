"""The addresses of the guard tables: a place with something in every corner, and what stands in each address there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from speir.accounts.actions import make_sign_in_address
from speir.core.text import day
from speir.evaluations.actions import (
    calendar_feeds,
    contributions,
    inspections,
    joints,
    programme,
    reflections_shared,
    rooms,
    sharing,
    trend_notes,
)
from speir.evaluations.actions.holding import hold_unit
from speir.evaluations.models import (
    Citation,
    Edition,
    Evaluation,
    Joint,
    Moderation,
    Reflection,
    SetAside,
    TrendNote,
)
from speir.evaluations.rules.inspecting import Draft
from speir.evaluations.rules.looks.following import Follow
from speir.evaluations.rules.looks.following import mark_of as mark_of_follow
from speir.evaluations.rules.planning import Invited, Plan
from speir.evaluations.rules.programme import Plan as Planning
from speir.evaluations.rules.saving import mark
from speir.evaluations.rules.trends import mark_of as note_mark
from speir.evidence.actions import kinds
from speir.evidence.actions.imports import read as read_sheet
from speir.evidence.actions.items import write
from speir.evidence.actions.searches import save as save_search
from speir.evidence.actions.sharing import share as share_item
from speir.evidence.actions.sharing import tell
from speir.evidence.models import Item
from speir.organisations.actions import enrol, seats
from speir.organisations.models import Membership, Seat, Unit
from speir.organisations.queries import reviews
from speir.organisations.rules import mark_of
from speir.retention.models import Due
from speir.sharing.models import Room, Sharing
from speir.sharing.rules import Told
from tests import world, world_moderation
from tests.web.places_improvement import IMPROVEMENT_STANDS, IMPROVEMENT_WORDS
from tests.web.places_improvement_doing import OTHER_ACTIONS
from tests.web.places_improvement_letters import LetterPlaces
from tests.web.places_look import FOLLOWS, LOOK_WORDS, LookPlaces


def addresses(
    resolver: URLResolver | None = None, space: str = "", words: frozenset[str] = frozenset()
) -> Iterator[tuple[str, frozenset[str]]]:
    """Each address by its name, with the words it has room for."""
    for pattern in (resolver or get_resolver()).url_patterns:
        room = words | frozenset(pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            yield from addresses(
                pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space, room
            )
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern} has no name"
            yield f"{space}{pattern.name}", room


WORDS = dict(addresses())


class Place(LookPlaces, LetterPlaces):
    """A broad view in progress with something in every corner, and a sealed one beside it; each made when asked for."""

    def __init__(self, cast: world.Cast) -> None:
        self.cast = cast

    @cached_property
    def open(self) -> Evaluation:
        return world.filled(self.cast, ("1.1",))

    @cached_property
    def sealed(self) -> Evaluation:
        view = world.begun(self.cast)
        world.seal(view, self.cast.lead)
        return view

    @cached_property
    def chief(self) -> world.Somebody:
        return world.chief(self.cast)

    @cached_property
    def question(self) -> str:
        return world.ask(self.sealed, self.chief).id

    @cached_property
    def approval(self) -> str:
        return world.approve(self.sealed, self.chief).id

    @cached_property
    def empty(self) -> Evaluation:
        return world.begun(self.cast)

    @cached_property
    def alone(self) -> Evaluation:
        """The lead officer's, for themselves alone."""
        view = world.begun(self.cast, only_me=True)
        world.write(view, "1.1", self.cast.lead, strengths="We see children early (1.1).")
        return view

    @cached_property
    def lent(self) -> Evaluation:
        """Shared with a partnership in which the team sits and the stranger's agency, too."""
        view = world.filled(self.cast, ("1.1",))
        self.lend(view)
        return view

    def lend(self, view: Evaluation) -> None:
        """Seat both, and share it with where they sit."""
        for organisation in (self.cast.team, self.cast.elsewhere):
            self.seated(organisation)
        self.lend_to(view, self.committee)

    def lend_to(self, view: Evaluation, partnership_id: str) -> None:
        """Share it with a partnership."""
        sharing.share(
            evaluation_id=view.id,
            audience=f"partnership:{partnership_id}",
            why="They asked.",
            ends=None,
            with_evidence=True,
            by=self.cast.lead.actor,
        )

    @cached_property
    def item(self) -> str:
        return Citation.objects.filter(judgement__evaluation=self.open)[0].item_id

    @cached_property
    def sheet_id(self) -> str:
        """A sheet of evidence that the lead officer looks at."""
        rows = iter([["What it shows"], ["Plans are late."]])
        by = self.cast.lead.actor
        return read_sheet(unit_id=self.cast.team.id, framework=world.framework(), rows=rows, by=by).sheet_id

    @cached_property
    def twin(self) -> str:
        """An item that says what `item` says."""
        shows = Item.objects.get(pk=self.item).shows
        draft = world.draft(shows=shows)
        by = self.cast.lead.actor
        return write(unit_id=self.cast.team.id, framework=world.framework(), draft=draft, by=by).id

    @cached_property
    def aside(self) -> str:
        world.write(self.open, "2.1", self.cast.lead, strengths="One.")
        world.write(self.open, "2.1", self.cast.evaluator, over={"strengths": ""}, strengths="Two.")
        return SetAside.objects.get().id

    def act(self, share: Callable[..., object], **thing: str) -> str:
        """An act of sharing by the lead officer with somebody by name."""
        audience = f"named:{self.cast.reader.person.id}"
        share(audience=audience, why="They asked.", ends=None, by=self.cast.lead.actor, **thing)
        return str(Sharing.objects.latest("at").id)

    @cached_property
    def act_id(self) -> str:
        return self.act(partial(sharing.share, with_evidence=False), evaluation_id=self.open.id)

    @cached_property
    def item_act(self) -> str:
        return self.act(share_item, item_id=self.item)

    @cached_property
    def file_id(self) -> str:
        return world.file_beside(self.item, self.cast.lead).id

    @cached_property
    def outside_id(self) -> str:
        """That the lead officer shared the item outside Speir."""
        today = timezone.localdate()
        told = Told(today, "The lead officer", "The school", "They asked.", "letter", "fact")
        return tell(item_id=self.item, told=told, by=self.cast.lead.actor).id

    @cached_property
    def kind_id(self) -> str:
        """A kind of source of the team's own."""
        return kinds.add(
            unit_id=self.cast.team.id, name="Complaints", published=(), by=self.cast.lead.actor
        ).id

    @cached_property
    def due_id(self) -> str:
        thing = {"about": "broad view", "about_id": self.open.id, "path": self.cast.team.path}
        return Due.objects.create(**thing, kept_as="in_progress", since=self.open.period_to).id

    @cached_property
    def hold_id(self) -> str:
        return hold_unit(unit_id=self.cast.team.id, why="An inquiry.", by=self.cast.lead.actor).id

    @cached_property
    def private(self) -> Reflection:
        return world.reflecting(self.cast.lead, self.cast.team, happens="We knock and wait.")

    @cached_property
    def told(self) -> Reflection:
        """A reflection of the lead officer's, shared with the team."""
        row = world.reflecting(self.cast.lead, self.cast.team, happens="We knock and wait.")
        reflections_shared.share(
            reflection_id=row.id,
            audience=f"team:{self.cast.team.id}",
            why="They asked.",
            ends=None,
            by=self.cast.lead.actor,
        )
        return row

    @cached_property
    def told_act(self) -> str:
        return str(Sharing.objects.get(about_id=self.told.id).id)

    @cached_property
    def room(self) -> Room:
        """A room of the lead officer's, open now, with an edition in it and nobody invited."""
        today = timezone.localdate()
        made = rooms.make(
            unit_id=self.cast.team.id, name="Inspection", starts=today, ends=today, by=self.cast.lead.actor
        )
        rooms.put(
            room_id=made.id, about="edition", about_id=self.sealed.id, number=1, by=self.cast.lead.actor
        )
        return made

    @cached_property
    def joint(self) -> Joint:
        """A joint broad view of the committee, in which the team takes part; the lead officer leads both."""
        self.seated(self.cast.team)
        today = timezone.localdate()
        plan = Plan("Joint", today, today, today, ("1.1",), (Invited(self.cast.team.id),), "Please look.")
        by = self.cast.lead.actor
        made = joints.begin(unit_id=self.committee, framework_key=world.FRAMEWORK, plan=plan, by=by)
        contributions.agree(contribution_id=made.contributions.get().id, by=by)
        return made

    @cached_property
    def note(self) -> TrendNote:
        """What the lead officer wrote down beside 1.1 over time."""
        indicator = world.framework().by_number["1.1"].id
        said: dict[str, Any] = {
            "day": timezone.localdate(),
            "kind": "action",
            "text": "We began to meet weekly.",
        }
        return trend_notes.write(
            unit_id=self.cast.team.id, indicator_id=indicator, by=self.cast.lead.actor, **said
        )

    @property
    def note_id(self) -> str:
        return self.note.id

    @cached_property
    def handed(self) -> str:
        """The same joint broad view after the team has handed in."""
        given = contributions.begin_own(contribution_id=self.contribution_id, by=self.cast.lead.actor)
        world.seal(given, self.cast.lead)
        part, why = self.contribution_id, "The rest follows."
        contributions.submit(
            contribution_id=part, evaluation_id=given.id, number=1, text=why, by=self.cast.lead.actor
        )
        return self.joint.id

    @property
    def joint_id(self) -> str:
        return self.joint.id

    @property
    def contribution_id(self) -> str:
        return self.joint.contributions.get().id

    @cached_property
    def planned_id(self) -> str:
        """Something planned in the team by the lead officer."""
        today = timezone.localdate()
        wanted = Planning("reading", "Reading", today, today, "", {self.cast.team.id: "Six files"})
        return programme.plan(unit_id=self.cast.team.id, wanted=wanted, by=self.cast.lead.actor).id

    @cached_property
    def feed(self) -> str:
        """The secret of the lead officer's calendar."""
        return calendar_feeds.make(by=self.cast.lead.actor)

    @cached_property
    def inspection_id(self) -> str:
        """An inspection of the team, recorded by the lead officer."""
        return inspections.record(
            unit_id=self.cast.team.id,
            framework_id=world.framework().id,
            draft=Draft(dt.date(2025, 6, 3), {"1.1": "weak"}),
            by=self.cast.lead.actor,
        ).id

    @cached_property
    def hidden(self) -> Moderation:
        """A meeting: the evaluator has joined, somebody else has judged 1.1, and somebody has no device."""
        meeting = world_moderation.meeting(self.open, self.cast.lead)
        world_moderation.joined(meeting, self.cast.evaluator)
        row = world_moderation.opened(meeting, self.cast.lead)
        other = world.colleague("Eilidh Bain", self.cast.team, "practitioner", self.cast.lead)
        world_moderation.joined(meeting, other)
        world_moderation.judged(row, other, "weak", "Nobody came for weeks.")
        world_moderation.named(meeting, self.cast.lead, "Fergus")
        return meeting

    @cached_property
    def shown(self) -> Moderation:
        """The same, revealed."""
        world_moderation.revealed(world_moderation.round_of(self.hidden), self.cast.lead)
        return self.hidden

    @cached_property
    def search_id(self) -> str:
        """A search that the lead officer keeps."""
        return save_search(name="Plans", words="plan", by=self.cast.lead.actor).id

    @property
    def room_id(self) -> str:
        return self.room.id

    @property
    def thing_id(self) -> str:
        return str(self.room.things.get().id)

    @property
    def reader_id(self) -> str:
        return self.cast.reader.person.id

    @cached_property
    def beside(self) -> str:
        """Another team that the lead looks after."""
        return world.unit_of(self.cast.lead, "Beside").id

    @cached_property
    def committee(self) -> str:
        """A partnership with the same people as the team, in which the team sits."""
        made = world.unit_of(self.cast.lead, "The committee", "partnership")
        for who in (self.cast.reader, self.cast.evaluator):
            enrol(person=who.person, unit_id=made.id, role="reader", by=self.cast.lead.actor)
        return made.id

    @cached_property
    def seat_id(self) -> str:
        return self.seated(self.cast.team).id

    def seated(self, organisation: Unit) -> Seat:
        """The seat of an organisation in the committee."""
        where = {"organisation": organisation, "partnership_id": self.committee}
        return Seat.objects.get_or_create(**where, defaults={"starts": timezone.localdate()})[0]

    @cached_property
    def offer(self) -> str:
        return seats.offer(partnership_id=self.committee, by=self.cast.lead.actor).split("/")[3]

    @property
    def evaluator_id(self) -> str:
        return self.cast.evaluator.person.id

    @property
    def membership(self) -> str:
        return Membership.objects.get(person=self.cast.reader.person, unit=self.cast.team).id

    @cached_property
    def secret(self) -> str:
        return make_sign_in_address(person=self.cast.reader.person, by=self.cast.lead.actor).split("/")[2]

    def word(self, name: str, words: dict[str, Any]) -> Any:
        """What stands in an address in the place of this name."""
        if name in words:
            return (
                getattr(self, words[name])
                if words[name]
                in (
                    "offer",
                    "committee",
                    "evaluator_id",
                    "feed",
                    "progress_secret",
                    "stopping_token",
                    "handed",
                    "look_item",
                    "look_aside",
                    "finished_id",
                    *OTHER_ACTIONS,
                    "proposed_id",
                    "closed_id",
                )
                else words[name]
            )
        if name == "evaluation_id":
            return getattr(self, words.get("of", "open")).id
        if name == "other":
            return self.sealed.id
        if name == "reflection_id":
            return getattr(self, words.get("reflection", "private")).id
        meeting = words.get("meeting", "hidden")
        if name in {"moderation_id", "round_id", "evaluator_id", "code"}:
            return self.in_meeting(name, getattr(self, meeting))
        fixed = {"number": "1.1", "question": "1", "key": "hmie-2005", "format": "docx"}
        made = {
            "aside": "aside",
            "item_id": "item",
            "file_id": "file_id",
            "secret": "secret",
            "person_id": "reader_id",
            "membership_id": "membership",
        }
        made |= {"seat_id": "seat_id", "sheet_id": "sheet_id"}
        made |= {"outside_id": "outside_id", "kind_id": "kind_id"}
        made |= {"due_id": "due_id", "hold_id": "hold_id"}
        made |= {"room_id": "room_id", "thing_id": "thing_id", "search_id": "search_id"}
        made |= {"note_id": "note_id"}
        made |= {"joint_id": "joint_id", "contribution_id": "contribution_id"}
        made |= {"planned_id": "planned_id"}
        made |= {"inspection_id": "inspection_id"}
        made |= {"step_id": words.get("step", "question")}
        made |= {"act_id": words.get("act", "act_id")} | LOOK_WORDS | IMPROVEMENT_WORDS
        return (
            fixed[name] if name in fixed else getattr(self, made[name]) if name in made else self.cast.team.id
        )

    def in_meeting(self, name: str, meeting: Moderation) -> str:
        if name == "round_id":
            return world_moderation.round_of(meeting).id
        if name == "evaluator_id":
            return str(meeting.evaluators.get(person=None).id)
        return meeting.id[:5] if name == "code" else meeting.id

    def address(self, name: str, words: dict[str, Any]) -> str:
        """The address of this name."""
        return reverse(name, kwargs={word: self.word(word, words) for word in WORDS[name]})

    def posted(self, typed: dict[str, str]) -> dict[str, str]:
        """What is typed, with what stands here where the table has a word in capitals."""
        cast = self.cast
        stand_ins: dict[str, Callable[[], str]] = {
            "TEAM": lambda: cast.team.id,
            "MARK": lambda: reviews.mark(reviews.standing(cast.team.path, timezone.localdate())),
            "BESIDE": lambda: self.beside,
            "ELSEWHERE": lambda: cast.elsewhere.id,
            "COMMITTEE": lambda: self.seated(cast.team).partnership_id,
            "DUE": lambda: day(timezone.localdate()),
            "EVALUATOR": lambda: cast.evaluator.person.id,
            "EMPTY": lambda: mark(""),
            "EDITION": lambda: f"edition:{self.sealed.id}:1",
            "FOUND": lambda: self.found.id,
            "VIEW": lambda: self.open.id,
            "FOLLOW": lambda: mark_of_follow(Follow(kind="training", text=FOLLOWS)),
            "FOUND_MARK": lambda: mark(self.found.text),
            "NOTE": lambda: note_mark(self.note.day, self.note.kind, self.note.text),
            "NO_CONTACTS": lambda: mark_of([]),
            "SEALED": lambda: Edition.objects.get(evaluation=self.sealed).id,
            "ITEM": lambda: self.item,
            "TWIN": lambda: self.twin,
            "READER": lambda: f"named:{cast.reader.person.id}",
            "STRENGTHS": lambda: mark(world.row(self.open, "1.1").strengths),
            "STRENGTHS_PLACE": lambda: f"judgement-{world.row(self.open, '1.1').id}-strengths",
            "TEXT": lambda: mark("Help comes early, and we know it from families."),
            "LOOK_WAY": lambda: self.look_way,
            "LOOK_SEEN": lambda: self.look_seen,
            "LOOK_ITEM": lambda: self.look_item,
            "DESCRIBED": lambda: world.described(self.open),
        }
        stand_ins |= {name: partial(getattr, self, of) for name, of in IMPROVEMENT_STANDS.items()}
        return {name: stand_ins[word]() if word in stand_ins else word for name, word in typed.items()}
