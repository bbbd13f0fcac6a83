"""Addresses of a framework's pages."""

from django.urls import path

from speir.web.broad_views import downloads
from speir.web.frameworks import views

app_name = "frameworks"
urlpatterns = [
    path("", views.index, name="index"),
    path("<str:key>/", views.overview, name="overview"),
    path("<str:key>/levels/", views.levels, name="levels"),
    path("<str:key>/standards/", views.standards, name="standards"),
    path("<str:key>/about/", views.about, name="about"),
    path("<str:key>/find/", views.find, name="find"),
    path("<str:key>/blank-grid.<str:format>", downloads.blank, name="blank"),
    path("<str:key>/<str:number>/", views.indicator, name="indicator"),
]
