"""Every sub-command of `speir`, in the order in which `speir --help` shows them."""

from __future__ import annotations

from speir.cli import demo, files, frameworks, serve, sign_in_address, suggest, tick, trail, words, work
from speir.cli.command import Command

COMMANDS: tuple[Command, ...] = (
    serve.COMMAND,
    demo.COMMAND,
    sign_in_address.COMMAND,
    frameworks.COMMAND,
    suggest.COMMAND,
    work.COMMAND,
    suggest.SERVER,
    tick.COMMAND,
    trail.COMMAND,
    words.COMMAND,
    files.COMMAND,
)
