"""Addresses of signing in. Of django-allauth's pages only those that Speir uses are open."""

from allauth.account import views as allauth
from django.urls import path
from django.views.generic import RedirectView

from speir.web.accounts import confirming, elsewhere, second_factor, sessions, views

urlpatterns = [
    path("sign-in/", allauth.login, name="account_login"),
    path("sign-in/with/<str:provider_id>/", elsewhere.start, name="openid_connect_login"),
    path("sign-in/with/<str:provider_id>/back/", elsewhere.back, name="openid_connect_callback"),
    path("sign-in/second-factor/", confirming.second_factor, name="mfa_authenticate"),
    path("sign-in/passkey/", confirming.by_passkey, name="mfa_login_webauthn"),
    path(
        "sign-in/cancelled/",
        RedirectView.as_view(pattern_name="account_login"),
        name="socialaccount_login_cancelled",
    ),
    path("sign-in/<str:secret>/", views.one_time, name="one_time"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("account/", views.account, name="account"),
    path("account/stay/", sessions.stay, name="stay"),
    path("account/sessions/", sessions.index, name="sessions"),
    path("account/sessions/end/", sessions.end, name="end_sessions"),
    path("account/confirm/", confirming.confirm, name="account_reauthenticate"),
    path("account/confirm/code/", confirming.confirm_by_code, name="mfa_reauthenticate"),
    path("account/confirm/passkey/", confirming.confirm_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("account/second-factor/", second_factor.index, name="mfa_index"),
    path("account/second-factor/app/", second_factor.add_app, name="mfa_activate_totp"),
    path("account/second-factor/app/remove/", second_factor.remove_app, name="mfa_deactivate_totp"),
    path("account/second-factor/passkey/", second_factor.add_passkey, name="mfa_add_webauthn"),
    path("account/second-factor/passkey/remove/", second_factor.remove_passkey, name="mfa_remove_webauthn"),
    path("account/second-factor/codes/", second_factor.show_codes, name="mfa_view_recovery_codes"),
    path("account/second-factor/codes/new/", second_factor.new_codes, name="mfa_generate_recovery_codes"),
    # allauth builds links to its sign-up and e-mail pages; they lead where Speir handles the matter.
    path("sign-up/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
    path("account/e-mail/", RedirectView.as_view(pattern_name="account"), name="account_email"),
    path("account/e-mail/<str:token>/", views.prove, name="prove_email"),
    path("account/password/", views.forgotten, name="account_reset_password"),
    path("account/password/sent/", allauth.password_reset_done, name="account_reset_password_done"),
    path(
        "account/password/saved/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path(
        "account/password/<str:uidb36>/<str:key>/", views.new_password, name="account_reset_password_from_key"
    ),
    path("account/inactive/", RedirectView.as_view(pattern_name="account_login"), name="account_inactive"),
]
