"""People and their one-time sign-in addresses."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from speir.core.ids import LENGTH, new_id
from speir.core.models import Row


class People(BaseUserManager["Person"]):
    """Makes people; django-allauth looks them up by e-mail."""

    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> Person:
        """Save and return a new person; without a password they sign in by a one-time address only."""
        person = self.model(email=self.normalize_email(email) or None, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Someone who signs in. Without an e-mail address they come in by a one-time address."""

    id = models.CharField(max_length=LENGTH, primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, unique=True, null=True, blank=True)
    # When they last showed that the address is theirs: by an invitation or a letter that only went there.
    email_proven_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    last_seen_on = models.DateField(null=True, blank=True)

    objects = People()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "accounts_person"

    def __str__(self) -> str:
        return self.name or "Unnamed person"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep an absent e-mail address as null, so that it is unique, and a present one in lower case."""
        self.email = (self.email or "").strip().lower() or None
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        """Return the person's name."""
        return self.name


class SignInAddress(Row):
    """An address that signs its person in once, handed over or sent; only the digest of its secret is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_in_addresses")
    digest = models.CharField(max_length=64, unique=True)
    goes_to = models.CharField(max_length=200, blank=True)
    # Where it went by e-mail, as an invitation: whoever uses it has shown that this address is theirs.
    sent_to = models.EmailField(max_length=254, blank=True)
    # Of an invitation, for its letter: who invites, and into what.
    inviter_name = models.CharField(max_length=200, blank=True)
    unit_name = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "accounts_sign_in_address"

    def __str__(self) -> str:
        return f"for {self.person_id} until {self.ends_at:%Y-%m-%d %H:%M}"
