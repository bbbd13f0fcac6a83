"""Addresses of the first page."""

from django.urls import path

from speir.web.start import views

app_name = "start"
urlpatterns = [
    path("", views.doors, name="doors"),
    path("own/", views.own, name="own"),
    path("demonstration/", views.explore, name="explore"),
]
