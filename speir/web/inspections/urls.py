"""Addresses of inspections by others."""

from django.urls import path

from speir.web.inspections import beside, importing, views

app_name = "inspections"
urlpatterns = [
    path("", views.listing, name="list"),
    path("new/", views.new, name="new"),
    path("beside/", beside.view, name="beside"),
    path("import/", importing.view, name="import"),
    path("import/template.<str:format>", importing.template, name="import_template"),
    path("<str:inspection_id>/", views.one, name="one"),
    path("<str:inspection_id>/correct/", views.correct, name="correct"),
    path("<str:inspection_id>/remove/", views.remove, name="remove"),
]
