"""Addresses of the evidence register."""

from django.urls import path

from speir.web.evidence import views

app_name = "evidence"
urlpatterns = [
    path("", views.register, name="register"),
    path("<str:item_id>/", views.item, name="item"),
]
