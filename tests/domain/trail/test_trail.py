"""The trail: every action writes one entry, and nothing that it stands on can take it along."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from django.db import connection

from speir.access.actor import SYSTEM
from speir.evaluations.actions import broad_views, citations, editions, set_aside
from speir.evaluations.models import SetAside
from speir.trail.actions import record
from speir.trail.models import Entry
from speir.trail.policy import visible_within
from tests import world
from tests.architecture.tree import files, room, shown
from tests.domain.trail.quiet_improvement import QUIET_IMPROVEMENT

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_did_what_to_which_thing_where_and_when(clock):
    morag = world.somebody("Morag")
    record(by=morag.actor, verb="sealed", about="broad view", about_id="x" * 16, path="a/b/", detail="Why.")
    entry = Entry.objects.get(verb="sealed")
    assert (entry.person_id, entry.person_name, entry.about, entry.about_id, entry.path, entry.detail) == (
        morag.person.id,
        "Morag",
        "broad view",
        "x" * 16,
        "a/b/",
        "Why.",
    )
    assert entry.at == clock.now
    assert str(entry) == f"2026-03-02 10:00 Morag sealed broad view {'x' * 16}"


def test_an_entry_outlives_the_person_it_names():
    leaver = world.somebody("Leaver")
    record(by=leaver.actor, verb="read", about="broad view", about_id="x" * 16)
    leaver.person.delete()
    assert Entry.objects.get(verb="read").person_name == "Leaver"


def test_the_trail_holds_no_foreign_key():
    assert not [field for field in Entry._meta.get_fields() if field.is_relation]


def test_the_system_acts_under_speirs_name():
    record(by=SYSTEM, verb="loaded", about="framework", about_id="x" * 16)
    assert Entry.objects.get(about_id="x" * 16).person_name == "Speir"


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ({}, "trail_within_1"),
        ({"about": "judgement"}, "trail_within_about"),
        ({"about": "broad view"}, "trail_within_about"),
        ({"verb": "sealed"}, "trail_within_verb"),
        ({"person_id": "p" * 16}, "trail_person"),
    ],
)
def test_a_search_has_an_index_that_gives_it_in_order(cast, asked, index):
    rows = visible_within(cast.lead.actor, cast.team.path, **asked).order_by("-at", "-id")[:51]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # which would not care for an index with so few rows
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_incremental_sort = off")
            # Counted while it was empty, each index costs the same: only the one that is meant is left.
            for other in {"trail_within_1", "trail_within_about", "trail_within_verb", "trail_person"} - {
                index
            }:
                cursor.execute(f"DROP INDEX {other}")
    plan = rows.explain()
    assert index in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


ABOUT_A_UNITS_WORK = {"broad view", "judgement", "key question", "evidence", "citation", "set-aside text"}


def test_whatever_is_done_to_a_units_work_the_entry_says_within_which_unit(cast):
    view = world.meeting(cast)
    actor, path = cast.lead.actor, cast.team.path
    aside = SetAside.objects.get().id
    set_aside.discard(evaluation_id=view.id, aside=aside, by=cast.evaluator.actor)
    item_id = world.cite(view, "1.1", cast.evaluator)
    changed: dict[str, Any] = {
        "draft": world.draft(shows="In 12 of 12 files."),
        "revision": 1,
        "stance": "qualifies",
    }
    citations.change_cited(evaluation_id=view.id, number="1.1", item_id=item_id, by=actor, **changed)
    citations.uncite(evaluation_id=view.id, number="1.1", item_id=item_id, by=actor)
    world.say(view, "1", "Help comes early.", cast.lead)
    days: dict[str, Any] = {"period_from": view.period_from, "period_to": view.period_to}
    broad_views.describe(evaluation_id=view.id, title="Anew", base=world.described(view), by=actor, **days)
    world.seal(view, cast.lead)
    editions.reopen(evaluation_id=view.id, by=actor)
    entries = Entry.objects.filter(about__in=ABOUT_A_UNITS_WORK)
    assert [entry.verb for entry in entries if entry.path != path] == []
    assert set(entries.values_list("about", flat=True)) == ABOUT_A_UNITS_WORK
    assert set(entries.filter(about="broad view").values_list("verb", flat=True)) == {
        "began",
        "described",
        "sealed",
        "reopened",
    }


# What a room's actions do without an entry of their own: (module, function): why.
QUIET = {
    ("evaluations/actions/demonstration_looks.py", "load"): "by the actions that it calls",
    ("evaluations/actions/looks/answers.py", "answer"): "by `_answer`, inside the transaction",
    ("evaluations/actions/looks/answers.py", "place_of_answer"): "writes nothing",
    ("evaluations/actions/looks/changing.py", "change"): "by the actions that it calls, and by `_cite`",
    ("evaluations/actions/looks/describing.py", "describe"): "by `_store`",
    ("evaluations/actions/looks/groups.py", "add"): "by `_told`",
    ("evaluations/actions/looks/groups.py", "put_back"): "by `_told`",
    ("evaluations/actions/looks/groups.py", "reword"): "by `_told`",
    ("evaluations/actions/looks/groups.py", "take_out"): "by `_told`",
    ("evaluations/actions/looks/notes.py", "make_evidence"): "by `_told`",
    ("evaluations/actions/looks/notes.py", "put_back"): "by `_told`",
    ("evaluations/actions/looks/notes.py", "take_out"): "by `_told`",
    ("evaluations/actions/looks/notes.py", "take_up"): "by `write`",
    ("evaluations/actions/looks/notes.py", "write"): "by `_write`, inside the transaction",
    ("evaluations/actions/looks/sightings.py", "say"): "by `_told`",
    ("evaluations/actions/looks/sightings.py", "undo"): "by `_told`",
    ("evaluations/actions/looks/sittings.py", "begin"): "by `_told`",
    ("evaluations/actions/looks/sittings.py", "change"): "by `_told`",
    ("evaluations/actions/looks/sittings.py", "put_back"): "by `_told`",
    ("evaluations/actions/looks/sittings.py", "say_done"): "by `_told`",
    ("evaluations/actions/looks/sittings.py", "take_out"): "by `_told`",
    ("evaluations/actions/looks/sittings.py", "mark_now"): "writes nothing",
    ("evaluations/actions/looks/sittings.py", "said_now"): "writes nothing",
    ("evaluations/actions/looks/theme_findings.py", "place_of_finding"): "writes nothing",
    ("evaluations/actions/looks/theme_findings.py", "write"): "by `_write`, inside the transaction",
    ("evaluations/actions/readings.py", "note_pieces"): "by `note_evidence`",
    ("evaluations/actions/removing_plans.py", "of_plan"): "part of a removal, which writes the entry",
    ("evaluations/actions/removing_held.py", "require_free_of_holds"): "writes nothing",
    ("evaluations/actions/removing_held.py", "rests"): "writes nothing",
    ("evaluations/actions/taking_over.py", "take_over"): "by `judgements.record`",
    ("reports/actions.py", "marked_findings"): "makes a document of what was read, which is in the trail",
    ("reports/actions.py", "briefing"): "by `_record_look_taken`",
    ("reports/actions.py", "look_findings"): "by `_record_look_taken`",
    ("evaluations/actions/beside.py", "goes_on"): "writes nothing",
    ("evaluations/actions/opening.py", "open_evidence"): "by `sharing.share_with_partnership`",
    ("sharing/actions.py", "share_along"): "by `_open_all`, for each piece",
    ("sharing/actions.py", "share_with_partnership"): "by `_open_all`, for each piece",
    ("evaluations/actions/beside.py", "settle"): "part of a save, which writes the entry",
    ("evaluations/actions/beside.py", "keep_earlier"): "part of a save, which writes the entry",
    ("evaluations/actions/beside.py", "hold"): "part of a save; a draft of one's own changes nothing",
    ("evaluations/actions/beside.py", "let_go"): "part of a save; a draft of one's own changes nothing",
    ("evaluations/actions/beside.py", "place_of"): "writes nothing",
    ("evaluations/actions/beside.py", "texts_too_long"): "writes nothing",
    ("evaluations/actions/checking.py", "confirm"): "by `_say`",
    ("evaluations/actions/checking.py", "confirm_all"): "by `_say`, for each thing",
    ("evaluations/actions/checking.py", "change"): "by `_say`",
    ("evaluations/actions/checking.py", "undo"): "by `_say`",
    (
        "evaluations/actions/moderation/views.py",
        "judge",
    ): "by `_told`, which says that somebody judged and not what",
    ("evaluations/actions/moves.py", "move"): "part of a move, which writes the entry",
    ("evaluations/actions/contributions.py", "agree"): "by `_told`, in both trails",
    ("evaluations/actions/contributions.py", "begin_own"): "by `_told`, in both trails",
    ("evaluations/actions/contributions.py", "decline"): "by `_told`, in both trails",
    ("evaluations/actions/contributions.py", "choose_own"): "by `_told`, in both trails",
    ("evaluations/actions/contributions.py", "choose_indicators"): "by `_told`, in both trails",
    ("evaluations/actions/contributions.py", "submit"): "by `_told`, in both trails",
    ("evaluations/actions/asking.py", "return_with_question"): "by `_told`, in both trails",
    ("evaluations/actions/asking.py", "accept"): "by `_told`, in both trails",
    ("evaluations/actions/asking.py", "extend"): "by `_told`, in both trails",
    ("evaluations/actions/asking.py", "name"): "by `_told`, in both trails",
    ("evaluations/actions/asking.py", "ask_again"): "by `_told`, in both trails",
    ("evaluations/actions/asking.py", "take_back"): "by `_told`, in both trails",
    ("evaluations/actions/joint_letters.py", "tell"): "letters about what has an entry of its own",
    ("evaluations/actions/joint_letters.py", "invited"): "writes a letter",
    ("evaluations/actions/joint_letters.py", "returned"): "writes a letter",
    ("evaluations/actions/joint_letters.py", "accepted"): "writes a letter",
    ("evaluations/actions/joint_letters.py", "extended"): "writes a letter",
    ("evaluations/actions/joint_letters.py", "submitted"): "writes a letter",
    ("evaluations/actions/joint_letters.py", "declined"): "writes a letter",
    ("evaluations/actions/joint_letters.py", "reminder"): "writes a letter",
    ("evaluations/actions/reminding.py", "remind"): "the clock's",
    ("evaluations/actions/moderation/rounds.py", "open_round"): "by `_told`",
    ("evaluations/actions/moderation/rounds.py", "reveal"): "by `_told`",
    ("evaluations/actions/moderation/rounds.py", "judge_again"): "by `_told`",
    ("evaluations/actions/looks/beginning.py", "ask"): "writes nothing",
    ("evaluations/actions/looks/follow_ups.py", "add"): "by `_told`",
    ("evaluations/actions/looks/follow_ups.py", "change"): "by `_told`",
    ("evaluations/actions/looks/follow_ups.py", "take_out"): "by `_told`",
    ("evaluations/actions/looks/follow_ups.py", "put_back"): "by `_told`",
    ("evaluations/actions/looks/finishing.py", "finish"): "by `_settle`",
    ("evaluations/actions/looks/finishing.py", "reopen"): "by `_settle`",
    ("evaluations/actions/looks/offering.py", "offer"): "by `_told`",
    ("evaluations/actions/looks/offering.py", "take_words"): "by `_answer`",
    ("evaluations/actions/looks/offering.py", "take_level"): "by `_answer`",
    ("evaluations/actions/looks/offering.py", "cite_evidence"): "by `_answer`",
    ("evaluations/actions/looks/offering.py", "leave_aside"): "by `_answer`",
    ("evaluations/actions/looks/offering.py", "take_back"): "by `_answer`",
    ("evaluations/actions/looks/lines.py", "add"): "by `_told`",
    ("evaluations/actions/looks/lines.py", "reword"): "by `_told`",
    ("evaluations/actions/looks/lines.py", "assign"): "by `_told`",
    ("evaluations/actions/looks/lines.py", "take_out"): "by `_told`",
    ("evaluations/actions/looks/lines.py", "put_back"): "by `_told`",
    ("evaluations/actions/looks/lines.py", "move"): "by `_told`",
    ("evaluations/actions/moderation/letters.py", "asked"): "a letter; the asking is in the trail",
    ("evaluations/actions/moderation/letters.py", "reminded"): "a letter; the asking is in the trail",
    ("evaluations/actions/moderation/letters.py", "remind"): "the clock's; the asking is in the trail",
    ("evaluations/actions/editions.py", "keep_document"): "the worker's; the sealing is in the trail",
    ("evaluations/actions/inspection_imports.py", "bring_in"): "by `_bring`, inside the transaction",
    ("evaluations/actions/inspections.py", "give_levels"): "part of recording, which writes the entry",
    ("evaluations/actions/inspections.py", "step"): "part of correcting, which writes the entry",
    ("evidence/actions/items.py", "says"): "writes nothing",
    ("evidence/actions/words.py", "row"): "writes nothing",
    ("evidence/actions/words.py", "keep"): "part of what writes an item, which writes the entry",
    ("evidence/actions/words.py", "keep_disposed"): "by retention's write_down",
    ("evidence/actions/words.py", "rebuild"): "an index made anew, which says nothing else than the items",
    ("evaluations/actions/readings.py", "note_items"): "by trail.record_readings",
    ("evidence/actions/files.py", "may_add"): "writes nothing",
    ("evidence/actions/files.py", "add"): "by `_kept`, inside the transaction",
    ("evidence/actions/loose.py", "write_down"): "before a file is added, which is an entry",
    ("evidence/actions/loose.py", "cross_out"): "part of adding a file, which writes the entry",
    ("evidence/actions/loose.py", "let_go"): "part of a disposal, which writes the entry",
    ("evidence/actions/loose.py", "clear"): "bytes that no file stands for",
    ("evidence/actions/loose.py", "clear_due"): "the clock's; bytes that no file stands for",
    ("evidence/actions/scanning.py", "scan_file"): "by `_settle`, where something is quarantined",
    ("evidence/actions/scanning.py", "scan_waiting"): "the clock's; by `_settle`",
    ("evidence/actions/items.py", "kind_of"): "writes nothing",
    ("evidence/actions/items.py", "key_of"): "writes nothing",
    ("evidence/actions/items.py", "fill"): "part of a save, which writes the entry",
    ("evidence/actions/likeness.py", "row"): "writes nothing",
    ("evidence/actions/likeness.py", "note"): "part of a save, which writes the entry",
    ("evidence/actions/likeness.py", "forget"): "part of a disposal, which writes the entry",
    ("evidence/actions/imports.py", "read"): "a draft of one's own changes nothing",
    ("evidence/actions/imports.py", "discard"): "a draft of one's own changes nothing",
    ("evidence/actions/likeness.py", "note_each"): "of items whose writing is in the trail",
    ("evidence/actions/likeness.py", "note_missing"): "the clock's; that the sheet came in is in the trail",
    ("evidence/actions/imports.py", "forget_old"): "the clock's; drafts change nothing",
    ("evidence/actions/imports.py", "bring_in"): "by `_bring_in`, inside the transaction",
    ("reports/actions.py", "evidence_template"): "a file with headings alone",
    ("evidence/actions/several.py", "write_several"): "by `write`, for each of them",
    ("mentions/actions.py", "keep_at_once"): "part of bringing a sheet in, which writes the entry",
    ("evaluations/actions/judgements.py", "record"): "by `_record`, inside the transaction",
    ("evaluations/actions/answers.py", "answer"): "by `_answer`, inside the transaction",
    ("evaluations/actions/beside.py", "kept_while_sealed"): "a text kept for its own writer changes nothing",
    ("evaluations/actions/removing.py", "dispose"): "by retention's write_down",
    ("evaluations/actions/reviewing.py", "dispose_of"): "by retention's write_down",
    ("evaluations/actions/reviewing.py", "find_due"): "the clock's; what a person decides is an entry",
    ("evaluations/actions/holding.py", "hold_view"): "by `_hold`, inside the transaction",
    ("evaluations/actions/holding.py", "hold_unit"): "by `_hold`, inside the transaction",
    (
        "accounts/actions/__init__.py",
        "forget_ended_addresses",
    ): "the clock's; that each was made and used is in the trail",
    ("evaluations/actions/removing.py", "remove"): "by retention's write_down",
    ("evaluations/actions/removing_files.py", "remove_file"): "by retention's write_down",
    ("retention/actions/disposals.py", "opened"): "opens for what write_down has written down",
    ("mentions/actions.py", "forget"): "part of a disposal, which writes the entry",
    ("mentions/actions.py", "waiting"): "by `_keep`, where somebody says why a mention may stay",
    ("accounts/actions/__init__.py", "forget_ended_sessions"): "the clock's",
    ("accounts/actions/letters.py", "invitation"): "the worker's; the inviting is in the trail",
    ("accounts/actions/letters.py", "reset"): "writes a letter",
    ("accounts/actions/letters.py", "prove"): "writes a letter",
    ("accounts/actions/letters.py", "moved"): "writes a letter",
    ("accounts/actions/letters.py", "password_changed"): "writes a letter",
    ("accounts/actions/letters.py", "factor_changed"): "writes a letter",
    ("accounts/actions/proving.py", "token_for"): "writes nothing",
    ("accounts/actions/proving.py", "proven_by"): "writes nothing",
    ("accounts/actions/proving.py", "tell_of_change"): "a letter about what has an entry of its own",
    ("notices/actions.py", "writer"): "writes nothing",
    ("notices/actions.py", "gatherer"): "writes nothing",
    ("notices/actions.py", "post_together"): "a letter about what has entries of its own",
    ("notices/actions.py", "configured"): "writes nothing",
    ("notices/actions.py", "post"): "a letter about what has an entry of its own",
    ("notices/actions.py", "send"): "the worker's",
    ("notices/actions.py", "send_due"): "the clock's",
    ("notices/actions.py", "forget_old"): "the clock's",
    ("organisations/actions/people.py", "take_back_invitation"): "by accounts' take_back",
    ("organisations/actions/invitations.py", "invite_all"): "by accounts' invite, for each",
    ("organisations/actions/people.py", "new_sign_in_address"): "by accounts' make_sign_in_address",
    ("evaluations/actions/demonstration_together.py", "load"): "calls actions, each with its entry",
    ("evaluations/actions/demonstration.py", "load"): "calls actions, each with its entry",
    ("evaluations/actions/demonstration.py", "visit"): "calls actions, each with its entry",
    ("evaluations/actions/demonstration.py", "show_to_first_person"): "calls actions, each with its entry",
    ("evaluations/actions/citations.py", "write_and_cite"): "its parts write the entries",
    ("evaluations/actions/citations.py", "cite"): "its parts write the entries",
    ("evaluations/actions/citations.py", "change_cited"): "its parts write the entries",
    (
        "frameworks/actions/loading.py",
        "load_published",
    ): "one entry per wording that is new, by the function it calls",
    ("frameworks/actions/loading.py", "hold"): "writes nothing",
    ("frameworks/actions/stamps.py", "stamp_anew"): "part of loading a wording, which has its entry",
    ("organisations/actions/people.py", "give"): "by `let_begin`, which writes the entry",
    ("organisations/actions/people.py", "found"): "its parts write the entries",
    ("organisations/actions/people.py", "add_unit"): "its parts write the entries",
    ("organisations/actions/people.py", "enrol"): "its parts write the entries",
    ("organisations/actions/people.py", "bring_in"): "its parts write the entries",
    ("organisations/actions/people.py", "visit_demonstration"): "its parts write the entries",
    ("organisations/actions/people.py", "actor_of"): "writes nothing",
    ("organisations/actions/roles.py", "give_also"): "by `give`, which writes the entry",
    ("organisations/actions/roles.py", "change"): "by `_record`, inside the transaction",
    ("organisations/actions/roles.py", "end"): "by `_record`, inside the transaction",
    ("organisations/actions/roles.py", "take_end_back"): "by `_record`, inside the transaction",
    ("reports/actions.py", "export_trail"): "by `_record_export`, before the file is made",
    ("reports/actions.py", "export_disposals"): "by `_record_export`, before the file is made",
    ("reports/actions.py", "keep_edition"): "the worker's; the sealing is in the trail",
    ("reports/actions.py", "sheet_template"): "writes nothing; it says what the actor looks after",
    ("reports/actions.py", "blank_grid"): "writes nothing",
    ("reports/actions.py", "filled_grid"): "writes nothing; a download is recorded by the door's call",
    ("reports/actions.py", "media_type"): "writes nothing",
    ("accounts/actions/__init__.py", "note_seen"): "a day alone, and no deed",
    ("accounts/actions/__init__.py", "note_used"): "an hour alone, and no deed",
    ("accounts/actions/__init__.py", "first_sign_in_address"): "its parts write the entries",
    ("evaluations/actions/sharing.py", "share"): "by sharing's share and share_along",
    ("evaluations/actions/sharing.py", "end"): "by sharing's end",
    ("evaluations/actions/sharing.py", "share_item"): "by sharing's share",
    ("evaluations/actions/sharing.py", "end_item"): "by sharing's end",
    ("evaluations/actions/reflections.py", "place_of"): "writes nothing",
    ("evaluations/actions/reflections_shared.py", "share"): "by sharing's share",
    ("evaluations/actions/reflections_shared.py", "end"): "by sharing's end",
    ("evaluations/actions/readings.py", "note"): "by `_note`, which writes what is new",
    ("evaluations/actions/readings.py", "note_reflection"): "by `_note`, which writes what is new",
    ("evaluations/actions/readings.py", "note_reflections"): "by trail.record_readings",
    ("evaluations/actions/readings.py", "note_evidence"): "by trail.record_readings",
    ("evidence/actions/items.py", "write"): "by `_new`, inside the transaction",
    ("evidence/actions/items.py", "give"): "by `_new`, inside the transaction",
    ("evaluations/actions/rooms.py", "bring_in"): "by organisations' bring_in, and by `invite`",
    ("evaluations/actions/rooms.py", "look_at"): "writes nothing",
    ("evaluations/actions/rooms.py", "read"): "by `note_reading`, inside the transaction",
    ("evaluations/actions/rooms.py", "require_thing"): "writes nothing",
    ("reports/actions.py", "calendar"): "writes nothing; a calendar reads it every hour",
    ("reports/actions.py", "inspection_template"): "a form without anything in it",
    ("reports/actions.py", "reflection"): "by `_record_taken`, once the file is made",
    ("sharing/actions.py", "end"): "by `_end`, inside the transaction",
    ("sharing/actions.py", "end_all"): "by `_end`, inside the transaction",
    ("evidence/actions/sharing.py", "share"): "by sharing's share",
    ("evidence/actions/sharing.py", "end_sharing"): "by sharing's end",
    ("evidence/actions/sharing.py", "tell"): "by sharing's tell",
    ("evidence/actions/sharing.py", "take_back"): "by sharing's take_back",
    ("evidence/actions/writing.py", "enter"): "by `items.write`",
    ("trail/actions.py", "record"): "is the entry",
    ("trail/actions.py", "record_readings"): "are the entries",
    ("trail/actions.py", "read_through"): "reads the entries that are there",
    ("trail/actions.py", "seal_waiting"): "seals the entries that are there",
    ("reports/actions.py", "rendered"): "writes nothing; whoever calls it records that it was taken",
    ("reports/actions.py", "heard_sheet"): "by `_record_sheet_taken`, once the file is made",
    ("reports/actions.py", "agenda"): "by `_record_agenda_taken`, once the file is made",
    ("evaluations/actions/reviewing.py", "due_row"): "writes nothing",
    ("evaluations/actions/reviewing.py", "keep"): "by `keep_thing`, inside the transaction",
    ("evaluations/actions/reviewing.py", "reviewed"): "part of a review, which writes the entry",
    ("evaluations/actions/reviewing.py", "note_due"): "the clock's; what a person decides is an entry",
    ("evaluations/actions/holding.py", "place_of"): "writes nothing",
    **QUIET_IMPROVEMENT,
}


def test_every_action_writes_the_trail_or_says_here_why_it_does_not():
    quiet = set()
    for path in files(".py", under="speir"):
        if room(path) != "actions":
            continue
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                calls = {
                    c.func.id
                    for c in ast.walk(node)
                    if isinstance(c, ast.Call) and isinstance(c.func, ast.Name)
                }
                if not calls & {"record", "record_in_trail", "record_readings"}:
                    quiet.add((shown(path).removeprefix("speir/"), node.name))
    assert quiet == set(QUIET)
