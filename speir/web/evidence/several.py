"""Several items at once: written in one box as in an e-mail, looked at one by one, and saved all or none."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.ids import is_id, new_id
from speir.core.text import day, period
from speir.evaluations.actions import readings
from speir.evidence.actions.several import Given, NotAll, write_several
from speir.evidence.queries import imports
from speir.evidence.queries.likeness import Alike, very_like_each
from speir.evidence.rules.likeness import apart, bands
from speir.evidence.rules.several import MOST, Found, found_in, written
from speir.evidence.rules.understanding import Names
from speir.frameworks.queries import all_current
from speir.mentions.rules import Keeping
from speir.organisations.queries.units import UnitLine, unit_where
from speir.web.evidence import drafted
from speir.web.evidence.importing import writes_for
from speir.web.evidence.several_forms import TYPED, FoundForm, SeveralForm
from speir.web.shell import mentions
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused

NAMES = {"from_day": "when", "to_day": "when"}
TEXTS = ("shows", "account", "origin")


@require_http_methods(["GET", "POST"])
@signed_in
def several(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Take several items in one box; show what was understood of each, and save them once all are fit."""
    units = writes_for(actor)
    posted = mentions.answered(request.POST)
    if "count" not in posted:
        return _read(request, actor, units)
    unit = unit_where(actor, Permission.WRITE_EVIDENCE, posted.get("unit", ""))
    names = imports.names_for(unit.id, all_current()[0])
    forms = _forms(posted, names)
    if "again" in posted:
        text = written(form.found for form in forms)
        first = {"unit": unit.id, "text": text, "only_me": ["yes"] if posted.get("only_me") else []}
        return _box(request, SeveralForm(units=units, initial=first))
    return _save(request, actor, unit, names, forms, posted)


def _read(request: HttpRequest, actor: Actor, units: list[UnitLine]) -> HttpResponseBase:
    """Show the box, or what was understood of what was written in it."""
    if request.method != "POST":
        return _box(request, SeveralForm(units=units, initial={"unit": request.GET.get("unit", "")}))
    form = SeveralForm(request.POST, units=units)
    if form.is_valid():
        found = found_in(form.cleaned_data["text"])
        if not found:
            form.add_error("text", _("Write what we know: what is happening."))
        elif len(found) > MOST:
            said = _("These are %(n)s pieces. Write at most %(most)s at once, or bring them in from a sheet.")
            form.add_error("text", said % {"n": len(found), "most": MOST})
        else:
            unit = unit_where(actor, Permission.WRITE_EVIDENCE, form.cleaned_data["unit"])
            names = imports.names_for(unit.id, all_current()[0])
            forms = [_form(at, one, names) for at, one in enumerate(found)]
            return _look(request, actor, unit, names, forms, {}, bool(form.cleaned_data["only_me"]), 200)
    return _box(request, form)


def _box(request: HttpRequest, form: SeveralForm) -> HttpResponse:
    kinds = [kind.name for kind in all_current()[0].source_kinds]
    context = {"form": form, "kinds": kinds}
    return render(request, "evidence/several.html", context, status=422 if form.errors else 200)


def _form(at: int, one: Found, names: Names) -> FoundForm:
    typed = {f"{at}-{name}": getattr(one, name) for name in TYPED}
    return FoundForm(typed | {f"{at}-item_id": new_id()}, prefix=str(at), names=names)


def _forms(posted: QueryDict, names: Names) -> list[FoundForm]:
    count = posted.get("count", "")
    asked = min(int(count), MOST) if count.isdecimal() and len(count) < 4 else 0
    return [FoundForm(posted, prefix=str(at), names=names) for at in range(asked)]


def _save(
    request: HttpRequest,
    actor: Actor,
    unit: UnitLine,
    names: Names,
    forms: list[FoundForm],
    posted: QueryDict,
) -> HttpResponseBase:
    """Save all, or show what has to be mended first."""
    wanted = [form for form in forms if not form.empty]
    if not wanted:
        return _saved(request, 0)
    only_me = bool(posted.get("only_me"))
    asked: dict[str, dict[str, Any]] = {}
    near = _near(actor, unit.id, wanted)
    for form in wanted:
        if form.is_valid() and near.get(form.prefix or "") and not form.cleaned_data["alike"]:
            form.add_error("alike", _("Say what becomes of this one: something very like it is here."))
    if all(form.is_valid() for form in wanted):
        kept = [
            form
            for form in wanted
            if not (near.get(form.prefix or "") and form.cleaned_data["alike"] == "leave")
        ]
        given = [Given(_id(form), form.draft, _keeping(posted, form)) for form in kept]
        try:
            count = write_several(
                unit_id=unit.id, framework=all_current()[0], given=given, only_me=only_me, by=actor
            )
            return _saved(request, count)
        except NotAll as not_all:
            for at, broken in not_all.broken.items():
                add_refused(kept[at], broken, NAMES)
            for at, waits in not_all.waits.items():
                asked[kept[at].prefix or ""] = _ask(kept[at], waits)
    return _look(request, actor, unit, names, wanted, asked, only_me, 422, near, posted)


