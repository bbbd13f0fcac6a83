"""Addresses of the trail."""

from django.urls import path

from speir.web.trail import views

app_name = "trail"
urlpatterns = [
    path("", views.search, name="search"),
    path("trail.<str:format>", views.file, name="file"),
    path("yours/", views.yours, name="yours"),
    path("yours/trail.<str:format>", views.your_file, name="your_file"),
]
