"""Every sub-command of `speir`, in the order in which `speir --help` shows them."""

from __future__ import annotations

from speir.cli import serve, tick, work
from speir.cli.command import Command

COMMANDS: tuple[Command, ...] = (
    serve.COMMAND,
    work.COMMAND,
    tick.COMMAND,
)
