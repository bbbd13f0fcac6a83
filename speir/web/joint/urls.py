"""Addresses of joint broad views. The id of the thing is always in the address."""

from django.urls import path

from speir.web.joint import handing_in, invitation, overview, short

app_name = "joint"
urlpatterns = [
    path("asked/<str:contribution_id>/", invitation.invitation, name="invitation"),
    path("asked/<str:contribution_id>/accept/", invitation.accept, name="accept"),
    path("asked/<str:contribution_id>/decline/", invitation.decline, name="decline"),
    path("asked/<str:contribution_id>/own/", invitation.own, name="own"),
    path("asked/<str:contribution_id>/hand-in/", handing_in.hand_in, name="hand_in"),
    path("asked/<str:contribution_id>/short/", short.short, name="short"),
    path("asked/<str:contribution_id>/short/indicators/", short.choose, name="short_choose"),
    path("<str:joint_id>/", overview.overview, name="overview"),
]
