"""Addresses of the evidence register."""

from django.urls import path

from speir.web.evidence import finding, suggesting, views

app_name = "evidence"
urlpatterns = [
    path("", finding.register, name="register"),
    path("narrow/", finding.narrow, name="narrow"),
    path("suggest/", suggesting.suggest, name="suggest"),
    path("<str:item_id>/", views.item, name="item"),
]
