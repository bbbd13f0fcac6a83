"""Mentions as a Django app."""

from django.apps import AppConfig


class MentionsConfig(AppConfig):
    """Mentions that somebody explained."""

    name = "speir.mentions"
    label = "mentions"
