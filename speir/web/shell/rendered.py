"""Parts of pages that are rendered once for what they are made from, and kept as HTML by a process while it lives."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Hashable, Iterable
from html import escape
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# How many parts a process keeps, and how many characters in all.
MOST, MOST_TEXT = 2000, 8_000_000


class _Kept(dict[Hashable, SafeString]):
    """What is kept, and how many characters that are."""

    text = 0


_kept = _Kept()


def known(key: Hashable) -> SafeString | None:
    """Return what was kept under a key, which is all that it was made from; None for what was not rendered yet."""
    return _kept.get(key)


def keep(key: Hashable, template: str, context: dict[str, Any]) -> SafeString:
    """Return a template with this context as HTML, rendered once for the same key."""
    return made_once(key, lambda: render_to_string(template, context))


def part(
    request: HttpRequest, key: Hashable, template: str, context: Callable[[], dict[str, Any]]
) -> SafeString:
    """Return a part of a page as HTML, rendered once for the same key, its forms with the token of who asks now.

    The key holds all that the part says, and what it goes by besides: the reader's rights, the language.
    """
    made = made_once(
        (template, key, get_language()),
        lambda: SafeString(render_to_string(template, context() | {"csrf_token": _TOKEN})),
    )
    return SafeString(made.replace(_TOKEN, token(request))) if _TOKEN in made else made


def token(request: HttpRequest) -> SafeString:
    """Return the token of who asks now for the forms in parts of a page: each call of Django's own masks it anew."""
    made = getattr(request, "token_of_parts", None) or SafeString(get_token(request))
    request.token_of_parts = made  # type: ignore[attr-defined]
    return made


def made_once(key: Hashable, make: Callable[[], SafeString]) -> SafeString:
    """Return what `make` returns, made once for the same key."""
    made = _kept.get(key)
    if made is None:
        made = make()
        if len(_kept) >= MOST or _kept.text + len(made) > MOST_TEXT:
            forget()
        _kept[key] = made
        _kept.text += len(made)
    return made


def forget() -> None:
    """Forget all that was kept, as in a process that has just begun."""
    _kept.clear()
    _kept.text = 0


def pattern(template: str, *names: str, **fixed: object) -> Callable[..., SafeString]:
    """Return what fills texts into a part of a template that a page shows by the hundred, in the language of now.

    It is rendered once, with stand-ins for `names`. The template shows each of them once, as it is and in this order;
    what it asks about is `fixed`. A text is escaped as the template would; HTML that was made before goes in as it is.
    """
    stand_ins = {name: f"\ue000{name}\ue001" for name in names}
    made = render_to_string(template, {**fixed, **stand_ins}).replace("%", "%%")
    if re.findall("\ue000(.*?)\ue001", made) != list(names):
        raise TypeError(f"{template} must show {', '.join(names)}, each once and in this order.")
    text = re.sub("\ue000.*?\ue001", "%s", made)

    def fill(*values: str) -> SafeString:
        for one in values:
            if one.__class__ is not SafeString:
                values = tuple([one if one.__class__ is SafeString else escaped(one) for one in values])
                break
        return SafeString(text % values)

    return fill


def form(template: str, context: dict[str, Any]) -> Callable[[dict[str, str]], SafeString]:
    """Return what fills texts into a template by their names, each as often as it stands there, in the language of now.

    It is rendered once. `context` holds `blank(name)` for a text that the template shows as it is or puts into an
    address, and whatever else it asks about as that is. What is filled in is HTML already: it is `escaped` before.
    """
    made = render_to_string(template, context).replace("%", "%%")
    text = re.sub(f"{_BLANK}([a-z0-9_]+){_BLANK}", r"%(\1)s", made)
    return lambda values: SafeString(text % values)


# It passes through an address and through escaping as it is, and stands in no sentence.
_BLANK = "~~~"


def blank(name: str) -> SafeString:
    """Return what stands in a `form` for the text of a name until it is filled in."""
    return SafeString(f"{_BLANK}{name}{_BLANK}")


def around(
    request: HttpRequest, template: str, context: dict[str, Any], **parts: Iterable[SafeString]
) -> HttpResponse:
    """Return a page around long parts that are HTML already, in pieces. It shows each part once, by its name.

    They are put in at the end: each block and each loop that stands around a text in a template copies all of it.
    """
    places = {name: SafeString(f"<!--{_PLACE}{name}-->") for name in parts}
    made: str = render_to_string(template, context | places, request)
    pieces: list[str] = []
    for name, place in places.items():
        before, there, made = made.partition(place)
        if not there:
            raise TypeError(f"{template} must show {', '.join(parts)}, each once and in this order.")
        pieces += (before, *parts[name])
    return HttpResponse(b"".join([piece.encode() for piece in (*pieces, made)]))


# Of this process alone, so that nobody can type it.
_PLACE = secrets.token_hex(16)
_TOKEN = SafeString(f"{_PLACE}token")


def escaped(text: str) -> SafeString:
    """Return a text as HTML. Django's own `escape` also takes what is translated lazily, and takes twice as long."""
    return SafeString(escape(text))


def joined(parts: Iterable[SafeString]) -> SafeString:
    """Return HTML one after the other."""
    return SafeString("".join(parts))
