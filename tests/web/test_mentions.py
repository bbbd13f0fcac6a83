"""A text that may identify somebody waits with its writer, on every door where people type."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import unquote_plus

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from speir.core.ids import new_id
from speir.evaluations.actions import contributions
from speir.evaluations.models import (
    Agreement,
    Answer,
    ApprovalStep,
    Contribution,
    ContributionStep,
    Evaluation,
    Evaluator,
    Feature,
    HiddenView,
    Inspection,
    Joint,
    Judgement,
    LevelChange,
    Look,
    LookTemplate,
    Note,
    Planned,
    Question,
    Reflection,
    ReflectionAside,
    SetAside,
    Sitting,
    TrendNote,
    Way,
)
from speir.evaluations.rules.looks.describing import TEXTS
from speir.evaluations.rules.saving import mark
from speir.evidence.actions.searches import save as save_search
from speir.evidence.models import Item, ItemLink, OwnKind, SavedSearch
from speir.mentions.models import KeptMention
from speir.organisations.actions import enrol
from speir.organisations.models import Unit
from speir.retention.models import Due, Hold, Review
from speir.sharing.models import Outside, Room, Sharing
from speir.trail.models import Entry
from speir.web.shell.typed import ASKED
from tests import world, world_look, world_moderation
from tests.web.boxes import BOXES, DUE, ITEM, NAMED
from tests.web.boxes_improvement_choosing import stored_of_choosing
from tests.web.boxes_improvement_doing import acting, stored_of_doing
from tests.web.boxes_improvement_heard import stored_of_heard
from tests.web.boxes_improvement_meetings import met, stored_of_meetings
from tests.web.boxes_improvement_priorities import stored_of_priorities, words_of_priorities
from tests.web.boxes_improvement_tracked import stored_of_tracked, tracked
from tests.web.boxes_look_following import followed, stored_of_following
from tests.web.boxes_look_judging import stored_of_looks, words_of_a_look
from tests.web.browsing import HTMX, Form, Page, browser, open_page, send
from tests.web.places import Place


@pytest.fixture
def view(cast):
    begun = world.begun(cast)
    thing = {"about": "broad view", "about_id": begun.id, "path": cast.team.path}
    Due.objects.create(id=DUE, **thing, kept_as="in_progress", since=begun.period_to)
    return begun


@pytest.fixture
def at(view):
    return f"/broad-views/{view.id}/1.1/"


def pressed(page: Page, ending: str, name: str, words: str) -> str:
    """What the button sends that offers these words."""
    (value,) = {
        v for n, v in page.form(ending).buttons if n == name and (v == words or v.endswith(f" {words}"))
    }
    return value


def stored(view: Evaluation) -> str:
    """Everything that others could read."""
    rows = [
        *Judgement.objects.values_list("strengths", "improvements"),
        *LevelChange.objects.values_list("why"),
        *Answer.objects.values_list("text"),
        *Evaluation.objects.values_list("title"),
        *Item.objects.values_list("shows", "account", "origin", "withdrawn_why"),
        *ItemLink.objects.values_list("words"),
        *OwnKind.objects.values_list("name"),
        *((name, unquote_plus(asked)) for name, asked in SavedSearch.objects.values_list("name", "asked")),
        *LookTemplate.objects.values_list("name", "content"),
        *Look.objects.values_list("purpose", "confidentiality", "afterwards"),
        *Outside.objects.values_list("with_whom", "why"),
        *Reflection.objects.values_list("happens", "known", "doing"),
        *Planned.objects.values_list("title", "words"),
        *Inspection.objects.values_list("title", "link"),
        *Room.objects.values_list("name"),
        *Sharing.objects.values_list("why"),
        *Hold.objects.values_list("why"),
        *Review.objects.values_list("why"),
        *ApprovalStep.objects.values_list("text"),
        *Joint.objects.values_list("invitation"),
        *ContributionStep.objects.values_list("text"),
        *TrendNote.objects.values_list("text"),
        *stored_of_following(),
        *stored_of_doing(),
        *stored_of_heard(),
        *stored_of_meetings(),
        *stored_of_choosing(),
        *stored_of_tracked(),
        *stored_of_priorities(),
        *Entry.objects.values_list("detail"),
        *HiddenView.objects.values_list("why"),
        *Agreement.objects.values_list("reason"),
        *Evaluator.objects.values_list("standpoint"),
        *stored_of_looks(),
        *Look.objects.values_list(*TEXTS),
        *Question.objects.values_list("text"),
        *Feature.objects.values_list("text", "cites"),
        *Note.objects.values_list("text"),
        *Sitting.objects.values_list("services", "what"),
    ]
    return " ".join(text for row in rows for text in row)


# Each box that is asked about: where it is, under which name it is sent, and what is sent with it.
# Pieces of several at once have a form of their own: `test_evidence_entry` asks about each of its boxes.
# What somebody is asked for stands under a name that has their unit's id in it: `test_calendar` asks about it.
ELSEWHERE = {f"FoundForm.{box}" for box in ("shows", "account", "origin")} | {"PlannedForm.for_{one.id}"}
# A page of a sitting has a form for each note: `test_look_finding` asks about it.
ELSEWHERE |= {"found_note.text"}
# Whoever has a one-time address is not asked who they are: `test_improvement_letters` asks about its box.
ELSEWHERE |= {"ProgressForm.text"}


def kept_search(cast: world.Cast) -> SavedSearch:
    return save_search(
        name="Mine", words="plan", asked="", search_id=new_id(), keeping={}, by=cast.lead.actor
    )


def asked_at(box: str, cast: world.Cast, view: Evaluation) -> tuple[str, str, str, Any]:
    """The box's page, where its form goes, its name, and what is sent."""
    path, ending, name, more = BOXES[box]
    mine = world.reflecting(cast.lead, cast.team, happens="x").id if "mine" in path else ""
    words = said_of_an_edition(cast, box) if "edition" in path else {}
    words |= {"answering": answering(cast) if "{answering}" in path else ""}
    words |= {"search": kept_search(cast).id if "{search}" in path else ""}
    words |= asked_of_team(cast, box) if "/joint/" in path else {}
    if "{papers}" in path:
        words |= {"papers": world_look.look(cast.team, cast.lead).id}
    words |= {"item": world.cite(view, "1.2", cast.lead) if "{item}" in path else ""}
    if "/moderation/" in path:
        words |= meeting(cast, view, shown="{shown}" in path)
    if "/closer-looks/{look}/" in path:
        words |= words_of_a_look(cast)
    if any(word in path for word in ("{followed}", "{finished}", "{offer}")):
        words |= followed(cast)
    words |= acting(cast, path) if "{acting" in path else {}
    if "{priority" in path:
        words |= words_of_priorities(cast)
    if "{look}" in path and "/plan/" in ending:
        row = world_look.look(cast.team, cast.lead)
        words |= {"look": row.id, "line": world_look.planned(row, cast.lead)[2].id}
    words |= met(cast) if "{meeting}" in path else {}
    words |= tracked(cast) if "{tracked}" in path else {}
    words |= {"sat": sat(cast) if "{sat}" in path else ""}
    words |= {"year": str(timezone.localdate().year + 1)}
    words |= {"view": view.id, "mine": mine, "team": cast.team.id, "reader": f"named:{cast.reader.person.id}"}
    typed = {key: value.format(**words) for key, value in more.items()}
    return path.format(**words), ending.format(**words), name, {name: NAMED, **typed}


