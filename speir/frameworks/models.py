"""Frameworks as rows: structure, and wordings of it."""

from __future__ import annotations

from django.db import models

from speir.core.models import Row
from speir.frameworks.rules.levels import CountsAs


class Framework(Row):
    """One version of a published framework. `stamp` changes whenever a wording is added."""

    key = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    title = models.TextField()
    publisher = models.TextField()
    published = models.CharField(max_length=40)
    isbn = models.CharField(max_length=20, blank=True)
    copying = models.TextField()
    overarching_question = models.TextField()
    digest = models.CharField(max_length=64)
    stamp = models.CharField(max_length=16, blank=True)

    class Meta:
        db_table = "frameworks_framework"
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="framework_version_once")]

    def __str__(self) -> str:
        return f"{self.key} version {self.version}"


class Level(Row):
    """A level of the framework's scale; `position` orders, from the lowest at 1."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="levels")
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    counts_as = models.CharField(max_length=10, choices=[(c.value, c.value) for c in CountsAs])
    maintain = models.BooleanField(default=False)

    class Meta:
        db_table = "frameworks_level"
        constraints = [
            models.UniqueConstraint(fields=["framework", "key"], name="level_key_once"),
            models.UniqueConstraint(fields=["framework", "position"], name="level_position_once"),
        ]

    def __str__(self) -> str:
        return self.name


class KeyQuestion(Row):
    """A key question."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="key_questions")
    number = models.CharField(max_length=4)
    title = models.TextField()

    class Meta:
        db_table = "frameworks_key_question"
        constraints = [models.UniqueConstraint(fields=["framework", "number"], name="key_question_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Indicator(Row):
    """A quality indicator."""

    key_question = models.ForeignKey(KeyQuestion, on_delete=models.CASCADE, related_name="indicators")
    number = models.CharField(max_length=8)
    title = models.TextField()
    also_titled = models.TextField(blank=True)
    crucial = models.BooleanField(default=False)

    class Meta:
        db_table = "frameworks_indicator"
        constraints = [models.UniqueConstraint(fields=["key_question", "number"], name="indicator_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Theme(Row):
    """A theme of an indicator. `key` is stable across versions: evidence links to it."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="themes")
    key = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    title = models.TextField()

    class Meta:
        db_table = "frameworks_theme"
        constraints = [
            models.UniqueConstraint(fields=["indicator", "key"], name="theme_key_once"),
            models.UniqueConstraint(fields=["indicator", "position"], name="theme_position_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Standard(Row):
    """A standard that a key question rests on."""

    key_question = models.ForeignKey(KeyQuestion, on_delete=models.CASCADE, related_name="standards")
    number = models.PositiveSmallIntegerField()
    title = models.TextField()

    class Meta:
        db_table = "frameworks_standard"
        constraints = [models.UniqueConstraint(fields=["key_question", "number"], name="standard_once")]

    def __str__(self) -> str:
        return f"Standard {self.number}: {self.title}"


class SourceKind(Row):
    """A kind of evidence source; `voice` is whose views it carries by its nature, as words with spaces between."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="source_kinds")
    key = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    voice = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "frameworks_source_kind"
        constraints = [models.UniqueConstraint(fields=["framework", "key"], name="source_kind_once")]

    def __str__(self) -> str:
        return self.name


class Fact(Row):
    """A named thing in one of the framework's lists (`group`): the cycle, quality areas, reasons, plans."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="facts")
    group = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        db_table = "frameworks_fact"
        constraints = [models.UniqueConstraint(fields=["framework", "group", "key"], name="fact_once")]

    def __str__(self) -> str:
        return self.text


class Reference(Row):
    """A work that the framework refers to."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="references")
    position = models.PositiveSmallIntegerField()
    title = models.TextField()
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    isbn = models.CharField(max_length=20, blank=True)
    address = models.TextField(blank=True)
    legislation = models.BooleanField(default=False)

    class Meta:
        db_table = "frameworks_reference"
        constraints = [models.UniqueConstraint(fields=["framework", "position"], name="reference_once")]

    def __str__(self) -> str:
        return self.title


class Wording(Row):
    """One wording of a framework: by source (ours, official), language and version."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="wordings")
    source = models.CharField(max_length=10, choices=[("ours", "ours"), ("official", "official")])
    language = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    statement = models.TextField()
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "frameworks_wording"
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "source", "language", "version"], name="wording_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.language}) version {self.version}"


class Illustration(Row):
    """One statement of what a theme looks like at a level, in one wording."""

    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="illustrations")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="illustrations")
    level = models.ForeignKey(Level, on_delete=models.CASCADE, related_name="illustrations")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        db_table = "frameworks_illustration"
        constraints = [
            models.UniqueConstraint(
                fields=["wording", "theme", "level", "position"], name="illustration_once"
            )
        ]

    def __str__(self) -> str:
        return self.text


class Phrase(Row):
    """A short text of one wording about one part of the structure: a definition, a short name, a line of help."""

    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="phrases")
    group = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    text = models.TextField()

    class Meta:
        db_table = "frameworks_phrase"
        constraints = [models.UniqueConstraint(fields=["wording", "group", "key"], name="phrase_once")]

    def __str__(self) -> str:
        return self.text
