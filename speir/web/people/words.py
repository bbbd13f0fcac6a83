"""Roles in words, as the pages of people show them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from speir.access.roles import FOLLOWS, MOST_MONTHS, ROLES, fitting
from speir.access.words import PERMISSIONS_SAID, ROLES_SAID, name_of_role
from speir.core.text import capital, day, listed, number
from speir.organisations.queries.pages import Side, UnitPage
from speir.organisations.queries.roles import Held
from speir.organisations.rules.sectors import SECTORS
from speir.organisations.rules.sheet import COLUMNS

KINDS = {"partnership": "Partnership", "agency": "Agency", "service": "Service", "team": "Team"}


def role(key: str) -> str:
    """Return the name of a role."""
    return _(name_of_role(key))


def kind(key: str) -> str:
    """Return the name of a kind of unit."""
    return _(KINDS[key])


def choices(kind: str) -> list[tuple[str, str]]:
    """Return the roles that fit a kind of unit, each with what it is for."""
    return [
        (key, _("%(role)s: %(what)s") % {"role": _(ROLES_SAID[key][0]), "what": _(ROLES_SAID[key][1])})
        for key in fitting(kind)
    ]


def columns() -> list[tuple[str, str]]:
    """Return what goes into each column of a sheet, in words: (its name, what to write there)."""
    roles = listed([_(ROLES_SAID[key][0]) for key in fitting("agency")])
    said = {
        "organisation": _("In every row: the organisation that the row is about."),
        "sector": _("One of these, or nothing: %(kinds)s.")
        % {"kinds": listed([_(words) for words in SECTORS.values()])},
        "service": _("A service in it, or nothing."),
        "team": _("A team in the service, or in the organisation itself, or nothing."),
        "name": _("Somebody with a role there, or nothing where the row is about the place alone."),
        "email": _("Where their invitation goes. It can be left empty."),
        "role": _("One of these: %(roles)s.") % {"roles": roles},
        "starts": _("Such as 3 March 2027, or nothing for today."),
        "ends": _("Such as 31 March 2027, or nothing. An inspector’s role needs one."),
        "locality": _("In which part of the area the unit works, or nothing for all of it."),
    }
    return [(_(name), said[key]) for key, name in COLUMNS.items()]


def days(starts: dt.date, ends: dt.date | None) -> str:
    """Return from when until when a role is held, as far as somebody needs to be told today."""
    to_come = starts > timezone.localdate()
    if to_come and ends:
        return _("from %(starts)s until %(ends)s") % {"starts": day(starts), "ends": day(ends)}
    if to_come:
        return _("from %(starts)s") % {"starts": day(starts)}
    return _("until %(ends)s") % {"ends": day(ends)} if ends else ""


def held(one: Held) -> dict[str, Any]:
    """Return what a line says of a role that somebody holds or held."""
    if one.ended:
        over = _("ended by %(who)s on %(day)s") % {"who": one.ended_by or _("Speir"), "day": day(one.ended)}
    elif not one.stands and one.ends:
        over = _("until %(ends)s") % {"ends": day(one.ends)}
    else:
        over = ""
    given = _("since %(day)s") % {"day": day(one.starts)} if one.starts <= timezone.localdate() else ""
    by = _("given by %(who)s") % {"who": one.given_by} if one.given_by else ""
    said = [part for part in (given, days(one.starts, one.ends) if one.stands else "", over, by) if part]
    return {"held": one, "role": role(one.role), "said": capital(", ".join(said))}


def unit(page: UnitPage) -> dict[str, Any]:
    """Return what a unit's page says of it in words."""
    kind = _(KINDS[page.kind])
    sector = _(SECTORS[page.sector]) if page.sector in SECTORS else ""
    return {
        "is": " · ".join(part for part in (kind, sector, page.locality) if part),
        "closes": day(page.closes) if page.closes else "",
        "below": [
            {
                "unit": one,
                "steps": "– " * one.depth,
                "kind": _(KINDS[one.kind]),
                "closes": day(one.closes) if one.closes else "",
            }
            for one in page.below
        ],
        "sits_in": [_side(side) for side in page.sits_in],
        "sitting": [_side(side) for side in page.sitting],
        "names": [{"name": name, "until": day(until)} for name, until in page.names],
    }


def _side(side: Side) -> dict[str, Any]:
    sector = _(SECTORS[side.sector]) if side.sector in SECTORS else ""
    ends = _("until %(ends)s") % {"ends": day(side.ends)} if side.ends else ""
    kept = _("looked after by the partnership") if side.keeps else ""
    return {"side": side, "said": capital(", ".join(part for part in (sector, kept, ends) if part))}


def table() -> dict[str, Any]:
    """Return the table of roles: what can be done as columns, the roles as rows with a yes or no for each."""
    return {
        "columns": [_(words) for words in PERMISSIONS_SAID.values()],
        "rows": [
            {
                "name": _(name),
                "what": _(what),
                "given": key not in FOLLOWS,
                "cells": [
                    (_(words), permission in ROLES[key]) for permission, words in PERMISSIONS_SAID.items()
                ],
                "nothing": not ROLES[key],
                "months": number(MOST_MONTHS[key]) if key in MOST_MONTHS else "",
            }
            for key, (name, what) in ROLES_SAID.items()
        ],
    }
