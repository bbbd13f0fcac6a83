"""Addresses of what follows from a closer look, of finishing it, and of who can read it."""

from django.urls import URLPattern, path

from speir.web.broad_views import removing, sharing
from speir.web.looks import finish, follow, offering
from speir.web.retention import holds

PATTERNS: list[URLPattern] = [
    path("<str:look_id>/follows/", follow.follow, name="follow"),
    path("<str:look_id>/follows/new/", follow.new, name="follow_new"),
    path("<str:look_id>/follows/<str:follow_id>/", follow.change, name="follow_change"),
    path("<str:look_id>/follows/<str:follow_id>/remove/", follow.remove, name="follow_remove"),
    path("<str:look_id>/finish/", finish.finish, name="finish"),
    path("<str:look_id>/reopen/", finish.reopen, name="reopen"),
    path("<str:look_id>/offer/", offering.offer, name="offer"),
    # The same pages as of a broad view, which ask the heading what it is.
    path("<str:evaluation_id>/sharing/", sharing.view, name="sharing"),
    path("<str:evaluation_id>/sharing/<str:act_id>/end/", sharing.end_view, name="sharing_end"),
    path("<str:evaluation_id>/remove/", removing.view, name="remove"),
    path("<str:evaluation_id>/hold/", holds.view, name="hold"),
]
