"""Addresses of judging together. The id of the thing is always in the address."""

from django.urls import path

from speir.web.moderation import agreeing, lead, people, room, rounds, together

app_name = "moderation"
urlpatterns = [
    path("joint/<str:joint_id>/", together.of_joint, name="joint"),
    path("of/<str:evaluation_id>/", together.together, name="of"),
    path("of/<str:evaluation_id>/begin/", together.begin, name="begin"),
    path("<str:moderation_id>/", room.room, name="room"),
    path("<str:moderation_id>/join/", room.join, name="join"),
    path("<str:moderation_id>/lead/", lead.lead, name="lead"),
    path("<str:moderation_id>/end/", lead.end, name="end"),
    path("<str:moderation_id>/people/", people.people, name="people"),
    path("<str:moderation_id>/people/<str:evaluator_id>/off/", people.off, name="off"),
    path("<str:moderation_id>/ask/", people.ask, name="ask"),
    path("<str:moderation_id>/<str:round_id>/", rounds.one, name="round"),
    path("<str:moderation_id>/<str:round_id>/open/", lead.open_round, name="open"),
    path("<str:moderation_id>/<str:round_id>/reveal/", lead.reveal, name="reveal"),
    path("<str:moderation_id>/<str:round_id>/again/", lead.again, name="again"),
    path("<str:moderation_id>/<str:round_id>/agree/", agreeing.agree, name="agree"),
    path("<str:moderation_id>/<str:round_id>/for/<str:evaluator_id>/", rounds.hand, name="hand"),
]
