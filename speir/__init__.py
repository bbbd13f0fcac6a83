"""Speir: self-evaluation of child protection services in Scotland.

One root package. The floors inside it are listed in `.importlinter` and told in `docs/architecture.md`; imports
point down, always.
"""

VERSION = "0.1.0"