def sat(cast: world.Cast) -> str:
    """An observation of which nothing is written down yet."""
    sitting = world_look.sat(world_look.look(cast.team, cast.lead), cast.lead)
    Way.objects.filter(pk=sitting.way_id).update(how="observation")
    return f"{sitting.way.look_id}/finding-out/{sitting.way_id}/{sitting.id}/"


def asked_of_team(cast: world.Cast, box: str) -> dict[str, str]:
    """A joint broad view that the lead officer leads, and what their team is asked for in it."""
    place = Place(cast)
    part, by = place.joint.contributions.get(), cast.lead.actor
    if box == "QuestionForm.text":
        begun = contributions.begin_own(contribution_id=part.id, by=by)
        world.seal(begun, cast.lead)
        contributions.submit(
            contribution_id=part.id, evaluation_id=begun.id, number=1, text="It is early days.", by=by
        )
    return {"joint": place.joint.id, "part": part.id, "committee": place.committee}


def answering(cast: world.Cast) -> str:
    """What the team is asked in the short form, and has begun."""
    asked, by = Place(cast).joint.contributions.get(), cast.lead.actor
    Contribution.objects.filter(pk=asked.pk).update(short=True)
    contributions.begin_own(contribution_id=asked.id, by=by)
    contributions.choose_indicators(contribution_id=asked.id, numbers=["1.1"], by=by)
    return asked.id


