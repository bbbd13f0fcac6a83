"""Typed readers of the environment.

A value that cannot be used stops the program with a sentence that says what to do.
"""

from speir.config.env.keeping import DATABASE_URL_HELP, SQLITE_PRAGMAS, attempts, clamd, database, storage
from speir.config.env.letters import Mail, mail
from speir.config.env.plain import (
    LOOPBACK_HOSTS,
    below,
    flag,
    folder,
    helpline,
    host_of,
    keys,
    number,
    one_of,
    public_address,
    secret_key,
)
from speir.config.env.signing_in import IdentityProvider, identity_providers

__all__ = [
    "DATABASE_URL_HELP",
    "LOOPBACK_HOSTS",
    "SQLITE_PRAGMAS",
    "IdentityProvider",
    "Mail",
    "attempts",
    "below",
    "clamd",
    "database",
    "flag",
    "folder",
    "helpline",
    "host_of",
    "identity_providers",
    "keys",
    "mail",
    "number",
    "one_of",
    "public_address",
    "secret_key",
    "storage",
]
