"""A form that adds something, sent again with other words after it was added: it goes on as a form for another one."""

from __future__ import annotations

from copy import copy
from typing import Any

from django import forms

from speir.core.errors import Unfit
from speir.core.ids import new_id
from speir.evaluations.rules.looks.saying import ADDED_CODE
from speir.web.shell.fields import add_refused


def refused_or_another(form: forms.Form, unfit: Unfit, name: str, names: dict[str, str] | None = None) -> str:
    """Say what is wrong in a form; where it has added something before, give it a new id in its field `name`.

    Return the id with which it goes on. `names` maps a rule's field to the form's.
    """
    add_refused(form, unfit.broken, names)
    if any(one.code == ADDED_CODE for one in unfit.broken):
        data: Any = copy(form.data)
        data[name] = new_id()
        form.data = data
    return str(form.data.get(name, ""))
