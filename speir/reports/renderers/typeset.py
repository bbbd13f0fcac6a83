"""Sets one document with Typst, as a process of its own: JSON comes in, the PDF goes out.

Typst keeps what it worked out for as long as its process lives, up to some hundred megabytes; here that ends with
the document. `pdf.py` starts this file by its path, without Django and without the rest of Speir.
"""

from __future__ import annotations

import json
import sys

import typst


def main() -> None:
    """Read the order from standard input, write the PDF/UA-1 file to standard output."""
    order = json.load(sys.stdin)
    only = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[order["fonts"]])
    made = typst.Compiler(font_paths=only, ignore_system_fonts=True).compile(
        input=order["template"].encode(),
        format="pdf",
        sys_inputs={"document": json.dumps(order["document"])},
        pdf_standards=["ua-1"],
        timestamp=order["timestamp"],
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst returned no single file.")
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