def meeting(cast: world.Cast, view: Evaluation, *, shown: bool) -> dict[str, str]:
    """A meeting that the lead officer has joined, with 1.1 open, or revealed."""
    made = world_moderation.meeting(view, cast.lead)
    world_moderation.joined(made, cast.lead)
    row = world_moderation.opened(made, cast.lead)
    if shown:
        world_moderation.judged(row, cast.lead, "good")
        world_moderation.revealed(row, cast.lead)
    of_round = f"{made.id}/{row.id}"
    return {"room": made.id, "round": row.id, "hidden": of_round, "shown": of_round}


def said_of_an_edition(cast: world.Cast, box: str) -> dict[str, str]:
    """An edition of which the lead officer, who is a chief officer as well, said something."""
    Unit.objects.filter(pk=cast.team.pk).update(kind="agency")
    other = world.colleague("Una Baird", cast.team, "lead_officer", cast.lead)
    enrol(person=cast.lead.person, unit_id=cast.team.id, role="chief_officer", by=other.actor)
    sealed = world.begun(cast)
    world.seal(sealed, cast.lead)
    asked = world.ask(sealed, cast.lead).id
    approved = world.approve(sealed, cast.lead).id if box == "TakeBackForm.text" else ""
    return {"edition": f"/broad-views/{sealed.id}/editions/1/", "asked": asked, "approved": approved}


@pytest.mark.parametrize("box", sorted(set(ASKED) - ELSEWHERE))
def test_every_box_asks_and_keeps_what_is_explained_or_saves_what_is_mended(cast, view, box):
    client, (path, ending, name, typed) = browser(cast.lead), asked_at(box, cast, view)
    page = send(client, open_page(client, path).form(ending), 422, **typed)
    assert "This may name a child, or somebody close to one." in page.text
    assert "<mark>Callum Fraser</mark>" in page.html
    assert "This looks like somebody's name." in page.text
    assert page.form(ending).fields[name] == [NAMED]
    assert "Callum" not in stored(view)
    with transaction.atomic():  # the one answer, and after it is undone the other
        it_is_kept_with_its_reason(client, page.form(ending), name, cast, view)
        transaction.set_rollback(True)
    assert NAMED not in stored(view)
    mend: Any = {f"mend_{name}": pressed(page, ending, f"mend_{name}", "[a child]")}
    send(client, page.form(ending), **mend)
    assert "[a child] told his teacher." in stored(view)
    assert not SetAside.objects.exists()
    assert not ReflectionAside.objects.exists()


def it_is_kept_with_its_reason(
    client: Client, form: Form, name: str, cast: world.Cast, view: Evaluation
) -> None:
    """What is explained is saved as it was typed, and the reason is recorded without the words."""
    keep: Any = {f"keep_{name}": "known"}
    send(client, form, **keep)
    assert NAMED in stored(view)
    entry = Entry.objects.get(verb="kept a mention in")
    assert entry.person_name == cast.lead.name
    assert "1 name" in entry.detail
    assert not [detail for detail in Entry.objects.values_list("detail", flat=True) if "Callum" in detail]
    assert KeptMention.objects.count() == 1
    assert not SetAside.objects.exists()


def test_one_press_replaces_everything_that_was_shown(cast, view, at):
    client = browser(cast.evaluator)
    text = "Callum Fraser, dob 03/03/15, of IV3 8LE; mail a@b.scot. Callum Fraser again."
    page = send(client, open_page(client, at).form(at), 422, strengths=text)
    send(client, page.form(at), mend_strengths="all")
    assert world.values(view, "1.1")["strengths"] == (
        "[name], dob [date of birth], of [postcode]; mail [e-mail address]. [name] again."
    )


