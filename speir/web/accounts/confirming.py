"""After the password: the second factor. And showing once more that it is oneself, before something is changed."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.webauthn import views as webauthn

from speir.accounts.queries import factors_of
from speir.web.accounts.second_factor import as_text


class SecondFactor(factors.AuthenticateView):
    """Ask for the second factor of somebody whose password was right."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """What the page shows: which factors there are, and what the browser is asked for."""
        context: dict[str, Any] = super().get_context_data(**more)
        options = context.get("js_data", {}).get("request_options")
        return context | {"options": as_text(options), "has": _kinds(self.stage.login.user)}


class ConfirmByPasskey(webauthn.ReauthenticateWebAuthnView):
    """Ask for the passkey once more."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """What the page shows, and what the browser is asked for."""
        context: dict[str, Any] = super().get_context_data(**more)
        return context | {"options": as_text(context["js_data"]["request_options"])}


def _kinds(person: Any) -> dict[str, bool]:
    held = factors_of(str(person.pk))
    return {"app": held.app is not None, "passkey": bool(held.passkeys)}


second_factor = SecondFactor.as_view()
confirm = account.reauthenticate
confirm_by_code = factors.reauthenticate
confirm_by_passkey = ConfirmByPasskey.as_view()
by_passkey = webauthn.login_webauthn
