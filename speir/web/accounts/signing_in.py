"""The form that django-allauth signs people in by, with our fields and sentences."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.utils.translation import gettext_lazy as _

from speir.web.shell.fields import box


class LoginForm(allauth.LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.EmailField(
            label=_("E-mail address"),
            widget=box(forms.EmailInput, autocomplete="username"),
            error_messages={
                "required": _("Enter your e-mail address."),
                "invalid": _("Enter an e-mail address such as name@example.scot."),
            },
        )
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            strip=False,
            widget=box(forms.PasswordInput, autocomplete="current-password"),
            error_messages={"required": _("Enter your password.")},
        )