def test_one_is_replaced_and_the_other_is_asked_about_still(cast, view, at):
    client = browser(cast.evaluator)
    page = send(client, open_page(client, at).form(at), 422, strengths="Callum and Ailsa came.")
    first = next(v for n, v in page.form(at).buttons if n == "mend_strengths" and v.endswith("[a child]"))
    page = send(client, page.form(at), 422, mend_strengths=first)
    assert page.form(at).fields["strengths"] == ["[a child] and Ailsa came."]
    assert "<mark>Ailsa</mark>" in page.html
    assert SetAside.objects.get().text == "[a child] and Ailsa came."


def test_by_script_the_draft_is_kept_shown_beside_its_field_and_mended_in_place(cast, view, at):
    client = browser(cast.evaluator)
    form = open_page(client, at).form(at)
    page = send(client, form, 200, HTMX, strengths=NAMED)
    assert "a text may identify somebody" in page.text
    assert "<mark>Callum Fraser</mark>" in page.html
    aside = SetAside.objects.get()
    assert page.values("aside_strengths") == []  # no form in a fragment; the field is there all the same
    assert f'name="aside_strengths" value="{aside.id}"' in page.html
    shown = re.search(r'name="shown_strengths" value="([^"]+)"', page.html)[1]
    again = form.filled(strengths=NAMED) | {
        "aside_strengths": aside.id,
        "seen_strengths": mark(NAMED),
        "shown_strengths": shown,
        "mend_strengths": "all",
    }
    answer = Page(client.post(at, again, **HTMX), at)
    assert '<textarea id="strengths"' in answer.html
    assert "[name] told his teacher." in answer.html
    assert world.values(view, "1.1")["strengths"] == "[name] told his teacher."
    assert not SetAside.objects.exists()


def test_a_draft_stands_in_its_field_when_the_page_is_opened_again_for_its_writer_alone(cast, view, at):
    client = browser(cast.evaluator)
    send(client, open_page(client, at).form(at), 200, HTMX, strengths=NAMED)
    page = open_page(client, at)
    assert page.form(at).fields["strengths"] == [NAMED]
    assert "It is kept here for you alone." in page.text
    assert "Not all of it is saved" in page.text
    for other in (cast.lead, cast.reader):
        for path in (at, f"{at}history/", f"/broad-views/{view.id}/found/", f"/broad-views/{view.id}/"):
            assert "Callum" not in open_page(browser(other), path).html
    assert (
        "In 1.1 a text that was set aside waits"
        in open_page(browser(cast.lead), f"/broad-views/{view.id}/seal/").text
    )
    send(client, page.form(at), 422)  # sent again as it is: the same draft
    assert SetAside.objects.get().text == NAMED
    send(client, open_page(client, at).form(at), strengths="Mended.")
    assert not SetAside.objects.exists()


def test_a_draft_of_an_answer_stands_in_its_box_again(cast, view):
    client, answers = browser(cast.evaluator), f"/broad-views/{view.id}/answers/"
    form = open_page(client, answers).form("/answers/2/")
    page = send(client, form, 200, HTMX, text=NAMED)
    assert "it may identify somebody" in page.text
    form = open_page(client, answers).form("/answers/2/")
    assert form.fields["text"] == [NAMED]
    send(client, form, keep_text="nobody")
    assert Answer.objects.get(evaluation=view, question="2").text == NAMED


def test_what_is_sent_while_the_page_closes_is_a_draft_too(cast, view, at):
    client = browser(cast.evaluator)
    client.post(at, open_page(client, at).form(at).filled(strengths=NAMED) | {"go": "beacon"})
    assert SetAside.objects.get().text == NAMED


def test_after_signing_out_the_text_comes_back_and_is_asked_about_then(cast, view, at):
    client = browser(cast.evaluator)
    form = open_page(client, at).form(at)
    client.logout()
    page = send(client, form, 401, strengths=NAMED)
    assert page.values("strengths") == [NAMED]
    client = browser(cast.evaluator)
    page = send(client, page.form(at), 422)
    assert "<mark>Callum Fraser</mark>" in page.html


