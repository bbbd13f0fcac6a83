"""Own reflections as rows: one theme, three texts, and who may write them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from speir.access.permissions import Permission
from speir.core.models import Row
from speir.evaluations.models.beside import Aside, Earlier
from speir.evidence.models import Item
from speir.frameworks.models import Framework
from speir.sharing.models import Kept


class Reflection(Kept):
    """What one person, or a few, say of one theme (its stable key): what happens, how they know, the one thing to do.

    It is always for its owner and its writers alone, until the owner shares it. `home` is where its owner works.
    """

    SHARED_BY = Permission.REFLECT

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    theme = models.CharField(max_length=120)
    happens = models.TextField(blank=True)
    happens_by = models.CharField(max_length=16, blank=True)
    happens_by_name = models.CharField(max_length=200, blank=True)
    happens_at = models.DateTimeField(null=True, blank=True)
    known = models.TextField(blank=True)
    known_by = models.CharField(max_length=16, blank=True)
    known_by_name = models.CharField(max_length=200, blank=True)
    known_at = models.DateTimeField(null=True, blank=True)
    doing = models.TextField(blank=True)
    doing_by = models.CharField(max_length=16, blank=True)
    doing_by_name = models.CharField(max_length=200, blank=True)
    doing_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField()
    written_at = models.DateTimeField()
    discarded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "evaluations_reflection"
        indexes = [
            models.Index(fields=["owner", "-written_at"], name="reflection_of_owner"),
            models.Index(
                fields=["discarded_at"], condition=Q(discarded_at__isnull=False), name="reflection_discarded"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(only_me=True), name="reflection_is_for_its_owner"),
            models.CheckConstraint(condition=~Q(owner=""), name="reflection_has_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.theme} by {self.owner}"


class ReflectionWriter(Row):
    """A colleague who writes in a reflection with its owner."""

    reflection = models.ForeignKey(Reflection, on_delete=models.CASCADE, related_name="writers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "evaluations_reflection_writer"
        constraints = [
            models.UniqueConstraint(fields=["reflection", "person"], name="reflection_writer_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.reflection_id}"


class ReflectionAside(Aside):
    """What somebody typed in a reflection and could not save. `place` is the field's name."""

    reflection = models.ForeignKey(Reflection, on_delete=models.CASCADE, related_name="set_aside")

    class Meta:
        db_table = "evaluations_reflection_aside"


class ReflectionEarlier(Earlier):
    """A text of a reflection before it was written over. It goes with its reflection: nobody else relies on it."""

    reflection = models.ForeignKey(Reflection, on_delete=models.CASCADE, related_name="earlier_texts")

    class Meta:
        db_table = "evaluations_reflection_earlier"


class Given(Row):
    """A piece of evidence that was given from a reflection. Only the reflection's own writers are told."""

    reflection = models.ForeignKey(Reflection, on_delete=models.CASCADE, related_name="given")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "evaluations_given"
        constraints = [models.UniqueConstraint(fields=["reflection", "item"], name="given_once")]

    def __str__(self) -> str:
        return f"{self.item_id} from {self.reflection_id}"
