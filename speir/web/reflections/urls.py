"""Addresses of own reflections."""

from django.urls import path

from speir.web.reflections import evidence, sharing, views, writers

app_name = "reflections"
urlpatterns = [
    path("", views.listing, name="list"),
    path("new/", views.take, name="take"),
    path("<str:reflection_id>/", views.reflection, name="reflection"),
    path("<str:reflection_id>/discard/", views.discard, name="discard"),
    path("<str:reflection_id>/back/", views.back, name="back"),
    path("<str:reflection_id>/reflection.<str:format>", views.file, name="file"),
    path("<str:reflection_id>/set-aside/<str:aside>/", views.aside, name="aside"),
    path("<str:reflection_id>/with/", writers.page, name="writers"),
    path("<str:reflection_id>/with/<str:person_id>/out/", writers.out, name="writer_out"),
    path("<str:reflection_id>/evidence/", evidence.give, name="give"),
    path("<str:reflection_id>/sharing/", sharing.page, name="sharing"),
    path("<str:reflection_id>/sharing/<str:act_id>/end/", sharing.end, name="sharing_end"),
]
