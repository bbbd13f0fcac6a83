"""Addresses of trends and of patterns: which unit and indicator is asked for, and the notes between."""

from django.urls import path

from speir.web.trends import notes, patterns, views

app_name = "trends"
urlpatterns = [
    path("", views.trend, name="trend"),
    path("patterns/", patterns.patterns, name="patterns"),
    path("<str:unit_id>/<str:key>/<str:number>/new/", notes.new, name="note_new"),
    path("notes/<str:note_id>/", notes.change, name="note"),
    path("notes/<str:note_id>/remove/", notes.remove, name="note_remove"),
]
