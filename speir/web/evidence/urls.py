"""Addresses of the evidence register."""

from django.urls import path

from speir.web.evidence import files, files_removing, finding, views

app_name = "evidence"
urlpatterns = [
    path("", finding.register, name="register"),
    path("narrow/", finding.narrow, name="narrow"),
    path("<str:item_id>/", views.item, name="item"),
    path("<str:item_id>/files/", files.files, name="files"),
    path("<str:item_id>/files/<str:file_id>/", files.file, name="file"),
    path("<str:item_id>/files/<str:file_id>/away/", files.away, name="file_away"),
    path("<str:item_id>/files/<str:file_id>/remove/", files_removing.view, name="file_remove"),
    path("<str:item_id>/files/<str:file_id>/back/", files.back, name="file_back"),
]
