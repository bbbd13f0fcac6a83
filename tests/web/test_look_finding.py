"""Finding out in the browser: notes by theme, what waits with its writer, and one press that makes a note evidence."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from speir.core.ids import new_id
from speir.evaluations.models import Note, SetAside
from speir.evaluations.rules.saving import mark
from speir.evidence.models import Item
from speir.web.looks.notes import SAID
from speir.web.shell.waiting import writer_mark
from tests import world_look
from tests.web.browsing import HTMX, Page, browser

NAMED = "Callum Fraser told his teacher."


@pytest.fixture
def sitting(cast):
    return world_look.sat(world_look.look(cast.team, cast.lead), cast.evaluator)


@pytest.fixture
def at(sitting):
    return f"/closer-looks/{sitting.way.look_id}/finding-out/{sitting.way_id}/{sitting.id}/"


def sent(text: str, **more: str) -> dict[str, str]:
    return {"note_id": new_id(), "theme": "", "base_text": mark(""), "text": text} | more


def test_a_phone_that_sends_again_makes_one_note_and_is_told_that_it_is_saved(cast, at, sitting):
    client, form = browser(cast.evaluator), sent("They ring each other.")
    for _ in range(3):
        answer = client.post(f"{at}notes/", form, **HTMX)
        assert (answer.status_code, answer[SAID]) == (200, "saved")
        assert "Saved " in answer.content.decode()
    assert sitting.notes.count() == 1


def test_another_persons_text_is_never_saved_under_ones_own_name(cast, at):
    form = sent("Typed by Isla.", writer=writer_mark(cast.evaluator.person.id))
    answer = browser(cast.lead).post(f"{at}notes/", form, **HTMX)
    assert answer.status_code == 409
    assert SAID not in answer
    # Without script the text is on the page that answers, to be saved once its writer is signed in again.
    answer = browser(cast.lead).post(f"{at}notes/", form)
    assert answer.status_code == 409
    assert "Typed by Isla." in Page(answer, at).values("text")
    assert not Note.objects.exists()
    assert browser(cast.evaluator).post(f"{at}notes/", form, **HTMX).status_code == 200


def test_a_mark_of_a_writer_tells_nothing_of_them(cast):
    person = cast.evaluator.person.id
    assert person not in writer_mark(person)
    assert writer_mark(person) != writer_mark(cast.lead.person.id)


def test_a_note_that_names_somebody_waits_is_mended_and_saved(cast, at):
    client, form = browser(cast.evaluator), sent(NAMED)
    answer = client.post(f"{at}notes/", form, **HTMX)
    assert answer[SAID] == "kept"
    assert "<mark>Callum Fraser</mark>" in answer.content.decode()
    page = Page(client.get(at), at)
    assert NAMED in page.values("text")
    assert "Callum" not in browser(cast.lead).get(at).content.decode()
    (waiting,) = [one for one in page.forms if one.fields.get("text") == [NAMED]]
    (mend,) = [
        value for name, value in waiting.buttons if name == "mend_text" and value.endswith("[a child]")
    ]
    typed = {name: values[0] for name, values in waiting.fields.items() if values}
    assert client.post(f"{at}notes/", typed | {"mend_text": mend}).status_code == 302
    assert Note.objects.get().text == "[a child] told his teacher."
    assert not SetAside.objects.exists()


def test_without_script_a_conflict_shows_both_texts_and_one_that_is_too_long_stays(cast, at, sitting):
    note = world_look.noted(sitting, cast.lead, "Hers.")
    client = browser(cast.evaluator)
    typed = {"note_id": note.id, "theme": "", "base_text": mark("older"), "text": "His."}
    answer = client.post(f"{at}notes/", typed)
    page = Page(answer, at)
    assert answer.status_code == 409
    assert "Hers." in page.text
    assert "His." in page.values("text")
    long = sent("x" * 20_001)
    answer = client.post(f"{at}notes/", long)
    assert answer.status_code == 422
    assert long["text"] in Page(answer, at).values("text")
    assert list(Note.objects.values_list("text", flat=True)) == ["Hers."]


def test_one_press_makes_a_note_evidence_and_two_make_it_once(cast, at, sitting):
    theme = world_look.themes_of("3.2")[0]
    note = world_look.noted(sitting, cast.evaluator, "They ring first. Then they write it down.", theme)
    client, there = browser(cast.evaluator), f"{at}notes/{note.id}/evidence/"
    for _ in range(2):
        assert client.post(there, {"bears": "weakness"}).status_code == 302
    item = Item.objects.get()
    assert dict(item.themes.values_list("theme", "bears")) == {theme: "weakness"}
    assert item.kind == "staff_focus_groups"
    page = client.get(at).content.decode()
    assert f'href="/evidence/{item.id}/"' in page
    assert "Make this note evidence" not in page
    record = client.get(f"/evidence/{item.id}/").content.decode()
    assert "It was made of a note of 10 March 2026 in a closer look:" in record
    assert f'href="{at}"' in record
    assert f'href="/closer-looks/{sitting.way.look_id}/judging/"' in record


def test_a_note_of_which_a_name_was_explained_is_asked_about_again_before_it_is_evidence(cast, at):
    client, form = browser(cast.evaluator), sent(NAMED)
    asked = client.post(f"{at}notes/", form).content.decode()
    assert "Or keep it as it is" in asked
    (waiting,) = [one for one in Page(client.get(at), at).forms if one.fields.get("text") == [NAMED]]
    typed = {name: values[0] for name, values in waiting.fields.items() if values}
    reason = next(value for name, value in waiting.buttons if name == "keep_text")
    client.post(f"{at}notes/", typed | {"keep_text": reason})
    note = Note.objects.get()
    assert note.text == NAMED
    there = f"{at}notes/{note.id}/evidence/"
    answer = client.post(there)
    page = Page(answer, there)
    assert answer.status_code == 422
    assert "<mark>Callum Fraser</mark>" in page.html
    assert not Item.objects.exists()
    there_form = page.form()
    (mend,) = [v for name, v in there_form.buttons if name == "mend_shows" and v.endswith("[a child]")]
    typed = {name: values[0] for name, values in there_form.fields.items() if values}
    typed |= {
        name: str(value)
        for name, value in there_form.choices.items()
        if value and not isinstance(value, list)
    }
    typed |= {"stance": "supports", "mend_shows": mend}
    assert client.post(there, typed).status_code == 302
    assert Item.objects.get().shows == "[a child] told his teacher."


def test_a_note_without_a_theme_and_a_note_taken_out(cast, at, sitting):
    note = world_look.noted(sitting, cast.evaluator, "Most had not met before.")
    client = browser(cast.evaluator)
    assert client.post(f"{at}notes/{note.id}/out/").status_code == 302
    assert "1 note taken out" in client.get(at).content.decode()
    assert client.post(f"{at}notes/{note.id}/evidence/").status_code == 409
    client.post(f"{at}notes/{note.id}/out/", {"back": "1"})
    assert client.post(f"{at}notes/{note.id}/evidence/").status_code == 302
    assert not Item.objects.get().themes.exists()


def test_nothing_planned_leads_to_the_plan(cast):
    look = world_look.look(cast.team, cast.lead)
    page = browser(cast.lead).get(f"/closer-looks/{look.id}/finding-out/").content.decode()
    assert f'href="/closer-looks/{look.id}/plan/"' in page
    assert "Nobody has planned yet how to find out." in page


def test_a_sitting_of_a_hundred_notes_takes_as_many_queries_as_one_of_one(
    cast, at, sitting, django_assert_max_num_queries
):
    client = browser(cast.evaluator)
    client.get(at)
    for n in range(30):
        world_look.noted(sitting, cast.evaluator, f"Note {n}.")
    with django_assert_max_num_queries(20):
        client.get(at)


def test_what_arrives_after_the_closer_look_was_finished_is_kept_and_the_phone_is_told_so(cast, at, sitting):
    look = sitting.way.look
    look.finished_at = timezone.now()
    look.save()
    client, form = browser(cast.evaluator), sent("Typed without a connection.")
    answer = client.post(f"{at}notes/", form, **HTMX)
    assert (answer.status_code, answer[SAID]) == (409, "kept")
    assert "Typed without a connection." in client.get(at).content.decode()
    assert "Typed without a connection." not in browser(cast.lead).get(at).content.decode()
    assert not Note.objects.exists()


def test_without_script_one_save_saves_every_note_and_keeps_what_is_asked_about(cast, at, sitting):
    hers = world_look.noted(sitting, cast.lead, "Hers.", world_look.themes_of("3.2")[0])
    client = browser(cast.evaluator)
    (form,) = [one for one in Page(client.get(at), at).forms if "each" in one.fields]
    one, two, three = [key for key in form.fields["each"] if key != hers.id][:3]
    typed: dict[str, Any] = {name: values for name, values in form.fields.items() if name != "writer"}
    typed |= {f"text.{one}": "One.", f"text.{two}": NAMED, f"text.{hers.id}": "Hers, and more."}
    long = typed[f"text.{three}"] = "x" * 20_001
    answer = client.post(f"{at}notes/", typed)
    assert answer.status_code == 422
    assert sorted(Note.objects.values_list("text", flat=True)) == ["", "Hers, and more.", "One."]
    page = Page(answer, at)
    assert "<mark>Callum Fraser</mark>" in page.html
    assert {NAMED, long} <= set(page.values("text"))
    # What is saved stands in the form of all; sent again as it stands, nothing more is made.
    again = (
        page.form("/notes/") if len(page.forms) == 1 else next(f for f in page.forms if f.fields.get("each"))
    )
    assert client.post(f"{at}notes/", again.fields).status_code == 302
    assert Note.objects.count() == 3
