"""What a sub-command needs before it can begin: tables, and the published frameworks in them."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from speir.cli.supervise import say
from speir.core.errors import Refused
from speir.frameworks import queries
from speir.frameworks.actions import loading

OLDER = (
    "The database is from before the last change to Speir. Start Speir once (bin/serve), "
    "which brings it up to date, and try again."
)


def database() -> None:
    """Make the tables where there are none yet. Raises Refused for a database that an older Speir has left.

    That one is not brought up to date here: another Speir may be at work on it, and bin/serve is where one expects it.
    """
    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        say("Making the database")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", database="attempts", verbosity=0)
    elif executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refused("database-older", OLDER)


def published() -> None:
    """Load the published frameworks where none is loaded yet, and the tables before them. Raises Refused."""
    database()
    if not queries.all_current():
        for line in loading.load_published():
            say(f"Published framework {line}")