def _ask(form: FoundForm, waits: Any) -> dict[str, Any]:
    made = {}
    for name, (text, found) in waits.items():
        said = _("This may identify somebody, so it is not saved yet. Replace it, or say why it may stay.")
        form.add_error(name, said)
        made[name] = mentions.shown(form.add_prefix(name), text, found)
    return made


def _keeping(posted: QueryDict, form: FoundForm) -> dict[str, Keeping]:
    given = {name: mentions.keeping(posted, form.add_prefix(name)) for name in TEXTS}
    return {name: keeping for name, keeping in given.items() if keeping}


def _id(form: FoundForm) -> str:
    typed = form.cleaned_data["item_id"]
    return typed if is_id(typed) else new_id()


def _near(actor: Actor, unit_id: str, forms: list[FoundForm]) -> dict[str, list[Alike]]:
    """Return what each item is very like, by its form; what was just sent, or is of another time, is no such item."""
    read = [(form, form.draft) for form in forms if form.is_valid() or form.cleaned_data.get("shows")]
    texts = [(d.shows, d.account, bands(unit_id, d.shows, d.account)) for _form, d in read]
    mine = {form["item_id"].value() for form in forms}
    made = {}
    for (form, draft), alike in zip(read, very_like_each(actor, unit_id, texts), strict=True):
        time = (draft.from_day, draft.to_day)
        made[form.prefix or ""] = [
            one for one in alike if one.id not in mine and not apart(time, (one.from_day, one.to_day))
        ]
    return made


def _look(
    request: HttpRequest,
    actor: Actor,
    unit: UnitLine,
    names: Names,
    forms: list[FoundForm],
    asked: dict[str, dict[str, Any]],
    only_me: bool,
    status: int,
    near: dict[str, list[Alike]] | None = None,
    posted: QueryDict | None = None,
) -> HttpResponse:
    """Show each item with what was understood of it and what was not."""
    framework, own = all_current()[0], imports.kind_names(unit.id)
    near = _near(actor, unit.id, forms) if near is None else near
    readings.note_evidence(ids=[one.id for alike in near.values() for one in alike], by=actor)
    shown = [
        {
            "form": form,
            "line": drafted.line(form.draft, framework, own) if form.is_valid() or form.is_bound else "",
            "near": [
                (one, period(one.from_day, one.to_day) or day(timezone.localdate(one.written_at)))
                for one in near.get(form.prefix or "", ())
            ],
            "mentions": asked.get(form.prefix or "", {}),
            "kept": _answered(form, asked.get(form.prefix or "", {}), posted),
            "more": any(
                form[name].value() or form[name].errors
                for name in ("origin", "speaks_of", "taken_as", "voices")
            ),
        }
        for form in forms
    ]
    context = {
        "items": shown,
        "unit": unit,
        "only_me": only_me,
        "kinds": names.kind_names,
        "count": 1 + max((int(form.prefix or 0) for form in forms), default=-1),
        "wrong": status != 200 and sum(bool(form.errors) for form in forms),
    }
    return render(request, "evidence/several_look.html", context, status=status)


def _answered(form: FoundForm, asked: dict[str, Any], posted: QueryDict | None) -> list[tuple[str, str]]:
    """Return the answers given before beside fields that ask no more, so that they go along once more."""
    names = [form.add_prefix(name) for name in TEXTS if name not in asked]
    return [
        (f"{kind}_{name}", value)
        for name in names
        for kind in ("keep", "shown")
        if (value := posted.get(f"{kind}_{name}", "") if posted else "")
    ]


def _saved(request: HttpRequest, count: int) -> HttpResponseBase:
    said = _("Nothing was left to write down.")
    if count:
        said = ngettext("Written down: %(n)s piece.", "Written down: %(n)s pieces.", count) % {"n": count}
    messages.success(request, said)
    return redirect("evidence:register")
