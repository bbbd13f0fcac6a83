"""Forms of one's own account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from speir.web.shell.fields import box


class NameForm(forms.Form):
    """One's name."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("As colleagues know you. It stands beside what you write."),
        max_length=200,
        widget=box(autocomplete="name"),
        error_messages={"required": _("Enter your name.")},
    )


class SignInForm(forms.Form):
    """An e-mail address and a password to sign in with from now on; who has a password shows that it is they."""

    present_password = forms.CharField(
        label=_("Your present password"),
        strip=False,
        widget=box(forms.PasswordInput, autocomplete="current-password"),
        error_messages={"required": _("Enter your present password, so that nobody else can change it.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=box(forms.EmailInput, autocomplete="username"),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter an e-mail address such as name@example.scot."),
        },
    )
    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 12 characters. Three or four words together are easy to remember."),
        strip=False,
        widget=box(forms.PasswordInput, autocomplete="new-password"),
        error_messages={"required": _("Choose a password.")},
    )

    def __init__(
        self, *args: Any, person: Any, may_try: Callable[[], bool] = lambda: True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.may_try = may_try
        if not person.has_usable_password():
            del self.fields["present_password"]
            self.fields["password"].label = _("Password")

    def clean_present_password(self) -> str:
        """Return the present password. Raises ValidationError when it is another, or was tried too often."""
        password: str = self.cleaned_data["present_password"]
        if not self.may_try():
            raise forms.ValidationError(
                _("This was typed wrongly too often. Wait five minutes and try again.")
            )
        if not self.person.check_password(password):
            raise forms.ValidationError(_("This is not your present password. Type it once more."))
        return password

    def clean_password(self) -> str:
        """Return the password. Raises ValidationError with every reason that it will not do."""
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, self.person)
        return password
