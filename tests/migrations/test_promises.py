"""The database keeps its promises: every named constraint refuses what it is there to refuse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from speir.accounts.models import Person, SignInAddress
from speir.core.ids import new_id
from speir.evaluations import models as e
from speir.evidence import models as ev
from speir.frameworks import models as f
from speir.mentions.models import KeptMention
from speir.notices.models import Notice
from speir.organisations import models as o
from speir.retention import models as r
from speir.retention.actions.disposals import write_down
from speir.retention.rules.removing import Gone
from speir.sharing.models import Outside, Room, RoomGuest, RoomThing, Sharing
from speir.trail.actions import read_through, seal_waiting
from speir.trail.models import Entry, Link, Waiting
from tests import world, world_look
from tests.migrations import promises_improvement
from tests.migrations.rows import again, alter, first

DAY = dt.date(2026, 3, 2)


@pytest.fixture
def sealed(cast):
    """A world with a row in every table."""
    view = world.filled(cast)
    seal_waiting()
    read_through()
    world.seal(view, cast.lead)
    view.refresh_from_db()
    item = ev.Item.objects.filter(kind="case_files")[0]
    ev.ItemTheme.objects.create(item=item, theme="hmie-2005/1.1/trust", bears="strength")
    ev.ItemLink.objects.create(item=item, place=0, url="https://files.example/x")
    ev.OwnKind.objects.create(unit=cast.team, name="Huddles")
    sheet = ev.Sheet.objects.create(unit=cast.team, framework="x", made_at=timezone.now(), digest="x" * 64)
    sheet.parts.create(place=0, body=b"x")
    file = {"item": item, "name": "a.txt", "kind": "plain", "size": 1, "digest": "0" * 64}
    ev.ItemFile.objects.create(**file, stored="ab/c", state="kept", added_at=timezone.now())
    ev.LooseBytes.objects.create(stored="ab/d", since=timezone.now())
    ev.SavedSearch.objects.create(owner="x", name="Plans", asked="words=plan", made_at=timezone.now())
    ev.EarlierItem.objects.create(item=item, revision=1, kind="x", shows="x", written_at=timezone.now())
    e.EarlierText.objects.create(evaluation=view, place="1.1/strengths", text="x", replaced_at=timezone.now())
    o.Seat.objects.create(organisation=cast.elsewhere, partnership=cast.team, starts=DAY)
    o.AccessReview.objects.create(unit=cast.team, at=timezone.now(), by="p", mark="m", roles=3)
    o.EarlierName.objects.create(unit=cast.team, name="Before", until=timezone.now())
    o.SeatOffer.objects.create(
        partnership=cast.team, digest="0" * 64, made_at=timezone.now(), ends_at=timezone.now()
    )
    o.Contact.objects.create(unit=cast.team, position=0, who="Social work", number="101")
    Sharing.objects.create(
        about="evidence",
        about_id=item.id,
        scope="team",
        unit=cast.elsewhere,
        why="x",
        starts=DAY,
        at=timezone.now(),
    )
    Outside.objects.create(
        about="evidence",
        about_id=item.id,
        on=DAY,
        who="x",
        with_whom="x",
        why="x",
        how="letter",
        at=timezone.now(),
    )
    e.EditionDocument.objects.create(
        edition=e.Edition.objects.get(), format="pdf", body=b"x", digest="0" * 64, made_at=timezone.now()
    )
    edition = e.Edition.objects.get()
    said = e.ApprovalStep.objects.create(edition=edition, said="approved", at=timezone.now())
    e.ApprovalStep.objects.create(edition=edition, said="taken_back", to=said, text="x", at=timezone.now())
    when = {"starts": DAY, "ends": DAY, "at": timezone.now()}
    planned = e.Planned.objects.create(unit=cast.team, kind="reading", title="Reading", **when)
    planned.asked.create(unit=cast.team)
    e.CalendarFeed.objects.create(person=cast.lead.person, digest="0" * 64, made_at=timezone.now())
    judged = e.Judgement.objects.filter(level__isnull=False)[0]
    inspected = e.Inspection.objects.create(
        unit=cast.team, framework=view.framework, day=DAY, at=timezone.now(), by_name="x"
    )
    inspected.levels.create(indicator=judged.indicator, level=judged.level)
    inspected.steps.create(said="removed", by_name="x", at=timezone.now())
    KeptMention.objects.create(place="1.1/strengths", digest="0" * 64)
    Notice.objects.create(kind="x", to="isla@example.scot", about_id="x", once="x")
    write_down(
        about="broad view",
        about_id=view.id,
        path=cast.team.path,
        home=cast.team.path,
        reason="child",
        places=1,
        gone=[Gone("evaluations_answer", new_id(), "text")],
        by=cast.lead.actor,
    )
    thing: dict[str, Any] = {"about": "broad view", "about_id": view.id, "path": cast.team.path}
    r.Hold.objects.create(**thing, why="x", by=cast.lead.person.id, since=timezone.now())
    r.Due.objects.create(**thing, kept_as="edition", since=DAY)
    r.Review.objects.create(
        **thing, kept_as="edition", outcome="keep", why="x", again=DAY, by="", at=timezone.now()
    )
    room = Room.objects.create(unit=cast.team, name="Inspection", starts=DAY, ends=DAY, at=timezone.now())
    room.guests.create(person=cast.reader.person)
    room.things.create(about="evidence", about_id=item.id, at=timezone.now())
    mine = world.reflecting(cast.lead, cast.team, happens="x")
    e.ReflectionWriter.objects.create(reflection=mine, person=cast.reader.person)
    e.ReflectionEarlier.objects.create(reflection=mine, place="happens", text="x", replaced_at=timezone.now())
    e.ReflectionAside.objects.create(
        reflection=mine, place="happens", person=cast.reader.person, text="x", at=timezone.now()
    )
    e.Carried.objects.create(judgement=world.row(view, "1.1"), what="level")
    e.Carried.objects.create(judgement=world.row(view, "1.1"), what="evidence", item=item)
    _joint(cast, view)
    indicator = f.Indicator.objects.get(number="1.1")
    e.TrendNote.objects.create(
        unit=cast.team, indicator=indicator, day=DAY, kind="action", text="x", at=timezone.now()
    )
    e.Given.objects.create(reflection=mine, item=item, at=timezone.now())
    _look(cast, view, item)
    promises_improvement.rows(cast, item)
    return view


def _joint(cast, view):
    """A joint broad view in which the team takes part, with a moderated indicator."""
    now, indicator = timezone.now(), f.Indicator.objects.get(number="1.1")
    judgement = view.judgements.get(indicator=indicator)
    joint = e.Joint.objects.create(evaluation=view, due=DAY, begun_at=now)
    e.Asked.objects.create(joint=joint, indicator=indicator)
    asked = e.Contribution.objects.create(joint=joint, organisation=cast.team, last="invited")
    e.AskedOf.objects.create(contribution=asked, indicator=indicator)
    e.ContributionStep.objects.create(contribution=asked, move="invited", at=now)
    e.Assignment.objects.create(judgement=judgement, person=cast.lead.person, at=now)
    held = e.Moderation.objects.create(evaluation=view, opened_at=now)
    who = e.Evaluator.objects.create(moderation=held, person=cast.lead.person, name="Morag", joined_at=now)
    turn = e.Round.objects.create(moderation=held, indicator=indicator, position=1)
    e.HiddenView.objects.create(round=turn, evaluator=who, not_evaluated=True, at=now)
    e.Agreement.objects.create(round=turn, agreed=False, reason="x", at=now)


def _look(cast, view, item):
    """A closer look with a row in each of its tables, finished, and offered to the broad view."""
    now = timezone.now()
    look = world_look.look(cast.team, cast.lead)
    question, way, feature = world_look.planned(look, cast.lead)
    heard = look.groups.create(by_what="age", text="Teenagers")
    sitting = way.sittings.create(on=DAY, written_at=now)
    sitting.heard.create(group=heard)
    sitting.notes.create(question=question, text="They listen.", item=item, written_at=now)
    feature.sightings.create(way=way, seen="seen", at=now)
    feature.sightings.create(item=item, seen="seen", at=now)
    look.theme_findings.create(theme=look.themes.all()[0].theme, strengths="x")
    look.follow_ups.create(kind="training", text="A course", written_at=now)
    look.steps.create(said="finished", at=now)
    e.LookTemplate.objects.create(unit=cast.team, name="A plan", content="{}", at=now)
    found = e.Judgement.objects.get(evaluation=look.id)
    e.Offer.objects.create(found=found, judgement=world.row(view, "1.1"), at=now)


# The constraint's name, and what it must refuse.
BROKEN: dict[str, Any] = {
    "evidence_loose_bytes.stored": lambda: again(ev.LooseBytes),
    "file_state_is_known": lambda: alter(ev.ItemFile, state="lost"),
    "file_kind_is_known": lambda: alter(ev.ItemFile, kind="exe"),
    "file_quarantined_says_why": lambda: alter(ev.ItemFile, state="quarantined"),
    "file_has_bytes_until_removed": lambda: alter(ev.ItemFile, stored=""),
    "file_stored_once": lambda: again(ev.ItemFile, digest="1" * 64),
    "file_once_beside_its_item": lambda: again(ev.ItemFile, stored="ab/e"),
    "framework_version_once": lambda: again(f.Framework),
    "level_key_once": lambda: again(f.Level, position=99),
    "level_position_once": lambda: again(f.Level, key="another"),
    "key_question_once": lambda: again(f.KeyQuestion),
    "indicator_once": lambda: again(f.Indicator),
    "theme_key_once": lambda: again(f.Theme, position=99),
    "theme_position_once": lambda: again(f.Theme, key="another"),
    "standard_once": lambda: again(f.Standard),
    "source_kind_once": lambda: again(f.SourceKind),
    "fact_once": lambda: again(f.Fact),
    "reference_once": lambda: again(f.Reference),
    "wording_once": lambda: again(f.Wording),
    "illustration_once": lambda: again(f.Illustration),
    "phrase_once": lambda: again(f.Phrase),
    "unit_kind_is_known": lambda: alter(o.Unit, kind="club"),
    "unit_has_name": lambda: alter(o.Unit, name=""),
    "unit_closes_with_one": lambda: alter(o.Unit, closes=DAY),
    "unit_is_merged_into_another": lambda: alter(
        o.Unit, closes=DAY, closed_with=models.F("id"), merged_into=models.F("id")
    ),
    "earlier_name_is_one": lambda: again(o.EarlierName, name=""),
    "membership_once": lambda: again(o.Membership),
    "membership_ends_later": lambda: alter(o.Membership, starts=DAY, ends=DAY - dt.timedelta(days=1)),
    "contact_position_once": lambda: again(o.Contact),
    "contact_is_whole": lambda: alter(o.Contact, number=""),
    "seat_once": lambda: again(o.Seat),
    "seat_is_elsewhere": lambda: alter(o.Seat, organisation=models.F("partnership")),
    "seat_ends_later": lambda: alter(o.Seat, ends=DAY - dt.timedelta(days=1)),
    "sharing_scope_is_known": lambda: alter(Sharing, scope="everybody"),
    "sharing_names_unit_or_person": lambda: alter(Sharing, person=first(Person)),
    "sharing_ends_later": lambda: alter(Sharing, ends=DAY - dt.timedelta(days=1)),
    "sharing_taken_as_is_known": lambda: alter(Sharing, taken_as="gossip"),
    "outside_how_is_known": lambda: alter(Outside, how="smoke"),
    "outside_taken_as_is_known": lambda: alter(Outside, taken_as="gossip"),
    "outside_says_who_with_whom_why": lambda: alter(Outside, with_whom=""),
    "item_says_something": lambda: alter(ev.Item, shows=""),
    "item_speaks_of_is_known": lambda: alter(ev.Item, speaks_of="hoped"),
    "item_taken_as_is_known": lambda: alter(ev.Item, taken_as="rumour"),
    "item_triage_is_known": lambda: alter(ev.Item, triage="red"),
    "item_is_of_one_kind": lambda: alter(ev.Item, kind="surveys", own_kind_id=first(ev.OwnKind).id),
    "item_withdrawn_by_somebody_at_some_time": lambda: alter(ev.Item, withdrawn_why="x"),
    "item_link_has_its_place": lambda: again(ev.ItemLink),
    "sheet_is_ready_before_it_comes_in": lambda: alter(ev.Sheet, brought_at=timezone.now()),
    "sheet_part_has_its_place": lambda: again(ev.SheetPart),
    "saved_search_name_once": lambda: again(ev.SavedSearch),
    "saved_search_has_owner": lambda: alter(ev.SavedSearch, owner=""),
    "saved_search_has_name": lambda: alter(ev.SavedSearch, name=""),
    "own_kind_once_in_a_unit": lambda: again(ev.OwnKind),
    "own_kind_has_a_name": lambda: alter(ev.OwnKind, name=""),
    "item_period_runs_forwards": lambda: alter(ev.Item, from_day=DAY, to_day=DAY - dt.timedelta(days=1)),
    "item_theme_once": lambda: again(ev.ItemTheme),
    "item_bears_is_known": lambda: alter(ev.ItemTheme, bears="perhaps"),
    "earlier_item_once": lambda: again(ev.EarlierItem),
    "evaluation_has_title": lambda: alter(e.Evaluation, title=""),
    "evaluation_runs_forwards": lambda: alter(e.Evaluation, period_to=dt.date(1999, 1, 1)),
    "judgement_once": lambda: again(e.Judgement),
    "carried_once": lambda: again(e.Carried, {"what": "level"}),
    "carried_item_once": lambda: again(e.Carried, {"what": "evidence"}),
    "carried_is_known": lambda: alter(e.Carried, {"what": "level"}, what="evidence"),
    "carried_state_is_whole": lambda: alter(e.Carried, state="still_true"),
    "judgement_level_or_not_evaluated": lambda: alter(
        e.Judgement, {"level__isnull": False}, not_evaluated=True
    ),
    "judgement_sure_known": lambda: alter(e.Judgement, sure="87 %"),
    "answer_once": lambda: again(e.Answer),
    "citation_once": lambda: again(e.Citation),
    "citation_stance_is_known": lambda: alter(e.Citation, stance="proves"),
    "edition_once": lambda: again(e.Edition),
    "edition_item_once": lambda: again(e.EditionItem),
    "edition_document_once": lambda: again(e.EditionDocument),
    "approval_step_is_known": lambda: again(e.ApprovalStep, {"said": "approved"}, said="noted"),
    "approval_step_has_words": lambda: again(e.ApprovalStep, {"said": "approved"}, said="asked"),
    "approval_step_follows_another": lambda: again(e.ApprovalStep, {"said": "taken_back"}, to=None),
    "approval_taken_back_once": lambda: again(e.ApprovalStep, {"said": "taken_back"}),
    "evaluations_joint.evaluation_id": lambda: again(e.Joint),
    "asked_once": lambda: again(e.Asked),
    "asked_of_once": lambda: again(e.AskedOf),
    "contribution_once": lambda: again(e.Contribution),
    "contribution_move_is_known": lambda: alter(e.Contribution, last="lost"),
    "contribution_came_with_an_edition": lambda: alter(e.Contribution, came_at=timezone.now()),
    "contribution_step_is_known": lambda: again(e.ContributionStep, move="lost"),
    "contribution_step_has_words": lambda: again(e.ContributionStep, move="returned"),
    "assignment_once": lambda: again(e.Assignment),
    "edition_judgement_once": lambda: again(e.EditionJudgement),
    "evaluator_once": lambda: again(e.Evaluator),
    "evaluator_has_name": lambda: alter(e.Evaluator, name=""),
    "round_once": lambda: again(e.Round, position=2),
    "round_position_once": lambda: again(e.Round, turn=2),
    "round_is_opened_before_it_is_revealed": lambda: alter(e.Round, revealed_at=timezone.now()),
    "round_is_revealed_before_it_is_closed": lambda: alter(e.Round, closed_at=timezone.now()),
    "hidden_view_says_one_thing": lambda: again(e.HiddenView, level=first(f.Level)),
    "hidden_view_sure_known": lambda: again(e.HiddenView, sure="87 %"),
    "agreement_on_a_level_is_agreed": lambda: again(e.Agreement, level=first(f.Level)),
    "trend_note_has_text": lambda: alter(e.TrendNote, text=""),
    "trend_note_kind_is_known": lambda: alter(e.TrendNote, kind="feast"),
    "agreement_sure_known": lambda: again(e.Agreement, sure="87 %"),
    "planned_kind_is_known": lambda: alter(e.Planned, kind="party"),
    "planned_has_title": lambda: alter(e.Planned, title=""),
    "planned_runs_forwards": lambda: alter(e.Planned, ends=DAY - dt.timedelta(days=1)),
    "planned_for_once": lambda: again(e.PlannedFor),
    "evaluations_calendar_feed.digest": lambda: again(
        e.CalendarFeed, person=Person.objects.exclude(pk=first(e.CalendarFeed).person_id)[0]
    ),
    "evaluations_calendar_feed.person_id": lambda: again(e.CalendarFeed, digest="1" * 64),
    "inspection_once_a_day": lambda: again(e.Inspection),
    "inspection_level_once": lambda: again(e.InspectionLevel),
    "inspection_step_is_known": lambda: again(e.InspectionStep, said="guessed"),
    "inspection_step_of_level_has_indicator": lambda: again(e.InspectionStep, indicator=first(f.Indicator)),
    "disposal_reason_is_known": lambda: again(r.Disposal, reason="because"),
    "open_is_never_kept": lambda: r.Open.objects.create(
        id="0" * 16, never_id="0" * 16, removal=first(r.Removal), in_table="x", row_id="x"
    ),
    "hold_is_on_something_known": lambda: alter(r.Hold, about="person"),
    "hold_says_why": lambda: alter(r.Hold, why=""),
    "due_once": lambda: again(r.Due),
    "review_outcome_is_known": lambda: again(r.Review, outcome="perhaps"),
    "review_that_keeps_says_why_and_until_when": lambda: again(r.Review, why=""),
    "room_has_name": lambda: alter(Room, name=""),
    "room_ends_later": lambda: alter(Room, ends=DAY - dt.timedelta(days=1)),
    "room_guest_once": lambda: again(RoomGuest),
    "room_thing_once": lambda: again(RoomThing),
    "room_thing_kind_is_known": lambda: alter(RoomThing, about="everything"),
    "reflection_is_for_its_owner": lambda: alter(e.Reflection, only_me=False),
    "reflection_has_owner": lambda: alter(e.Reflection, owner=""),
    "reflection_writer_once": lambda: again(e.ReflectionWriter),
    "given_once": lambda: again(e.Given),
    "kept_mention_once": lambda: again(KeptMention),
    "look_has_reason": lambda: alter(e.Look, reason=""),
    "look_about_is_known": lambda: alter(e.Look, about="weather"),
    "look_area_is_known": lambda: alter(e.Look, area="moon"),
    "look_step_is_known": lambda: again(e.LookStep, said="lost"),
    "look_theme_once": lambda: again(e.LookTheme),
    "look_question_has_text": lambda: alter(e.Question, text=""),
    "look_question_state_is_known": lambda: alter(e.Question, state="perhaps"),
    "look_way_has_text": lambda: alter(e.Way, text=""),
    "look_way_is_known": lambda: alter(e.Way, how="guess"),
    "look_way_state_is_known": lambda: alter(e.Way, state="perhaps"),
    "look_feature_has_text": lambda: alter(e.Feature, text=""),
    "look_template_has_name": lambda: alter(e.LookTemplate, name=""),
    "look_template_once": lambda: again(e.LookTemplate),
    "look_group_has_text": lambda: alter(e.Group, text=""),
    "look_group_is_known": lambda: alter(e.Group, by_what="height"),
    "look_heard_once": lambda: again(e.Heard),
    "look_sighting_by_way_once": lambda: again(e.Sighting, {"way__isnull": False}),
    "look_sighting_in_item_once": lambda: again(e.Sighting, {"item__isnull": False}),
    "look_sighting_in_one_source": lambda: alter(e.Sighting, {"way__isnull": False}, way=None),
    "look_sighting_is_known": lambda: alter(e.Sighting, seen="perhaps"),
    "look_theme_finding_once": lambda: again(e.ThemeFinding),
    "look_follow_up_has_text": lambda: alter(e.FollowUp, text=""),
    "look_follow_up_is_known": lambda: alter(e.FollowUp, kind="gossip"),
    "look_follow_up_state_is_known": lambda: alter(e.FollowUp, state="perhaps"),
    "look_offer_once": lambda: again(e.Offer),
    "look_offer_state_is_known": lambda: alter(e.Offer, state="perhaps"),
    # fields that are unique by themselves
    "evaluations_look.evaluation_id": lambda: again(e.Look),
    "organisations_unit.path": lambda: again(o.Unit),
    "accounts_person.email": lambda: again(Person, {"email": "taken@example.scot"}),
    "notices_notice.once": lambda: again(Notice),
    "organisations_seat_offer.digest": lambda: again(o.SeatOffer),
    "accounts_sign_in_address.digest": lambda: again(SignInAddress),
    "evidence_words.item_id": lambda: ev.Words.objects.create(item=first(ev.Words).item),
    "trail_waiting.entry_id": lambda: Waiting.objects.create(entry_id=first(Waiting).entry_id),
    "trail_link.number": lambda: again(Link),
} | promises_improvement.BROKEN


def promised() -> set[str]:
    names = set()
    for model in apps.get_models():
        if not model.__module__.startswith("speir."):
            continue
        names |= {constraint.name for constraint in model._meta.constraints}
        names |= {
            f"{model._meta.db_table}.{field.column}"
            for field in model._meta.local_fields
            if field.unique and not field.primary_key
        }
    return names


def test_every_constraint_has_a_case_here():
    assert promised() == set(BROKEN)


class Stood(Exception):
    """The database took what it is there to refuse; raised so that nothing of it stays for the next."""


def refused(change: Callable[[], Any]) -> str:
    """What the database says to a change that it refuses; empty where it takes it."""
    try:
        with transaction.atomic():
            change()
            raise Stood
    except IntegrityError as error:
        return str(error)
    except Stood:
        return ""


def said_by(name: str, said: str) -> bool:
    """Whether this is what the database says when this promise is broken."""
    if not said or "append-only" in said:
        return False
    if connection.vendor == "postgresql":
        return name.rsplit(".", maxsplit=1)[-1] in said
    return "CHECK" not in said or name in said


def test_the_database_refuses_what_breaks_a_promise(sealed):
    world.somebody("Taken", "taken@example.scot")
    SignInAddress.objects.create(person=first(Person), digest="0" * 64, ends_at=timezone.now())
    said = {name: refused(change) for name, change in BROKEN.items()}
    assert {name: what for name, what in said.items() if not said_by(name, what)} == {}


def test_every_row_names_itself_in_a_few_words(sealed):
    SignInAddress.objects.create(person=first(Person), digest="0" * 64, ends_at=timezone.now())
    e.SetAside.objects.create(
        evaluation=sealed, place="answer/1", person=first(Person), text="x", at=timezone.now()
    )
    opened = r.Open(in_table="evaluations_edition", row_id=new_id())  # which never stays
    assert 1 < len(str(opened)) < 300
    for model in apps.get_models():
        if model.__module__.startswith("speir.") and model is not r.Open:
            assert 1 < len(str(first(model))) < 300, model.__name__


# Tables that take rows and never change one


APPEND_ONLY = {
    "trail_entry": Entry,
    "trail_link": Link,
    "retention_disposal": r.Disposal,
    "retention_removal": r.Removal,
    "retention_review": r.Review,
    "evidence_earlier_item": ev.EarlierItem,
    "organisations_earlier_name": o.EarlierName,
    "organisations_access_review": o.AccessReview,
    "evaluations_level_change": e.LevelChange,
    "evaluations_earlier_text": e.EarlierText,
    "evaluations_edition": e.Edition,
    "evaluations_edition_document": e.EditionDocument,
    "evaluations_approval_step": e.ApprovalStep,
    "evaluations_contribution_step": e.ContributionStep,
    "evaluations_hidden_view": e.HiddenView,
    "evaluations_agreement": e.Agreement,
    "evaluations_inspection_step": e.InspectionStep,
    "evaluations_look_step": e.LookStep,
} | promises_improvement.APPEND_ONLY


# Which column of each is tried; the first that is there of `digest` and `written_by_name` where none is named.
COLUMNS: dict[type[models.Model], str] = {
    Entry: "verb",
    e.LevelChange: "why",
    Link: "seal",
    r.Review: "why",
    r.Removal: "fields",
    o.AccessReview: "mark",
    o.EarlierName: "name",
    e.ApprovalStep: "text",
    e.ContributionStep: "text",
    e.HiddenView: "why",
    e.Agreement: "reason",
    e.InspectionStep: "by_name",
    e.LookStep: "text",
} | promises_improvement.COLUMNS


def test_a_row_that_is_for_ever_is_neither_changed_nor_deleted(sealed):
    """By a query, by the row itself, or by SQL by hand."""
    taken = []
    for table, model in APPEND_ONLY.items():
        assert model._meta.db_table == table
        row = first(model)
        column = COLUMNS.get(model) or ("digest" if hasattr(row, "digest") else "written_by_name")
        ways: dict[str, Callable[[], Any]] = {
            "update": lambda: model.objects.filter(pk=row.pk).update(**{column: "forged"}),
            "save": row.save,
            "delete": lambda: model.objects.filter(pk=row.pk)._raw_delete("default"),
            "UPDATE": lambda: connection.cursor().execute(f"UPDATE {table} SET id = id"),
            "DELETE": lambda: connection.cursor().execute(f"DELETE FROM {table}"),
        }
        taken += [f"{table}: {way}" for way, change in ways.items() if "append-only" not in refused(change)]
        assert getattr(first(model, pk=row.pk), column) == getattr(row, column)
    assert taken == []
