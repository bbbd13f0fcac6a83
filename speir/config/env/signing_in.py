"""Where organisations keep their own sign-in, as the environment says it."""

import os
import re
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured

from speir.config.env.plain import flag


@dataclass(frozen=True)
class IdentityProvider:
    """An organisation's own sign-in: `domains` are the e-mail domains of which it may say whose an address is."""

    key: str
    name: str
    url: str
    client_id: str
    secret: str
    domains: tuple[str, ...]
    second_factor: bool


def identity_providers() -> list[IdentityProvider]:
    """Each provider that SPEIR_OIDC names, with its own variables: SPEIR_OIDC_COUNCIL_URL and so on."""
    keys = os.environ.get("SPEIR_OIDC", "").lower().split()
    if bad := [key for key in keys if not re.fullmatch(r"[a-z][a-z0-9]{0,19}", key)]:
        raise ImproperlyConfigured(
            f"SPEIR_OIDC names {bad[0]!r}. Write short names of letters and figures, apart by spaces: council nhs"
        )
    return [_identity_provider(key, f"SPEIR_OIDC_{key.upper()}_") for key in dict.fromkeys(keys)]


def _identity_provider(key: str, prefix: str) -> IdentityProvider:
    said = {
        name: os.environ.get(prefix + name, "").strip()
        for name in ("NAME", "URL", "CLIENT_ID", "CLIENT_SECRET", "DOMAINS")
    }
    if missing := [prefix + name for name, value in said.items() if not value]:
        raise ImproperlyConfigured(f"SPEIR_OIDC names {key}. Set {' and '.join(missing)} as well.")
    if not re.fullmatch(r"https://\S+|http://(127\.0\.0\.1|localhost)(:[0-9]+)?(/\S*)?", said["URL"]):
        raise ImproperlyConfigured(
            f"{prefix}URL is {said['URL']!r}. Set it to the https address of the issuer, "
            "under which /.well-known/openid-configuration lies."
        )
    domains = tuple(said["DOMAINS"].lower().replace(",", " ").split())
    if not all(re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}", domain) for domain in domains):
        raise ImproperlyConfigured(
            f"{prefix}DOMAINS is {said['DOMAINS']!r}. Write e-mail domains apart by spaces: example.gov.scot"
        )
    second = flag(prefix + "SECOND_FACTOR")
    return IdentityProvider(
        key, said["NAME"], said["URL"], said["CLIENT_ID"], said["CLIENT_SECRET"], domains, second
    )
