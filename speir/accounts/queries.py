"""Reading people."""

from __future__ import annotations

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
