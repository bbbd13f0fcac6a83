"""Situations that pages are opened in, each made once when it is first asked for, and only read afterwards."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from itertools import count
from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.utils import timezone

from speir.access.actor import SYSTEM
from speir.accounts.actions import make_sign_in_address, set_sign_in
from speir.accounts.actions.proving import token_for
from speir.evaluations.actions import (
    approving,
    checking,
    demonstration,
    reflections,
    reflections_shared,
    sharing,
)
from speir.evaluations.actions.carrying import carry
from speir.evaluations.models import Citation, Edition, Evaluation, Joint, Reflection
from speir.evidence.actions import items as evidence
from speir.evidence.models import Item
from speir.frameworks.queries import current
from speir.organisations.actions import actor_of, add_unit, enrol, seats, set_contacts, units
from speir.organisations.models import Unit
from speir.organisations.queries import contacts
from speir.organisations.rules import mark_of
from speir.sharing.models import Room, Sharing
from tests import world, world_agreed, world_joint, world_units
from tests.factories.passkeys import all_factors
from tests.world import Cast, Somebody

PASSWORD = "three words together"
QUESTIONS = ("1", "2", "3", "4", "5", "")


class Situations:
    """One cast with broad views in every state. `word` stands in everything that people write."""

    def __init__(self, word: str = "") -> None:
        self.word = word
        self.numbers = count(1)

    def name(self, text: str) -> str:
        """A name or a title: at most 200 characters, the word in it whole when there is one."""
        return f"{text} {self.word}".strip()[:200] if not self.word else self.word[:200]

    def another(self, text: str) -> str:
        """A name of which there is no other. It begins with a number: an id begins like a postcode now and then."""
        return f"{next(self.numbers)} {self.name(text)}"[:200]

    def text(self, text: str) -> str:
        return f"{text} {self.word}".strip()

    @cached_property
    def cast(self) -> Cast:
        lead = world.somebody(self.name("Morag Sinclair"))
        team = world.unit_of(lead, self.name("Strathardle children’s team"))
        stranger = world.somebody("Hamish Orr")
        return Cast(
            team=team,
            lead=lead,
            evaluator=world.colleague(self.name("Isla Reid"), team, "evaluator", lead),
            reader=world.colleague("Rhona Bell", team, "reader", lead),
            elsewhere=world.unit_of(stranger, "Another agency", "agency"),
            stranger=stranger,
        )

    def carried_anew(self) -> Evaluation:
        """A broad view of this year that was started from last year's, in which nothing is checked."""
        cast, last = self.cast, self.sealed
        view = world.begun(cast, self.name("Broad view of this year"))
        edition = Edition.objects.get(evaluation=last, number=1)
        return carry(evaluation_id=view.id, edition_id=edition.id, by=cast.evaluator.actor)

    @cached_property
    def carried(self) -> Evaluation:
        """The same, in which 1.1 is partly checked."""
        cast, view = self.cast, self.carried_anew()
        things = {thing.what: thing.id for thing in world.row(view, "1.1").carried.all()}
        at: dict[str, Any] = {"evaluation_id": view.id, "number": "1.1", "by": cast.evaluator.actor}
        checking.confirm(thing_id=things["strengths"], **at)
        checking.change(thing_id=things["improvements"], **at)
        return view

    @cached_property
    def committee(self) -> world_joint.Committee:
        return world_joint.committee(word=self.word)

    @cached_property
    def joint(self) -> Joint:
        """A joint broad view to which two organisations have handed in and a third is still to come."""
        return world_joint.complete(self.committee)

    @cached_property
    def agreed(self) -> world_joint.Committee:
        return world_joint.committee(word=self.word)

    @cached_property
    def agreed_joint(self) -> Joint:
        """One indicator agreed, one not agreed, one still open."""
        return world_agreed.agreed(self.agreed)

    @cached_property
    def asked_joint(self) -> Joint:
        """A joint broad view to which nobody has answered yet."""
        return world_joint.joint(self.agreed)

    @cached_property
    def committee_sealed(self) -> world_joint.Committee:
        return world_joint.committee(word=self.word)

    @cached_property
    def sealed_joint(self) -> Joint:
        return world_agreed.sealed(self.committee_sealed)

    @cached_property
    def organisation(self) -> world_units.Organisation:
        """An agency with services and teams, each with a sealed edition."""
        return world_units.sealed(world_units.organisation(self.word))

    @cached_property
    def followed(self) -> list[Edition]:
        """3.2 of the team, judged each half year; once without a level."""
        levels = ("weak", "adequate", "", "good", "good", "very_good")
        return world_agreed.over_years(self.cast.team, self.cast.lead, levels)

    @cached_property
    def fell(self) -> str:
        """Three things that fell between; the id of the first, which the evaluator wrote."""
        days = [timezone.localdate() - dt.timedelta(days=back) for back in (500, 300, 290)]
        team, lead = self.cast.team, self.cast.lead
        first = world_agreed.fell(
            team, self.cast.evaluator, days[0], self.text("Both agencies read files together.")
        )
        world_agreed.fell(team, lead, days[1], self.text("New guidance on early help."), "guidance")
        world_agreed.fell(team, lead, days[2], self.text("The team moved to another building."), "other")
        return first.id

    @cached_property
    def crowd(self) -> tuple[world_joint.Committee, Joint]:
        return world_joint.crowd(self.word)

    @cached_property
    def newcomer(self) -> Somebody:
        return world.somebody(self.name("Newcomer"))

    @cached_property
    def with_password(self) -> Somebody:
        someone = world.somebody(self.name("Catriona Muir"))
        email = f"catriona{self.word[:30]}@example.scot"
        set_sign_in(person=someone.person, email=email, password=PASSWORD, by=SYSTEM)
        return someone

    def another_with_password(self) -> Somebody:
        """Somebody new with a password, of whom a test may change what it likes."""
        someone = world.somebody("Ailsa Munro")
        email = f"{someone.person.id}@example.scot".lower()
        set_sign_in(person=someone.person, email=email, password=PASSWORD, by=SYSTEM)
        return someone

    @cached_property
    def leading_with_password(self) -> Somebody:
        """Leads a unit, and can sign in again."""
        someone = self.another_with_password()
        world.unit_of(someone, "Catriona’s team")
        return someone

    @cached_property
    def with_factors(self) -> Somebody:
        someone = self.another_with_password()
        all_factors(someone.person)
        return someone

    def new_password(self) -> str:
        """The address in a letter by which somebody chooses a new password."""
        person = self.another_with_password().person
        return f"/account/password/{person.id}/{default_token_generator.make_token(person)}/"

    def proof(self) -> str:
        """The address in a letter by which somebody proves an e-mail address."""
        return f"/account/e-mail/{token_for(self.another_with_password().person, 'new@example.scot')}/"

    def fresh_codes(self) -> Somebody:
        """Somebody whose recovery codes nobody has looked at."""
        someone = self.another_with_password()
        all_factors(someone.person)
        return someone

    def address(self) -> str:
        """A fresh one-time address of somebody who has never been here."""
        return make_sign_in_address(person=world.somebody(self.name("Newcomer")).person, by=SYSTEM)

    @cached_property
    def area_lead(self) -> Somebody:
        return world.somebody(self.name("Ailsa Grant"))

    @cached_property
    def area(self) -> Unit:
        """A partnership with an organisation that it looks after, services below it, and an earlier name."""
        made = world.unit_of(self.area_lead, self.name("Committee before"), "partnership")
        actor = self.area_lead.actor
        units.describe(unit_id=made.id, name=self.name("Strathardle Committee"), sector="council", by=actor)
        units.add_organisation(
            partnership_id=made.id, name=self.name("Strathardle Health"), sector="health", by=actor
        )
        return made

    @cached_property
    def service(self) -> Unit:
        """A service of the partnership, beside another, with somebody in it."""
        made, other = (
            add_unit(name=self.name(name), kind="service", under=self.area.id, by=self.area_lead.actor)
            for name in ("Joint service", "Second service")
        )
        add_unit(name=self.name("Its team"), kind="team", under=other.id, by=self.area_lead.actor)
        world.colleague(self.name("Struan Bain"), made, "evaluator", self.area_lead)
        return made

    @cached_property
    def closed(self) -> Unit:
        made = add_unit(name=self.name("Gone"), kind="team", under=self.area.id, by=self.area_lead.actor)
        last = timezone.localdate() - dt.timedelta(days=3)
        return units.close(unit_id=made.id, last=last, by=self.area_lead.actor)

    def offered(self) -> str:
        """The address of a fresh offer of a seat."""
        return seats.offer(partnership_id=self.area.id, by=self.area_lead.actor)

    @cached_property
    def in_two_units(self) -> Somebody:
        someone = world.somebody(self.name("Fergus Kerr"))
        world.unit_of(someone, self.name("First agency"), "agency")
        world.unit_of(someone, self.name("Second agency"), "agency")
        return someone

    @cached_property
    def with_numbers(self) -> Somebody:
        """Leads a unit of their own, `unit_with_numbers`."""
        return world.somebody(self.name("Eilidh Weir"))

    @cached_property
    def unit_with_numbers(self) -> Unit:
        return world.unit_of(self.with_numbers, self.name("Glen committee"), "partnership")

    def set_contacts(self, who: Somebody) -> None:
        """Another two numbers each time it is called."""
        self.count = getattr(self, "count", 0) + 1
        unit_id, by = self.unit_with_numbers.id, actor_of(who.person)
        set_contacts(
            unit_id=unit_id,
            typed=[
                (self.name("Children’s social work, 9 to 5"), f"01632 960 00{self.count % 10}"),
                (self.name("Out of hours"), "01632 960 100"),
            ],
            base=mark_of(contacts(by, unit_id)),
            by=by,
        )

    @cached_property
    def at_beginning(self) -> Somebody:
        """Leads a unit that has no broad view yet."""
        someone = world.somebody(self.name("Ailsa Grant"))
        world.unit_of(someone, self.name("New team"))
        return someone

    def begun(self) -> Evaluation:
        return world.begun(self.cast, title=self.name("Broad view of last year"))

    @cached_property
    def fresh(self) -> Evaluation:
        return self.begun()

    @cached_property
    def filled(self) -> Evaluation:
        return self._filled()

    @cached_property
    def shared(self) -> Evaluation:
        """Shared with two people from elsewhere by name, of which one was ended again."""
        view = self._filled()
        for someone in (self.cast.reader, self.cast.evaluator):
            self._share(view, someone)
        ended = Sharing.objects.get(about_id=view.id, person=self.cast.evaluator.person)
        sharing.end(evaluation_id=view.id, act_id=ended.id, by=self.cast.lead.actor)
        return view

    def _share(self, view: Evaluation, someone: Somebody) -> None:
        sharing.share(
            evaluation_id=view.id,
            audience=f"named:{someone.person.id}",
            why=self.text("They help us to moderate it."),
            ends=dt.date(2099, 3, 31),
            with_evidence=True,
            by=self.cast.lead.actor,
        )

    @cached_property
    def sealed(self) -> Evaluation:
        view = self._filled()
        world.seal(view, self.cast.lead)
        return view

    @cached_property
    def complete(self) -> Evaluation:
        """Nothing is open any more."""
        view = self.begun()
        for indicator in world.framework().indicators:
            number, writer = indicator.number, self.cast.evaluator
            world.confirm(view, number, writer)
            world.write(view, number, writer, choice="good", sure="well_evidenced", done="1")
        for question in QUESTIONS:
            world.say(view, question, self.text("Help comes early."), self.cast.lead, over="")
        return view

    @cached_property
    def meeting(self) -> Evaluation:
        """The evaluator's text in 1.1 was set aside."""
        mine, theirs = self.text("What I typed."), self.text("What they saved.")
        view = world.meeting(self.cast, "strengths", mine, theirs)
        world.say(view, "1", theirs, self.cast.lead)
        world.say(view, "1", mine, self.cast.evaluator, over="")
        return view

    @cached_property
    def demonstration(self) -> Evaluation:
        visitor = self.cast.lead
        view_id = demonstration.visit(person=visitor.person, by=visitor.actor)
        return Evaluation.objects.get(pk=view_id)

    @cached_property
    def below(self) -> Unit:
        """A team below the team, with people of its own."""
        lead = self.cast.lead.actor
        return add_unit(name=self.name("Duty team"), kind="team", under=self.cast.team.id, by=lead)

    @cached_property
    def practitioner(self) -> Somebody:
        return world.colleague(self.name("Mhairi Gunn"), self.below, "practitioner", self.cast.lead)

    def reflection(self, **texts: str) -> Reflection:
        """Another one of the practitioner's, on the same theme each time."""
        told = {name: self.text(text) for name, text in texts.items()}
        return world.reflecting(self.practitioner, self.below, **told)

    @cached_property
    def reflected(self) -> Reflection:
        """Everything is written, with a colleague; some of it set aside, some of it given, some written over."""
        made = self.reflection(happens="We knock and wait.", known="Six visits.", doing="Ring first.")
        colleague = self.cast.evaluator.person.id
        reflections.let_in(reflection_id=made.id, person_id=colleague, by=self.practitioner.actor)
        world.reflect(made, self.cast.evaluator, happens=self.text("We ring before we knock."))
        world.reflect(made, self.practitioner, over={"doing": ""}, doing=self.text("Something else."))
        reflections_shared.give(
            reflection_id=made.id,
            unit_id=self.cast.team.id,
            draft=world.draft(shows=self.text("We ring before we knock."), themes={}),
            item_id="",
            by=self.practitioner.actor,
        )
        return made

    @cached_property
    def agency(self) -> Cast:
        """An agency with the same roles in it, which alone has chief officers."""
        lead = world.somebody(self.name("Ailsa Hay"))
        agency = world.unit_of(lead, self.name("Strathardle health"), "agency")
        return Cast(
            team=agency,
            lead=lead,
            evaluator=world.colleague(self.name("Isla Gow"), agency, "evaluator", lead),
            reader=world.colleague(self.name("Rhona Orr"), agency, "reader", lead),
            elsewhere=self.cast.elsewhere,
            stranger=self.cast.stranger,
        )

    @cached_property
    def chief(self) -> Somebody:
        return world.chief(self.agency, self.name("Catriona Munro"))

    def to_approve(self) -> Evaluation:
        """The agency's broad view, sealed with something in it."""
        view = world.begun(self.agency, self.name("Broad view of last year"))
        words = self.text("We listen.")
        world.write(view, "1.1", self.agency.evaluator, choice="good", strengths=words)
        world.seal(view, self.agency.lead)
        return view

    @cached_property
    def waiting(self) -> Evaluation:
        """An edition that waits for the chief officer, who has asked something."""
        view = self.to_approve()
        world.ask(view, self.chief, self.text("Who does this by when?"))
        return view

    @cached_property
    def approved(self) -> Evaluation:
        """An edition that was asked about, answered, and approved; another chief officer took theirs back."""
        view = self.to_approve()
        asked = world.ask(view, self.chief, self.text("Who does this by when?"))
        approving.answer(
            evaluation_id=view.id,
            number=1,
            step_id=asked.id,
            text=self.text("The service, by June."),
            by=self.agency.lead.actor,
        )
        world.approve(view, self.chief, note=self.text("Thank you."))
        other = world.chief(self.agency, self.name("Gordon Tulloch"))
        approving.take_back(
            evaluation_id=view.id,
            number=1,
            step_id=world.approve(view, other).id,
            text=self.text("I read the wrong one."),
            by=other.actor,
        )
        return view

    @cached_property
    def inspector(self) -> Somebody:
        return world.colleague(self.name("Iain Macrae"), self.below, "inspector", self.cast.lead)

    @cached_property
    def room(self) -> Room:
        """A room with an edition, a broad view as it stands and a piece of evidence in it."""
        lead = self.cast.lead
        made = world.room(lead, self.cast.team, self.inspector, name=self.name("Joint inspection")[:120])
        world.put(made, lead, "edition", self.sealed.id, 1)
        world.put(made, lead, "broad view", self.filled.id)
        world.put(made, lead, "evidence", self.item(self.filled))
        return made

    def item(self, view: Evaluation) -> str:
        """The id of an item that is cited beside 1.1."""
        cited = Citation.objects.filter(judgement__evaluation=view, judgement__indicator__number="1.1")
        return str(cited.values_list("item_id", flat=True)[0])

    def change_item(self, item_id: str, shows: str) -> None:
        """The lead officer changes an item while somebody else has it open."""
        item = Item.objects.get(pk=item_id)
        evidence.change(
            item_id=item_id,
            framework=current(world.FRAMEWORK),
            draft=world.draft(shows=shows, themes={}),
            revision=item.revision,
            by=self.cast.lead.actor,
        )

    def enrol_evaluator(self, someone: Somebody) -> None:
        enrol(person=someone.person, unit_id=self.cast.team.id, role="evaluator", by=self.cast.lead.actor)

    def _filled(self) -> Evaluation:
        view, writer = self.begun(), self.cast.evaluator
        choices = {"1.1": "very_good", "1.2": "weak", "1.3": "not_evaluated", "1.4": "excellent"}
        choices |= {"2.1": "adequate", "3.1": "unsatisfactory", "3.3": "good"}
        path = {theme.path: "strength" for theme in world.framework().by_number["1.1"].themes}
        for at, (number, choice) in enumerate(choices.items()):
            if choice != "not_evaluated":
                shows = self.text(f"{number}: in 11 of 12 files the child was seen on the day.")
                world.cite(view, number, writer, shows=shows, themes=path)
            if at % 2 == 0:
                told = self.text(f"{number}: families told us that it helped.")
                voices = ("children", "families")
                world.cite(
                    view, number, writer, "qualifies", shows=told, kind="surveys", speaks_of="impact",
                    voices=voices,
                )  # fmt: skip
            world.write(
                view,
                number,
                writer,
                choice=choice,
                sure="some_doubt",
                strengths=self.text(f"We see children early ({number})."),
                improvements=self.text(f"We write too little down ({number})."),
                done="1" if at % 2 == 0 else "",
            )
        changed = self.text("A second look at the files.")
        world.write(view, "1.2", self.cast.lead, choice="adequate", why=changed)
        world.write(view, "1.2", self.cast.lead, strengths=self.text("Another text stands here now."))
        world.say(view, "1", self.text("Help comes early, and we know it from families."), self.cast.lead)
        return view
