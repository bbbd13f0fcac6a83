"""Notes of a sitting: saved as they are typed, taken out, put back, made evidence by one click."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, Refused, Unfit
from speir.core.text import clean
from speir.evaluations.actions import set_aside
from speir.evaluations.actions.beside import FINISHED_AND_KEPT, Outcome
from speir.evaluations.actions.looks import notes as actions
from speir.evaluations.policy import FINISHED
from speir.evaluations.policy.looks import READ_ONLY
from speir.evaluations.queries.looks import sittings as queries
from speir.evaluations.rules.saving import mark
from speir.evidence.queries.kinds import own_kinds_of
from speir.evidence.rules.items import Bears, in_a_line
from speir.mentions.rules import Waits
from speir.web.broad_views import show
from speir.web.broad_views.forms import EvidenceForm, field
from speir.web.evidence.fields import NAMES, TEXTS
from speir.web.evidence.read_as import as_read
from speir.web.looks import sittings
from speir.web.looks.ways import words
from speir.web.shell import errors, mentions
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused
from speir.web.shell.waiting import writer_mark

# Tells `waiting.js` what became of a note: saved, kept for its writer, or not taken.
SAID = "Speir-Note"
NOT_THEIRS = (
    "Somebody else is signed in now, so this is not saved under their name. "
    "It waits in this browser until you sign in again."
)
# Without script nothing waits in the browser: the text stands on the page that answers.
NOT_THEIRS_HERE = (
    "Somebody else is signed in now, so this is not saved under their name. "
    "Sign in as yourself again in another tab, then press Save below."
)


@sent_to
@signed_in
def save(request: HttpRequest, actor: Actor, look_id: str, way_id: str, sitting_id: str) -> HttpResponseBase:
    """Save one note, new or not."""
    if "text" not in request.POST and "each" not in request.POST:
        return errors.bad_request(request)
    if request.POST.get("writer", "") not in ("", writer_mark(actor.person_id)):
        return _not_theirs(request)
    posted = mentions.answered(request.POST)
    if "each" in posted:
        return _save_all(request, actor, (look_id, way_id, sitting_id), posted)
    note_id = posted.get("note_id", "")
    try:
        row, out = actions.write(
            look_id=look_id,
            sitting_id=sitting_id,
            note_id=note_id,
            theme=posted.get("theme", ""),
            typed=field(posted, "text"),
            by=actor,
        )
    except Refused as refused:
        response = errors.refused(request, refused.sentence, status=409)
        response[SAID] = "kept" if refused.sentence == FINISHED_AND_KEPT else "refused"
        return response
    if getattr(request, "htmx", False):
        context = _saved(note_id, row, out, posted) | {"at": (look_id, way_id, sitting_id)}
        answer = render(request, "looks/found_note_saved.html", context)
        answer[SAID] = "refused" if out.refused else "kept" if out.stuck else "saved"
        return answer
    if out.stuck:
        page = queries.sitting(actor, look_id, way_id, sitting_id)
        context = sittings.shown(page, {note_id: (out, posted)})
        return render(request, "looks/sitting.html", context, status=409 if out.conflicts else 422)
    if request.POST.get("go") == "beacon":
        return HttpResponse(status=204)
    messages.success(request, _("Saved."))
    return redirect(_at(look_id, way_id, sitting_id, note_id))


def _not_theirs(request: HttpRequest) -> HttpResponseBase:
    if getattr(request, "htmx", False) or request.POST.get("go") == "beacon":
        return HttpResponse(_(NOT_THEIRS), status=409, content_type="text/plain; charset=utf-8")
    return errors.keep(request, NOT_THEIRS_HERE, status=409)


def _save_all(
    request: HttpRequest, actor: Actor, at: tuple[str, str, str], posted: QueryDict
) -> HttpResponseBase:
    """Save all notes of a page without script, whose form holds them together; `each` names them."""
    look_id, _way_id, sitting_id = at
    stuck: dict[str, sittings.Sent] = {}
    refused: list[Refused] = []
    page = queries.sitting(actor, *at)
    if not page.look.may_note and not page.look.finished_on:
        raise NotAllowed(READ_ONLY)
    for note_id in dict.fromkeys(posted.getlist("each")):
        theme, typed = posted.get(f"theme.{note_id}", ""), field(posted, f"text.{note_id}")
        if mark(clean(typed.value)) == (typed.base or mark("")):
            continue  # as it stands
        said = {"look_id": look_id, "sitting_id": sitting_id, "note_id": note_id, "theme": theme}
        try:
            _row, out = actions.write(**said, typed=typed, by=actor)
            if out.stuck:
                stuck[note_id] = out, {"text": typed.value, "base_text": typed.base, "theme": theme}
        except Refused as one:  # what else was typed is kept for its writer all the same
            refused.append(one)
    if refused:
        return errors.refused(request, refused[0].sentence, status=409)
    if not stuck:
        messages.success(request, _("Saved."))
        return redirect("looks:sitting", *at)
    page = queries.sitting(actor, *at)
    status = 409 if any(out.conflicts for out, _typed in stuck.values()) else 422
    return render(request, "looks/sitting.html", sittings.shown(page, stuck), status=status)


def _saved(note_id: str, row: Any, out: Outcome, posted: QueryDict) -> dict[str, Any]:
    stuck, held = bool(out.conflicts or out.refused), out.held.get("text")
    return {
        "id": note_id,
        "behind": "text" in out.behind,
        "stuck": stuck,
        "held": held is not None,
        "base": mark(out.current["text"]),
        "swap": ("text" in out.chosen or "mend_text" in posted) and not stuck,
        "value": held.text if held else out.current["text"],
        "beside": show.beside("text", out, None),
        "saved_at": show.when(row.written_at),
        "made": row.item_id is not None,
        "says": bool(out.current["text"]),
        "theme": row.theme,
    }


def _at(look_id: str, way_id: str, sitting_id: str, note_id: str) -> str:
    return f"{reverse('looks:sitting', args=[look_id, way_id, sitting_id])}#note_{note_id}"


@sent_to
@signed_in
def out(
    request: HttpRequest, actor: Actor, look_id: str, way_id: str, sitting_id: str, noted_id: str
) -> HttpResponseBase:
    """Take a note out, or put it back."""
    queries.sitting(actor, look_id, way_id, sitting_id)
    if request.POST.get("back") == "1":
        actions.put_back(look_id=look_id, note_id=noted_id, by=actor)
        messages.success(request, _("Put back."))
    else:
        actions.take_out(look_id=look_id, note_id=noted_id, by=actor)
        messages.success(request, _("Taken out. It can be put back at the end of this page."))
    return redirect("looks:sitting", look_id, way_id, sitting_id)


@sent_to
@signed_in
def aside(
    request: HttpRequest, actor: Actor, look_id: str, way_id: str, sitting_id: str, aside: str
) -> HttpResponseBase:
    """Add a text of one's own that was set aside to its note, or throw it away."""
    queries.sitting(actor, look_id, way_id, sitting_id)
    if request.POST.get("take") == "1":
        actions.take_up(look_id=look_id, sitting_id=sitting_id, aside=aside, by=actor)
        messages.success(request, _("Added to its note."))
    else:
        set_aside.discard(evaluation_id=look_id, aside=aside, by=actor)
        messages.success(request, _("Discarded."))
    return redirect("looks:sitting", look_id, way_id, sitting_id)


