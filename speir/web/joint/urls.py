"""Addresses of joint broad views. The id of the thing is always in the address."""

from django.urls import path

from speir.web.joint import (
    agreed,
    beginning,
    changing,
    handing_in,
    invitation,
    leading,
    listing,
    matrix,
    opening,
    overview,
    patterns,
    row,
    short,
)

app_name = "joint"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("new/", beginning.new, name="new"),
    # what is asked of an organisation, as its own people see it
    path("asked/<str:contribution_id>/", invitation.invitation, name="invitation"),
    path("asked/<str:contribution_id>/agree/", invitation.accept, name="agree"),
    path("asked/<str:contribution_id>/decline/", invitation.decline, name="decline"),
    path("asked/<str:contribution_id>/own/", invitation.own, name="own"),
    path("asked/<str:contribution_id>/hand-in/", handing_in.hand_in, name="hand_in"),
    path("asked/<str:contribution_id>/evidence/", opening.evidence, name="evidence"),
    path("asked/<str:contribution_id>/short/", short.short, name="short"),
    path("asked/<str:contribution_id>/short/indicators/", short.choose, name="short_choose"),
    # all of it, and as whoever leads sees each who takes part
    path("<str:joint_id>/", overview.overview, name="overview"),
    path("<str:joint_id>/invite/", beginning.invite, name="invite"),
    path("<str:joint_id>/change/", changing.change, name="change"),
    path("<str:joint_id>/call-off/", changing.call_off, name="call_off"),
    path("<str:joint_id>/take-up/", changing.take_up, name="take_up"),
    path("<str:joint_id>/who/<str:contribution_id>/", leading.party, name="party"),
    path("<str:joint_id>/who/<str:contribution_id>/question/", leading.question, name="question"),
    path("<str:joint_id>/who/<str:contribution_id>/extend/", leading.extend, name="extend"),
    path("<str:joint_id>/who/<str:contribution_id>/accept/", leading.accept, name="accept"),
    path("<str:joint_id>/who/<str:contribution_id>/answers/", leading.answers, name="answers"),
    path("<str:joint_id>/who/<str:contribution_id>/again/", leading.again, name="again"),
    path("<str:joint_id>/who/<str:contribution_id>/take-back/", leading.take_back, name="take_back"),
    path("<str:joint_id>/matrix/", matrix.matrix, name="matrix"),
    path("<str:joint_id>/agreed/", agreed.agreed, name="agreed"),
    path("<str:joint_id>/matrix/<str:number>/", row.row, name="row"),
    path("<str:joint_id>/from/<str:organisation_id>/", row.edition, name="from"),
    path(
        "<str:joint_id>/from/<str:organisation_id>/<str:number>/take-over/", row.take_over, name="take_over"
    ),
    path("<str:joint_id>/patterns/", patterns.patterns, name="patterns"),
]
