"""Has one document made by a process of its own, which ends with it.

A web worker so never holds the libraries that write documents, nor what they needed for a moment, and somebody else's
page does not wait while a grid is drawn. The other end is `make.py`, without Django.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

from speir.reports.content import Document, Listing

ROOT = Path(__file__).resolve().parents[3]
LONGEST = 50


class NotMade(Exception):
    """No document was made; what the process said last is in the message."""


def made(format: str, document: Document | Listing) -> bytes:
    """The document in that format, or the listing as `rows`. Raises NotMade."""
    # -P: from Speir's own folder alone, whatever lies in the one that Speir was started in.
    command = [sys.executable, "-P", "-m", "speir.reports.renderers.make", format]
    try:
        done = subprocess.run(
            command,
            input=pickle.dumps(document),
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
            timeout=LONGEST,
        )
    except subprocess.CalledProcessError as failed:
        raise NotMade(failed.stderr.decode(errors="replace")[-2_000:]) from failed
    except subprocess.TimeoutExpired as late:
        raise NotMade(f"The {format} had not ended after {LONGEST} seconds.") from late
    return done.stdout
