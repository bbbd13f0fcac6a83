"""Makes one document, as a process of its own: a Document comes in, the file goes out. `apart.py` starts it."""

from __future__ import annotations

import gc
import pickle
import sys
from collections.abc import Callable
from typing import Any


def renderer(format: str) -> Callable[[Any], bytes]:
    """What makes this format. Only its own library is imported: that is most of what a small document costs.

    Raises ValueError for a format that there is not.
    """
    match format:
        case "docx":
            from speir.reports.renderers import docx

            return docx.render
        case "xlsx":
            from speir.reports.renderers import xlsx

            return xlsx.render
        case "pdf":
            from speir.reports.renderers import pdf

            return pdf.render
        case "rows":
            from speir.reports.renderers import rows_xlsx

            return rows_xlsx.render
    raise ValueError(f"There is no format {format}.")


def main() -> None:
    """Read the document from standard input, write the file to standard output."""
    # Everything is given back at the end, a moment from now.
    gc.disable()
    document = pickle.load(sys.stdin.buffer)  # noqa: S301  from the process that started this one
    sys.stdout.buffer.write(renderer(sys.argv[1])(document))


if __name__ == "__main__":
    main()
