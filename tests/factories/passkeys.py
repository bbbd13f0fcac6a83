"""Second factors as rows, for pages that only show them."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from speir.accounts.models import Person


def passkey(person: Person) -> Authenticator:
    """A passkey that nobody holds the key of."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    held = AttestedCredentialData.create(b"\0" * 16, person.pk.encode(), key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(b"\0" * 32, flags, 1, bytes(held))
    said: dict[str, Any] = {
        "clientDataJSON": websafe_encode(
            CollectedClientData.create("webauthn.create", b"1", "http://localhost")
        ),
        "attestationObject": websafe_encode(bytes(AttestationObject.create("none", data, {}))),
    }
    own = websafe_encode(person.pk.encode())
    credential = {"id": own, "rawId": own, "type": "public-key", "response": said}
    return Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "", "credential": credential}
    )


def all_factors(person: Person) -> None:
    """An app, a passkey and recovery codes."""
    TOTP.activate(person, generate_totp_secret())
    passkey(person)
    RecoveryCodes.activate(person)
