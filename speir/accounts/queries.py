"""Reading people."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone

from speir.accounts import rules
from speir.accounts.models import Person, SignInAddress


def by_email(email: str) -> Person | None:
    """Return the active person with this e-mail address, in whatever case."""
    return Person.objects.filter(email=email.strip().lower(), is_active=True).first()


def person_of_sign_in_address(secret: str) -> Person | None:
    """Return whom a one-time address signs in, None when it cannot be used any more; looking does not use it up."""
    found = SignInAddress.objects.select_related("person")
    row = found.filter(digest=rules.digest(secret), person__is_active=True).first()
    good = row is not None and rules.is_good(ends=row.ends_at, used=row.used_at, now=timezone.now())
    return row.person if row is not None and good else None


def names_of(person_ids: Collection[str]) -> dict[str, str]:
    """Return people's names by their ids. One query, none for nobody."""
    return dict(Person.objects.filter(pk__in=person_ids).values_list("id", "name")) if person_ids else {}
