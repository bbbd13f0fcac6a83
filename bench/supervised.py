"""The web server under Speir's own supervisor, as `speir serve` runs it, on a database that is ready already.

python -m bench.supervised --port 8000
"""

from __future__ import annotations

import argparse
import os
import sys

import django

from speir.cli import lifeline


def main(words: list[str]) -> int:
    """Supervise until the end, or until whoever started this is gone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args(words).port
    os.environ["DJANGO_SETTINGS_MODULE"] = "speir.config.settings"
    lifeline.follow()
    django.setup()
    from speir.cli.serve import children
    from speir.cli.supervise import Supervisor

    server = [child for child in children(port, 2) if child.ends_all]
    return Supervisor(server).run(lambda: True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
