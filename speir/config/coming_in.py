"""How people come in: settings that no operator changes. `settings` takes them all."""

from typing import Any

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "speir.config.hashing.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_validators = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_validators}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_validators}.CommonPasswordValidator"},
    {
        "NAME": f"{_validators}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
]

ACCOUNT_ADAPTER = "speir.web.accounts.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "speir.web.accounts.signing_in.LoginForm",
    "reauthenticate": "speir.web.accounts.signing_in.ConfirmForm",
    "reset_password": "speir.web.accounts.signing_in.ForgottenForm",
    "reset_password_from_key": "speir.web.accounts.signing_in.NewPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
# First for each account; generous for an address, since everybody in a council may come from the same one. Of an
# address only failures count (web/accounts/adapter.py): allauth's count takes a lock, which a hundred would wait for.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/5m/key",
    "reauthenticate": "10/5m/user",
    "reset_password": "3/15m/key,60/5m/ip",
    "reset_password_from_key": "60/5m/ip",
    "present_password": "5/5m/user",
    "confirm_email": "3/15m/key",
    "progress": "30/5m/key,600/5m/ip",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
PASSWORD_RESET_TIMEOUT = 60 * 60

MFA_ADAPTER = "speir.web.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A passkey asks for a finger, a face or a PIN each time: by itself it is what somebody has and what they are or know.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# Whether an address is proven is our own column's to say.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Speir"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = {"webauthn_login": None}
MFA_FORMS = {
    "authenticate": "speir.web.accounts.signing_in.CodeForm",
    "reauthenticate": "speir.web.accounts.signing_in.ConfirmCodeForm",
    "activate_totp": "speir.web.accounts.signing_in.AddAppForm",
    "add_webauthn": "speir.web.accounts.signing_in.AddPasskeyForm",
}

SOCIALACCOUNT_ADAPTER = "speir.web.accounts.elsewhere.ElsewhereAdapter"
# What starts an organisation's own sign-in is a link: our policy lets no form lead to another host.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
