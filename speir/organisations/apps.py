"""Organisations as a Django app."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Units and memberships."""

    name = "speir.organisations"
    label = "organisations"
