"""What a sub-command is."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass


def no_arguments(parser: ArgumentParser) -> None:
    """Add nothing: for a sub-command that takes no argument."""


@dataclass(frozen=True)
class Command:
    """A sub-command: `run` gets the parsed arguments and returns the exit code, 0 when all went well."""

    name: str
    help: str
    run: Callable[[Namespace], int]
    arguments: Callable[[ArgumentParser], None] = no_arguments
