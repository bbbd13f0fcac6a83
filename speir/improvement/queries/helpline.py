"""To whom the readers of a sheet can turn, with the helpline that this installation names."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from speir.improvement.rules.sheets import IT_IS_FREE, WORDS, is_free


def help_on(sheet: str) -> str:
    """Return to whom the readers of a sheet can turn; empty for adults, who find that elsewhere. No query."""
    words = WORDS[sheet]
    if not words.help:
        return ""
    said = [_(words.help)]
    if settings.CHILDRENS_HELPLINE:
        name, number = settings.CHILDRENS_HELPLINE
        said.append(_(words.helpline) % {"name": name, "number": number})
        said += [_(IT_IS_FREE)] if is_free(number) else []
    return " ".join(said)
