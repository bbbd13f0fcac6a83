"""Evidence as a Django app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Items of evidence."""

    name = "speir.evidence"
    label = "evidence"
