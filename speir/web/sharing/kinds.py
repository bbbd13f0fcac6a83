"""Pages that broad views and closer looks both have: who reads it, removing words, holding it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from speir.core.errors import NotYours
from speir.evaluations.queries.headings import Heading


def of_address(request: HttpRequest) -> str:
    """Return the name of the addresses by which somebody came: `broad_views` or `looks`."""
    return request.resolver_match.namespace if request.resolver_match else "broad_views"


def at_its_own(request: HttpRequest, look: bool) -> None:
    """Raise NotYours where a closer look was asked for at the address of a broad view, or the other way round."""
    if look != (of_address(request) == "looks"):
        raise NotYours


def here(heading: Any) -> dict[str, Any]:
    """Return what such a page needs of the thing it is about: its frame, and where its own pages are.

    Of what is neither, such as a reflection, it is nothing: its page has a frame of its own.
    """
    if not isinstance(heading, Heading):
        return {"frame_of_it": "broad_views/base.html", "is_look": False}
    of_it = "looks" if heading.look else "broad_views"
    return {
        "frame_of_it": f"{of_it}/base.html",
        "is_look": heading.look,
        "whole": reverse("looks:overview" if heading.look else "broad_views:grid", args=[heading.id]),
        "to_remove": reverse(f"{of_it}:remove", args=[heading.id]),
        "to_hold": reverse(f"{of_it}:hold", args=[heading.id]),
    }
