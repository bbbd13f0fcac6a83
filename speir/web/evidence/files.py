"""The files beside an item: adding some, taking one away and back, and handing one out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, NotYours, Refused
from speir.core.files.kinds import ACCEPTED, KINDS
from speir.core.files.looking import look
from speir.core.files.refusals import TOO_LARGE
from speir.core.text import capital, day
from speir.evaluations.actions import readings
from speir.evidence.actions import files as actions
from speir.evidence.queries import files as queries
from speir.evidence.rules.files import (
    MOST_AT_ONCE,
    NO_ROOM,
    NONE,
    STANDS_WORDS,
    TO_DO,
    TOO_MANY_AT_ONCE,
    size_in_words,
)
from speir.web.shell import errors, uploads
from speir.web.shell.door import sent_to, signed_in

# A reader's browser shows nothing of it, whatever it holds.
SANDBOX = "sandbox; default-src 'none'"
# Of a file's name, in the sentence that refuses it.
NAMED = 80


class ManyFiles(forms.FileInput):
    """Several files from one box."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Whatever came; `_added` says what is wrong with which."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return it as it came."""
        return data


class FilesForm(forms.Form):
    """Files of whoever adds them; what they hold is looked at by nobody here."""

    file = Files(
        label=gettext_lazy("Files to add"),
        required=False,
        widget=ManyFiles(attrs={"accept": ACCEPTED}),
    )

    def __init__(self, *words: Any, **more: Any) -> None:
        super().__init__(*words, **more)
        most = {"most": MOST_AT_ONCE, "megabytes": settings.FILE_MEGABYTES}
        self.fields["file"].help_text = (
            _(
                "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG or WebP pictures, plain text, CSV or e-mail "
                "(.eml): up to %(most)s at once, each up to %(megabytes)s MB."
            )
            % most
        )


@csrf_exempt  # `_add` looks at the token, once the files may be read
@require_http_methods(["GET", "POST"])
@signed_in
def files(request: HttpRequest, actor: Actor, item_id: str) -> HttpResponseBase:
    """Show the files of an item; take some more."""
    if request.method == "POST":
        try:
            actions.may_add(item_id=item_id, by=actor)
            if not uploads.has_room(request):
                raise NO_ROOM
        except (NotYours, NotAllowed, Refused):
            uploads.came_whole(request)  # read to its end and dropped, so that the answer is seen
            raise
        watch = uploads.taking(request)
        if not uploads.came_whole(request):
            return errors.bad_request(request)
        return _add(request, actor, item_id, watch)
    return _page(request, actor, item_id, FilesForm())


@csrf_protect
def _add(request: HttpRequest, actor: Actor, item_id: str, watch: uploads.Bounded) -> HttpResponseBase:
    return _added(request, actor, item_id, watch)


def _added(request: HttpRequest, actor: Actor, item_id: str, watch: uploads.Bounded) -> HttpResponseBase:
    """Keep what may be kept; whatever is refused is named with its sentence, and does not keep the others out."""
    given = uploads.paths(request.FILES.getlist("file"))
    refused = [(name, _(TOO_LARGE) % settings.FILE_MEGABYTES) for name in watch.too_large]
    refused += [(name, _(TOO_MANY_AT_ONCE.sentence)) for name in watch.too_many]
    kept = []
    with uploads.room() as room:
        for (_path, name), looked in zip(given, look(given, room), strict=True):
            try:
                if isinstance(looked, Refused):
                    raise looked
                kept.append((actions.add(item_id=item_id, looked=looked, by=actor), looked.name))
            except Refused as no:
                refused.append((name, _(no.sentence)))
    if kept:
        said = ngettext("%(n)s file was added.", "%(n)s files were added.", len(kept)) % {"n": len(kept)}
        messages.success(request, said)
    if any(row.name != name for row, name in kept):
        messages.info(request, _("What a file was called may have told of somebody, and was changed here."))
    if kept and not refused:
        return redirect("evidence:files", item_id)
    form = FilesForm(request.POST, request.FILES)
    form.is_valid()
    for name, sentence in refused:
        form.add_error("file", _("“%(name)s”: %(sentence)s") % {"name": _short(name), "sentence": sentence})
    if not refused:
        form.add_error("file", _(NONE.sentence))
    return _page(request, actor, item_id, form)


def _short(name: str) -> str:
    """Return a name for a sentence: of a long one its beginning and its end, where its kind stands."""
    return name if len(name) <= NAMED else f"{name[: NAMED - 20]}…{name[-19:]}"


@require_safe
@signed_in
def file(request: HttpRequest, actor: Actor, item_id: str, file_id: str) -> HttpResponseBase:
    """Hand a file out, to be stored and never shown in the page."""
    row, body = actions.take(item_id=item_id, file_id=file_id, by=actor)
    media_type = KINDS[row.kind].media_type
    response = FileResponse(body, as_attachment=True, filename=row.name, content_type=media_type)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@sent_to
@signed_in
def away(request: HttpRequest, actor: Actor, item_id: str, file_id: str) -> HttpResponseBase:
    """Take a file away; the page offers the way back."""
    actions.withdraw(item_id=item_id, file_id=file_id, by=actor)
    messages.success(request, _("Taken away. It can be brought back below."))
    return redirect("evidence:files", item_id)


@sent_to
@signed_in
def back(request: HttpRequest, actor: Actor, item_id: str, file_id: str) -> HttpResponseBase:
    """Bring a file back that was taken away."""
    actions.bring_back(item_id=item_id, file_id=file_id, by=actor)
    messages.success(request, _("Brought back."))
    return redirect("evidence:files", item_id)


def line(file: queries.File) -> dict[str, Any]:
    """Return a file as a page lists it, for `evidence/files_of_item.html`."""
    told = [capital(_(KINDS[file.kind].words)), size_in_words(file.size), file.added_by_name]
    told += [
        day(localtime(file.added_at).date()),
        _("without where and by whom it was taken") if file.anew else "",
    ]
    return {
        "id": file.id,
        "item_id": file.item_id,
        "name": file.name,
        "to_take": file.to_take,
        "line": " · ".join(words for words in told if words),
        "stands": _(STANDS_WORDS[file.stands]) if STANDS_WORDS[file.stands] else "",
        "to_do": _(TO_DO[file.stands]) if file.stands in TO_DO else "",
        "withdrawn_by": file.withdrawn_by_name,
        "withdrawn_on": day(localtime(file.withdrawn_at).date()) if file.withdrawn_at else "",
    }


def _page(request: HttpRequest, actor: Actor, item_id: str, form: FilesForm) -> HttpResponse:
    page = queries.page(actor, item_id)
    readings.note_evidence(ids=[page.item_id], by=actor)
    context = {
        "page": page,
        "files": [line(one) for one in page.files],
        "withdrawn": [line(one) for one in page.withdrawn] if page.may_write else [],
        "form": form,
        "scanned": bool(settings.CLAMD),
    }
    return render(request, "evidence/files.html", context, status=422 if form.errors else 200)