@require_http_methods(["GET", "POST"])
@signed_in
def evidence(
    request: HttpRequest, actor: Actor, look_id: str, way_id: str, sitting_id: str, noted_id: str
) -> HttpResponseBase:
    """Make a note evidence, as it stands or as it is worded here; where its words are asked about, show why."""
    note = queries.for_evidence(actor, look_id, noted_id)
    if not note.look.may_note:
        raise NotAllowed(FINISHED if note.look.finished_on else READ_ONLY)
    back = _at(look_id, note.way.id, note.sitting_id, noted_id)
    if note.made:
        return redirect(back)
    if not note.text:
        raise Refused("note-says-nothing", actions.NOTHING)
    first = _first(note, request.POST.get("bears", "both"))
    posted = mentions.answered(request.POST)
    if request.method == "POST" and "shows" not in posted:
        posted = _filled(first)
    form = EvidenceForm.begun(
        posted,
        first,
        framework=note.look.framework,
        indicator=note.chosen.indicator,
        own_kinds=own_kinds_of([note.look.heading.unit_id]),
    )
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.make_evidence(
                look_id=look_id,
                note_id=noted_id,
                number=note.chosen.indicator.number,
                draft=form.draft(note.chosen.indicator, {}),
                stance=form.cleaned_data["stance"],
                keeping=mentions.keepings(posted, TEXTS),
                by=actor,
            )
            messages.success(request, _("This note is evidence now. It can be changed on its own page."))
            return redirect(back)
        except Unfit as unfit:
            add_refused(form, unfit.broken, NAMES)
        except Waits as waits:
            asked = mentions.ask_several(form, posted, TEXTS, waits)
    said, _first_day = as_read(request.GET.get("when", form["when"].value() or "")[:100])
    context = {
        "look": note.look,
        "heading": note.look.heading,
        "note": note,
        "form": form,
        "when": said,
        "panel": {"framework": note.look.framework},
        "indicator": note.chosen.indicator,
        "themes": [(theme, form[f"theme_{theme.key}"]) for theme in note.chosen.indicator.themes],
        "back": back,
    }
    context |= words(note.way) | asked
    return render(request, "looks/note_evidence.html", context, status=422 if form.errors else 200)


def _first(note: queries.ForEvidence, bears: str) -> dict[str, Any]:
    """Return the form as a note fills it: nobody has to type anything."""
    shows, account = in_a_line(note.text, "")
    first: dict[str, Any] = {
        "shows": shows,
        "account": account,
        "kind": note.kind,
        "when": note.when,
        "origin": note.origin,
        "speaks_of": "happens",
        "voices": list(note.voices),
        "stance": "supports",
    }
    for theme in note.chosen.indicator.themes:
        if theme.path == note.theme:
            first[f"theme_{theme.key}"] = bears if bears in set(Bears) else Bears.BOTH.value
    return first


def _filled(first: dict[str, Any]) -> QueryDict:
    posted = QueryDict(mutable=True)
    for name, value in first.items():
        posted.setlist(name, value if isinstance(value, list) else [value])
    return posted
