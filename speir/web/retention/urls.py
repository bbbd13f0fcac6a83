"""Addresses of what is kept, held and removed."""

from django.urls import path

from speir.web.retention import removed

app_name = "retention"
urlpatterns = [
    path("removed/", removed.log, name="log"),
    path("removed/removed.<str:format>", removed.file, name="file"),
]
