"""Reading people."""

from __future__ import annotations

from django.utils import timezone

from speir.accounts import rules
from speir.accounts.models import Person, SignInAddress


def anyone() -> bool:
    """Return whether this installation knows anybody yet."""
    return Person.objects.exists()


def by_email(email: str) -> Person | None:
    """Return the active person with this e-mail address, in whatever case."""
    return Person.objects.filter(email=email.strip().lower(), is_active=True).first()


def sign_in_address_is_good(secret: str) -> bool:
    """Return whether a one-time address can still be used; looking does not use it up."""
    row = SignInAddress.objects.filter(digest=rules.digest(secret), person__is_active=True).first()
    return row is not None and rules.is_good(ends=row.ends_at, used=row.used_at, now=timezone.now())
