"""Addresses of colleagues."""

from django.urls import path

from speir.web.people import contacts, views

app_name = "people"
urlpatterns = [
    path("<str:unit_id>/", views.unit, name="unit"),
    path("<str:unit_id>/contacts/", contacts.view, name="contacts"),
    path("<str:unit_id>/<str:person_id>/address/", views.address, name="address"),
    path("<str:unit_id>/<str:person_id>/take-back/", views.take_back, name="take_back"),
]