@pytest.mark.parametrize(
    "forged",
    [
        {"keep_strengths": "because I say so", "shown_strengths": "*"},
        {"keep_strengths": "nobody"},
        {"keep_strengths": "nobody", "shown_strengths": "0" * 16},
        {"mend_strengths": "nonsense [a child]", "shown_strengths": "0" * 16},
        {"mend_strengths": "", "mend_": "all", "mend_csrfmiddlewaretoken": "all"},
    ],
)
def test_a_forged_answer_explains_nothing(cast, view, at, forged):
    client = browser(cast.evaluator)
    sent = {"strengths": NAMED, "base_strengths": mark("")} | forged
    assert client.post(at, sent).status_code == 422
    assert world.values(view, "1.1")["strengths"] == ""
    assert not KeptMention.objects.exists()


def test_one_persons_draft_cannot_be_read_or_taken_by_its_id(cast, view, at):
    mine = browser(cast.evaluator)
    send(mine, open_page(mine, at).form(at), 200, HTMX, strengths=NAMED)
    aside = SetAside.objects.get()
    sent = {"strengths": "Other.", "base_strengths": mark(""), "aside_strengths": aside.id}
    browser(cast.lead).post(at, sent | {"seen_strengths": mark(NAMED)})
    aside.refresh_from_db()
    assert aside.text == NAMED


def test_a_long_text_is_shown_around_what_was_found(cast, view, at):
    client = browser(cast.evaluator)
    long = "We saw many children early. " * 60
    page = send(client, open_page(client, at).form(at), 422, strengths=f"{long}Callum came. {long}")
    quoted = re.search(r"<blockquote>(.*?)</blockquote>", page.html, re.S)[1]
    shown = html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", quoted))).strip()
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "Callum came." in shown
    assert len(shown) < 250


def test_many_mentions_are_listed_in_part_and_marked_in_full(cast, view, at):
    names = ["Callum", "Ailsa", "Rory", "Eilidh", "Fergus", "Morag", "Hamish", "Isla", "Catriona", "Murdo"]
    client = browser(cast.evaluator)
    page = send(client, open_page(client, at).form(at), 422, strengths=" came. ".join(names))
    assert "2 more are marked above." in page.text
    send(client, page.form(at), mend_strengths="all")
    assert world.values(view, "1.1")["strengths"] == " came. ".join(["[name]"] * 10)


def test_markup_in_a_name_or_around_it_stays_text(cast, view, at):
    client = browser(cast.evaluator)
    page = send(
        client, open_page(client, at).form(at), 422, strengths="<script>x</script> Callum <b>came</b>"
    )
    assert "<script>x" not in page.html
    assert "<b>came" not in page.html


def test_an_item_that_was_begun_under_an_id_keeps_its_explanation(cast, view):
    """A new item has its id from its form, so what is explained at first is known at the next change."""
    client = browser(cast.evaluator)
    path = f"/broad-views/{view.id}/1.1/evidence/new/"
    page = send(client, open_page(client, path).form(path), 422, shows=NAMED, item_id=new_id(), **ITEM)
    send(client, page.form(path), keep_shows="needed")
    item = Item.objects.get()
    change = f"/broad-views/{view.id}/1.1/evidence/{item.id}/"
    send(client, open_page(client, change).form(change), shows=f"{NAMED} It helped.")
    item.refresh_from_db()
    assert item.shows == f"{NAMED} It helped."


def test_what_is_longer_than_any_field_is_not_read_for_what_it_mentions(cast, monkeypatch):
    """Somebody could hold a worker for hours with one form."""
    from speir.mentions import rules

    view = world.begun(cast)
    monkeypatch.setattr(rules, "find", lambda text: pytest.fail("read") if len(text) > 50_000 else ())
    typed = {"strengths": "Callum, " * 100_000, "base_strengths": mark(""), "mend_strengths": "all"}
    page = browser(cast.evaluator).post(f"/broad-views/{view.id}/1.1/", typed | {"shown_strengths": "x"})
    assert page.status_code == 422
