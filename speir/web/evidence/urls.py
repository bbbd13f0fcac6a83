"""Addresses of the evidence register."""

from django.urls import path

from speir.web.evidence import (
    alike,
    files,
    files_removing,
    finding,
    importing,
    searches,
    several,
    suggesting,
    views,
)

app_name = "evidence"
urlpatterns = [
    path("", finding.register, name="register"),
    path("narrow/", finding.narrow, name="narrow"),
    path("several/", several.several, name="several"),
    path("import/", importing.choose, name="import"),
    path("import/template.<str:format>", importing.template, name="import_template"),
    path("import/<str:sheet_id>/", importing.look, name="import_look"),
    path("suggest/", suggesting.suggest, name="suggest"),
    path("searches/", searches.own, name="searches"),
    path("searches/new/", searches.new, name="search_new"),
    path("searches/<str:search_id>/", searches.rename, name="search"),
    path("searches/<str:search_id>/delete/", searches.delete, name="search_delete"),
    path("<str:item_id>/", views.item, name="item"),
    path("<str:item_id>/files/", files.files, name="files"),
    path("<str:item_id>/files/<str:file_id>/", files.file, name="file"),
    path("<str:item_id>/files/<str:file_id>/away/", files.away, name="file_away"),
    path("<str:item_id>/files/<str:file_id>/remove/", files_removing.view, name="file_remove"),
    path("<str:item_id>/files/<str:file_id>/back/", files.back, name="file_back"),
    path("<str:item_id>/alike/", alike.alike, name="alike"),
]
