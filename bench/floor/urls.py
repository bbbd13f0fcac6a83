"""The floor's one address."""

from __future__ import annotations

from functools import cache

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import path


@cache
def _bytes(size: int) -> bytes:
    return b"x" * size


@login_required
def page(request: HttpRequest, size: int) -> HttpResponse:
    """Return so many bytes to whoever is signed in."""
    return HttpResponse(_bytes(size))


urlpatterns = [path("<int:size>/", page)]
