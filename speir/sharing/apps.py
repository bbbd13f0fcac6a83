"""Sharing as a Django app."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """Who may see what, and acts of sharing."""

    name = "speir.sharing"
    label = "sharing"
