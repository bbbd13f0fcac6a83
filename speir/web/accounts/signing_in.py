"""The forms that django-allauth signs people in by, with our fields and sentences."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factors
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import _BaseAddWebAuthnForm
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from speir.accounts.queries import by_proven_email, factors_of
from speir.web.accounts.adapter import note_stopped
from speir.web.shell.fields import box


def _password() -> forms.CharField:
    return forms.CharField(
        label=_("Password"),
        strip=False,
        widget=box(forms.PasswordInput, autocomplete="current-password"),
        error_messages={"required": _("Enter your password.")},
    )


def _code(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=40,
        widget=box(forms.TextInput, autocomplete="one-time-code", inputmode="numeric"),
        error_messages={"required": _("Enter the code.")},
    )


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
        self.fields["password"] = _password()


class ConfirmForm(allauth.ReauthenticateForm):
    """The password once more, before something is changed that somebody else at this screen must not change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = _password()


class ForgottenForm(allauth.ResetPasswordForm):
    """Whose password is forgotten. The answer is the same whether anybody has the address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = forms.EmailField(
            label=_("E-mail address"),
            max_length=254,
            widget=box(forms.EmailInput, autocomplete="username"),
            error_messages={
                "required": _("Enter your e-mail address."),
                "invalid": _("Enter an e-mail address such as name@example.scot."),
            },
        )

    def clean_email(self) -> str:
        """Return the address; a letter goes to whoever has shown that it is theirs."""
        email: str = self.cleaned_data["email"]
        person = by_proven_email(email)
        self.users = [person] if person is not None else []
        return email


class NewPasswordForm(allauth.ResetPasswordKeyForm):
    """A new password, typed once: it can be chosen anew by another letter."""

    password2 = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"] = forms.CharField(
            label=_("New password"),
            help_text=_("At least 12 characters. Three or four words together are easy to remember."),
            strip=False,
            widget=box(forms.PasswordInput, autocomplete="new-password"),
            error_messages={"required": _("Choose a password.")},
        )

    def clean_password1(self) -> str:
        """Return the password. Raises ValidationError with every reason that it will not do."""
        password: str = self.cleaned_data["password1"]
        password_validation.validate_password(password, self.user)
        return password


class CodeForm(factors.AuthenticateForm):
    """The code from an app, or a recovery code, after e-mail address and password."""

    def clean_code(self) -> str:
        """Return the code. Raises ValidationError when it does not fit, or was tried too often, which is recorded."""
        try:
            return str(super().clean_code())
        except forms.ValidationError as refused:
            if refused.code == "too_many_login_attempts":
                note_stopped(self.user)
            raise

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        app = factors_of(str(self.user.pk)).app
        self.fields["code"] = _code(
            _("Code"),
            _("Six digits from your authenticator app, or one of your recovery codes.")
            if app
            else _("One of the codes that you kept when you set your passkey up. Each works once."),
        )


class ConfirmCodeForm(factors.ReauthenticateForm):
    """A code once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code(
            _("Code"), _("Six digits from your authenticator app, or one of your recovery codes.")
        )


class AddAppForm(ActivateTOTPForm):
    """The first code of an app, which shows that it has the key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code(_("The six digits that the app shows now"))


class AddPasskeyForm(_BaseAddWebAuthnForm):
    """What the browser says of a new passkey; a person types nothing."""

    name = None
    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        """Return no name: passkeys are told apart by their days."""
        return ""

    def clean(self) -> dict[str, Any]:
        """Return the passkey, which asks for more than a touch. Raises ValidationError for one that does not fit."""
        self.cleaned_data["passwordless"] = True
        try:
            return {**super().clean(), "name": ""}
        except (AttributeError, KeyError, TypeError, ValueError):  # not what a browser says
            raise get_adapter().validation_error("incorrect_code") from None
