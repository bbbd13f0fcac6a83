"""Addresses of what is kept, held and removed."""

from django.urls import path

from speir.web.retention import holds, removed, reviews

app_name = "retention"
urlpatterns = [
    path("", reviews.overview, name="overview"),
    path("due/<str:due_id>/", reviews.review, name="review"),
    path("due/<str:due_id>/dispose/", reviews.dispose, name="dispose"),
    path("units/<str:unit_id>/hold/", holds.unit, name="hold_unit"),
    path("holds/<str:hold_id>/end/", holds.end, name="hold_end"),
    path("removed/", removed.log, name="log"),
    path("removed/removed.<str:format>", removed.file, name="file"),
]
