"""Addresses of the evidence register."""

from django.urls import path

from speir.web.evidence import finding, item, kinds, sharing, writing

app_name = "evidence"
urlpatterns = [
    path("", finding.register, name="register"),
    path("narrow/", finding.narrow, name="narrow"),
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
]
