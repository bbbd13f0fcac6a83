"""Addresses of joint broad views. The id of the thing is always in the address."""

from django.urls import path

from speir.web.joint import overview
from speir.web.moderation import together

app_name = "joint"
urlpatterns = [
    path("<str:joint_id>/", overview.overview, name="overview"),
    path("<str:joint_id>/together/", together.of_joint, name="moderation"),
]
