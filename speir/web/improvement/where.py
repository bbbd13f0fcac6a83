"""Addresses of things of improvement, as lists of several areas lead to them."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse


def address(name: str, *args: str) -> str:
    """Return the address of a page, empty where there is no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
