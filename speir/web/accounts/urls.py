"""Addresses of signing in. Of django-allauth's pages only those that Speir uses are open."""

from allauth.account import views as allauth
from django.urls import path
from django.views.generic import RedirectView

from speir.web.accounts import views

urlpatterns = [
    path("sign-in/", allauth.login, name="account_login"),
    path("sign-in/<str:secret>/", views.one_time, name="one_time"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("account/", views.account, name="account"),
    # allauth builds links to its sign-up and e-mail pages; both lead where Speir handles them.
    path("sign-up/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
    path("account/e-mail/", RedirectView.as_view(pattern_name="account"), name="account_email"),
    path("account/password/", RedirectView.as_view(pattern_name="account"), name="account_reset_password"),
    path("account/inactive/", RedirectView.as_view(pattern_name="account_login"), name="account_inactive"),
]
