"""You said, we did: the page, writing an answer, taking it out, and saying that it may be given out."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import Refused, Unfit
from speir.core.ids import new_id
from speir.improvement.actions import heard as actions
from speir.improvement.queries import heard as queries
from speir.improvement.queries import heard_form as forms_of
from speir.improvement.rules.heard import SHEETS
from speir.improvement.rules.naming import VOICE_WORDS
from speir.improvement.rules.plain import hints
from speir.improvement.rules.sheets import BOXES
from speir.mentions.rules import Waits
from speir.web.evidence import picking
from speir.web.improvement.heard_form import TYPED, HeardForm, as_sent, begun, initial, stands
from speir.web.improvement.parts import pager, parted, whole
from speir.web.improvement.tabs import tabs
from speir.web.shell import mentions
from speir.web.shell.another import refused_or_another
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused
from speir.web.shell.rendered import part

HERE = "improvement:heard"


@require_safe
@signed_in
def heard(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponse:
    """Show what was heard and answered in a unit."""
    shown = queries.heard_page(actor, unit_id, **parted(request))
    context = {
        "page": shown,
        "voices": [
            {
                "key": voice,
                "title": _(VOICE_WORDS[voice]),
                "parts": [
                    {
                        "words": _(sheet.words) if sheet.age else "",
                        "answers": [_laid(request, shown, one) for one in answers],
                        "whole": whole(shown.cut, sheet.key),
                    }
                    for sheet, answers in parts
                    if answers
                ],
            }
            for voice, parts in groupby(shown.parts, key=lambda part: part[0].voice)
        ],
        "sheets": [
            {"key": sheet.key, "words": _(sheet.words), "count": shown.ready[sheet.key]}
            for sheet in SHEETS.values()
        ],
        "pager": pager(shown.cut),
        "unanswered": [(voice, _waiting(voice, count, more=shown.more)) for voice, count in shown.unanswered],
    }
    return render(request, "improvement/heard.html", _beside(shown.unit) | context)


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Write an answer."""
    asked = request.GET
    shown = forms_of.beginning(
        actor,
        unit_id,
        voice=asked.get("voice", "")[:20],
        item=asked.get("item", "")[:20],
        like=asked.get("like", "")[:20],
        **_picks(request),
    )
    return _form(request, actor, shown, _("Answer what was heard"))


@require_http_methods(["GET", "POST"])
@signed_in
def change(request: HttpRequest, actor: Actor, answering_id: str) -> HttpResponseBase:
    """Change an answer."""
    shown = forms_of.editing(actor, answering_id, **_picks(request))
    return _form(request, actor, shown, _("Change the answer"))


@require_safe
@signed_in
def one(request: HttpRequest, actor: Actor, answering_id: str) -> HttpResponse:
    """Show one answer by itself."""
    shown = queries.heard_one(actor, answering_id)
    context = _answer(shown.answer) | {"page": shown, "unit": shown.unit}
    return render(request, "improvement/heard_one.html", context | {"tabs": _tabs(shown)})


@sent_to
@signed_in
def remove(request: HttpRequest, actor: Actor, answering_id: str) -> HttpResponseBase:
    """Take an answer out, or put it back."""
    if "back" in request.POST:
        row = actions.put_back(answering_id=answering_id, by=actor)
        messages.success(request, _("Put back."))
    else:
        row = actions.take_out(answering_id=answering_id, by=actor)
        messages.success(request, _("Taken out. It stands at the end of the page and can be put back."))
    return redirect(HERE, row.unit_id)


@sent_to
@signed_in
def ready(request: HttpRequest, actor: Actor, answering_id: str) -> HttpResponseBase:
    """Say that an answer may be given out, or that it may no more."""
    if "back" in request.POST:
        row = actions.hold_back(answering_id=answering_id, by=actor)
        messages.success(request, _("It stands on no sheet any more."))
    else:
        try:
            row = actions.give_out(
                answering_id=answering_id, base=request.POST.get("base", "")[:64], by=actor
            )
        except Unfit as unfit:
            raise unfit.broken[0] from None  # the page says what is missing before there is a button
        messages.success(request, _("It may be given out. Its sheet has it now."))
    return redirect(f"{reverse(HERE, args=[row.unit_id])}?at={row.id}#a{row.id}")


