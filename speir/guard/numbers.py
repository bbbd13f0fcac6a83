"""Numbers that name one person: CHI, NHS and National Insurance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from stdnum.gb import nhs

from speir.guard.finding import Found, Kind

# Ten figures, whole or in groups by a space, full stop or hyphen of whatever make, or broken at the end of a line.
_GAP = r"(?: ?[ .\-] ?\n?|\n|\t)?"
_TEN = re.compile(rf"(?<![\d.,£$€])\d(?:{_GAP}\d){{9}}(?![\d]|[.,]\d)")
# HM Revenue and Customs: two letters (no D F I Q U V, no O second, some pairs never), six figures, A to D.
_INSURANCE = re.compile(
    rf"(?<![A-Za-z0-9])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    rf"{_GAP}\d\d{_GAP}\d\d{_GAP}\d\d{_GAP}[A-D](?![A-Za-z0-9])",
    re.IGNORECASE,
)


def health_numbers(text: str) -> Iterator[Found]:
    """Find CHI and NHS numbers: ten figures whose last fits the others by modulus 11.

    A CHI number (Community Health Index, Scotland) begins with the day of birth as DDMMYY; it has the check digit of
    an NHS number. Source: NHS Data Dictionary, "NHS Number"; Public Health Scotland, "Community Health Index".
    """
    for match in _TEN.finditer(text):
        figures = "".join(letter for letter in match.group() if letter.isdecimal())
        if nhs.is_valid(figures):
            yield Found(*match.span(), Kind.CHI if is_day(figures[:6]) else Kind.NHS)


def national_insurance(text: str) -> Iterator[Found]:
    """Find National Insurance numbers by their shape; they have no check digit. Source: HMRC manual NIM39110."""
    for match in _INSURANCE.finditer(text):
        yield Found(*match.span(), Kind.NATIONAL_INSURANCE)


def is_day(figures: str) -> bool:
    """Return whether six figures are a day as DDMMYY."""
    day, month, year = int(figures[:2]), int(figures[2:4]), int(figures[4:])
    try:
        # 2000 is a leap year, as 1900 is not: nobody alive was born on the day that makes the difference.
        date(2000 + year, month, day)
    except ValueError:
        return False
    return True
