"""How log lines look: plain, to stderr, and without what would let a reader of the log sign in as somebody."""

import logging
import re

QUERY = re.compile(r"\?[^\s'\"]*")
LONG_SECRET = re.compile(r"(?<=/)[A-Za-z0-9_:.=-]{32,}(?=/|\s|$)")


class WithoutSecrets(logging.Formatter):
    """Blanks query strings and long path parts (sign-in addresses), keeps ids, which are short."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, blanked."""
        return LONG_SECRET.sub("[hidden]", QUERY.sub("?[hidden]", super().format(record)))


class OneLine(logging.Filter):
    """Leaves the traceback of what was refused out: anybody can ask for it, as often as they like.

    What failed in Speir itself is an error, and keeps its own.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the line through without it."""
        if record.name == "django.security.DisallowedHost" or record.levelno < logging.ERROR:
            record.exc_info = None
        return True


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"one line": {"()": "speir.config.logs.OneLine"}},
    "formatters": {
        "plain": {
            "()": "speir.config.logs.WithoutSecrets",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # Django's own set-up would mail errors to ADMINS and repeat lines on the console.
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"filters": ["one line"]},
        "django.security.DisallowedHost": {"filters": ["one line"]},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
    },
}