def _form(request: HttpRequest, actor: Actor, shown: forms_of.Editing, title: str) -> HttpResponseBase:
    posted = mentions.answered(request.POST)
    first = initial(shown.said) | {"answering_id": new_id()}
    looks = picking.read(posted)
    again = looks.only or "begin" in posted
    if again:
        first = as_sent(posted) if looks.only else begun(posted, shown)
    form = HeardForm(None if again else posted or None, initial=first)
    form.offer(shown, posted)
    base, asked, now = posted.get("base", shown.base), {}, None
    if request.method == "POST" and not again and form.is_valid():
        try:
            row = _save(actor, shown, form, base, posted)
            messages.success(request, _("Saved."))
            return redirect(f"{reverse(HERE, args=[shown.unit.id])}?at={row}#a{row}")
        except Unfit as unfit:
            refused_or_another(form, unfit, "answering_id")
        except Waits as waits:
            asked = mentions.ask_several(form, posted, TYPED, waits)
        except Refused as refused:
            add_refused(form, [refused])
            if refused.code == actions.CHANGED_CODE:
                base, now = shown.base, stands(shown.said, _links(shown))
    context = {
        "form": form,
        "boxes": [
            (form[name], asked.get("mentions", {}).get(name), _hints(shown, name)) for name in TYPED[1:]
        ],
        "carried": asked.get("carried", ()),
        "mentions": asked.get("mentions", {}),
        "base": base,
        "stands": now,
        "title": title,
        "to_change": shown,
        "pick": picking.box(looks, more=picking.others(shown.more, many=shown.many, cut=shown.cut)),
        "lasts": any(one.last for one in shown.followed),
    }
    status = 409 if now else 422 if form.errors else 200
    return render(request, "improvement/heard_form.html", _beside(shown.unit) | context, status=status)


def _picks(request: HttpRequest) -> dict[str, Any]:
    """Return what is ticked and what evidence is looked for, as the form was sent."""
    return {"ticked": request.POST.getlist("items"), "sought": picking.read(request.POST).sought}


def _save(actor: Actor, shown: forms_of.Editing, form: HeardForm, base: str, posted: Any) -> str:
    typed: dict[str, Any] = {"said": form.typed(), "keeping": mentions.keepings(posted, TYPED), "by": actor}
    if not shown.id:
        return actions.add(unit_id=shown.unit.id, answering_id=form.cleaned_data["answering_id"], **typed).id
    return actions.change(answering_id=shown.id, base=base, **typed).id


def _links(shown: forms_of.Editing) -> list[str]:
    return [one.says for one in (*shown.items, *shown.followed) if one.link in shown.said.links]


def _hints(shown: forms_of.Editing, name: str) -> list[str]:
    return [_(one) for one in hints(getattr(shown.said, name), shown.said.voice)]


def _laid(request: HttpRequest, shown: queries.HeardPage, one: queries.Answer) -> SafeString:
    """Return an answer as HTML, kept by what it says and by what its reader may do."""

    def context() -> dict[str, Any]:
        return _answer(one) | {"one": one, "page": shown, "unit": shown.unit}

    key = (one, shown.writes, shown.gives_out, shown.unit.id)
    return part(request, key, "improvement/heard_answer.html", context)


def _answer(one: queries.Answer) -> dict[str, Any]:
    boxes = [(_(label), getattr(one.said, name)) for name, label in BOXES.items()]
    return {"it": one, "boxes": boxes, "whole": all(text for _label, text in boxes)}


def _waiting(voice: str, count: int, *, more: bool) -> str:
    """Say how much evidence with these views has no answer yet."""
    words = {
        "children": ngettext(
            "%(n)d piece of evidence carries children’s views and has no answer yet",
            "%(n)d pieces of evidence carry children’s views and have no answer yet",
            count,
        ),
        "families": ngettext(
            "%(n)d piece of evidence carries families’ views and has no answer yet",
            "%(n)d pieces of evidence carry families’ views and have no answer yet",
            count,
        ),
        "staff": ngettext(
            "%(n)d piece of evidence carries staff’s views and has no answer yet",
            "%(n)d pieces of evidence carry staff’s views and have no answer yet",
            count,
        ),
    }
    said = words[voice] % {"n": count}
    return _("At least %(says)s") % {"says": said} if more else said


def _beside(unit: Any) -> dict[str, Any]:
    return {"unit": unit, "tabs": tabs(unit.id, HERE, belongs=unit.belongs)}


def _tabs(shown: queries.OneAnswer) -> list[dict[str, object]]:
    """Return the pages of its unit, to those who may open them."""
    return tabs(shown.unit.id, HERE) if shown.around else []
