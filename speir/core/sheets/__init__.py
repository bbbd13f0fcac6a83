"""Reading a sheet that somebody uploads, CSV or a workbook, as rows of texts. What is hostile is refused."""

from speir.core.sheets.reading import LARGEST, Rows, Size, rows_in, rows_of

__all__ = ["LARGEST", "Rows", "Size", "rows_in", "rows_of"]
