"""Addresses of broad views. The id of the thing is always in the address."""

from django.urls import path

from speir.web.broad_views import (
    approving,
    carrying,
    cited,
    closer,
    differences,
    downloads,
    editions,
    evidence,
    findings,
    indicators,
    known,
    owners,
    removing,
    sharing,
    views,
)
from speir.web.retention import holds

app_name = "broad_views"
urlpatterns = [
    path("", views.listing, name="list"),
    path("new/", views.new, name="new"),
    path("<str:evaluation_id>/", views.grid, name="grid"),
    path("<str:evaluation_id>/describe/", views.describe, name="describe"),
    path("<str:evaluation_id>/discard/", views.discard_whole, name="discard_whole"),
    path("<str:evaluation_id>/start/", carrying.start, name="start"),
    path("<str:evaluation_id>/sharing/", sharing.view, name="sharing"),
    path("<str:evaluation_id>/sharing/<str:act_id>/end/", sharing.end_view, name="sharing_end"),
    path("<str:evaluation_id>/remove/", removing.view, name="remove"),
    path("<str:evaluation_id>/hold/", holds.view, name="hold"),
    path("<str:evaluation_id>/found/", findings.found, name="found"),
    path("<str:evaluation_id>/known/", known.known, name="known"),
    path("<str:evaluation_id>/owners/", owners.owners, name="owners"),
    path("<str:evaluation_id>/owners/<str:person_id>/", owners.owner, name="owner"),
    path("<str:evaluation_id>/answers/", findings.answers, name="answers"),
    path("<str:evaluation_id>/answers/<str:question>/", findings.answer, name="answer"),
    path("<str:evaluation_id>/seal/", editions.seal, name="seal"),
    path("<str:evaluation_id>/reopen/", editions.reopen, name="reopen"),
    path("<str:evaluation_id>/editions/<int:number>/", editions.edition, name="edition"),
    path("<str:evaluation_id>/editions/<int:number>/since/<int:earlier>/", differences.since, name="since"),
    path(
        "<str:evaluation_id>/editions/<int:number>/since/<str:other>/<int:earlier>/",
        differences.since,
        name="since_other",
    ),
    path("<str:evaluation_id>/editions/<int:number>/approve/", approving.approve, name="approve"),
    path("<str:evaluation_id>/editions/<int:number>/ask/", approving.ask, name="ask"),
    path("<str:evaluation_id>/editions/<int:number>/questions/<str:step_id>/", approving.reply, name="reply"),
    path(
        "<str:evaluation_id>/editions/<int:number>/approvals/<str:step_id>/back/",
        approving.take_back,
        name="take_back",
    ),
    path(
        "<str:evaluation_id>/editions/<int:number>/grid.<str:format>", downloads.edition, name="edition_file"
    ),
    path("<str:evaluation_id>/grid.<str:format>", downloads.current, name="file"),
    path("<str:evaluation_id>/downloads/", downloads.page, name="downloads"),
    path("<str:evaluation_id>/set-aside/<str:aside>/", indicators.discard, name="discard"),
    path("<str:evaluation_id>/<str:number>/", indicators.indicator, name="indicator"),
    path("<str:evaluation_id>/<str:number>/closer-looks/<str:offer_id>/", closer.offer, name="offer"),
    path("<str:evaluation_id>/<str:number>/history/", indicators.history, name="history"),
    path("<str:evaluation_id>/<str:number>/evidence/new/", evidence.new, name="evidence_new"),
    path("<str:evaluation_id>/<str:number>/evidence/cite/", cited.cite, name="evidence_cite"),
    path("<str:evaluation_id>/<str:number>/evidence/<str:item_id>/", evidence.change, name="evidence"),
    path("<str:evaluation_id>/<str:number>/evidence/<str:item_id>/remove/", cited.remove, name="uncite"),
    path(
        "<str:evaluation_id>/<str:number>/evidence/<str:item_id>/sharing/",
        sharing.item,
        name="evidence_sharing",
    ),
    path(
        "<str:evaluation_id>/<str:number>/evidence/<str:item_id>/sharing/<str:act_id>/end/",
        sharing.end_item,
        name="evidence_sharing_end",
    ),
]
