"""Addresses of the evidence register."""

from django.urls import path

from speir.web.evidence import (
    alike,
    files,
    files_removing,
    finding,
    importing,
    item,
    kinds,
    searches,
    several,
    sharing,
    suggesting,
    writing,
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
    path("new/", writing.new, name="new"),
    path("kinds/<str:unit_id>/", kinds.listing, name="kinds"),
    path("kinds/<str:unit_id>/<str:kind_id>/", kinds.rename, name="kind"),
    path("kinds/<str:unit_id>/<str:kind_id>/close/", kinds.close, name="kind_close"),
    path("kinds/<str:unit_id>/<str:kind_id>/open/", kinds.open_again, name="kind_open"),
    path("record/<str:unit_id>/", sharing.of_unit, name="unit_record"),
    path("<str:item_id>/", item.item, name="item"),
    path("<str:item_id>/change/", writing.change, name="change"),
    path("<str:item_id>/withdraw/", item.withdraw, name="withdraw"),
    path("<str:item_id>/bring-back/", item.bring_back, name="bring_back"),
    path("<str:item_id>/sharing/", sharing.view, name="sharing"),
    path("<str:item_id>/sharing/<str:act_id>/end/", sharing.end, name="sharing_end"),
    path("<str:item_id>/record/", sharing.of_item, name="record"),
    path("<str:item_id>/record/new/", sharing.tell, name="tell"),
    path("<str:item_id>/record/<str:outside_id>/back/", sharing.take_back, name="tell_back"),
    path("<str:item_id>/files/", files.files, name="files"),
    path("<str:item_id>/files/<str:file_id>/", files.file, name="file"),
    path("<str:item_id>/files/<str:file_id>/away/", files.away, name="file_away"),
    path("<str:item_id>/files/<str:file_id>/remove/", files_removing.view, name="file_remove"),
    path("<str:item_id>/files/<str:file_id>/back/", files.back, name="file_back"),
    path("<str:item_id>/alike/", alike.alike, name="alike"),
]
