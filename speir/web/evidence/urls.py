"""Addresses of the evidence register."""

from django.urls import path

from speir.web.evidence import alike, finding, importing, several, views

app_name = "evidence"
urlpatterns = [
    path("", finding.register, name="register"),
    path("narrow/", finding.narrow, name="narrow"),
    path("several/", several.several, name="several"),
    path("import/", importing.choose, name="import"),
    path("import/template.<str:format>", importing.template, name="import_template"),
    path("import/<str:sheet_id>/", importing.look, name="import_look"),
    path("<str:item_id>/", views.item, name="item"),
    path("<str:item_id>/alike/", alike.alike, name="alike"),
]
