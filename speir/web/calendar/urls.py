"""Addresses of the programme."""

from django.urls import path

from speir.web.calendar import agenda, feed, planning

app_name = "calendar"
urlpatterns = [
    path("", agenda.view, name="agenda"),
    path("new/", planning.new, name="new"),
    path("feed/", feed.page, name="feed"),
    path("feed/end/", feed.end, name="feed_end"),
    path("feed/<str:secret>.ics", feed.file, name="feed_file"),
    path("<str:planned_id>/", planning.change, name="change"),
    path("<str:planned_id>/remove/", planning.take_out, name="remove"),
]
