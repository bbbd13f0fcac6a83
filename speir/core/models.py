"""The abstract base of every table: a random id, since ids stand in addresses."""

from __future__ import annotations

from django.db import models

from speir.core.ids import LENGTH, new_id


class Row(models.Model):
    """A row with a random id of 16 characters."""

    id = models.CharField(max_length=LENGTH, primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True
