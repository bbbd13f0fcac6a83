"""Notices as a Django app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """What leaves by e-mail."""

    name = "speir.notices"
    label = "notices"
