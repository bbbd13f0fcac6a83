"""Addresses of rooms. What is read in a room has its own id there, and no address outside it."""

from django.urls import path

from speir.web.rooms import keeping, reading, things, views

app_name = "rooms"
urlpatterns = [
    path("", views.listing, name="list"),
    path("new/", keeping.new, name="new"),
    path("<str:room_id>/", views.room, name="room"),
    path("<str:room_id>/change/", keeping.change, name="change"),
    path("<str:room_id>/end/", keeping.end, name="end"),
    path("<str:room_id>/readings/", keeping.readings, name="readings"),
    path("<str:room_id>/guests/", keeping.guests, name="guests"),
    path("<str:room_id>/guests/<str:person_id>/out/", keeping.guest_out, name="guest_out"),
    path("<str:room_id>/choose/", things.choose, name="choose"),
    path("<str:room_id>/put/", things.put, name="put"),
    path("<str:room_id>/things/<str:thing_id>/", reading.thing, name="thing"),
    path("<str:room_id>/things/<str:thing_id>/out/", things.out, name="thing_out"),
    path("<str:room_id>/things/<str:thing_id>/grid.<str:format>", reading.file, name="file"),
]
