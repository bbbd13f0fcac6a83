"""Addresses of units and of the people in them."""

from django.urls import path

from speir.web.people import contacts, roles, views

app_name = "people"
urlpatterns = [
    path("roles/", roles.table, name="roles"),
    path("<str:unit_id>/", views.unit, name="unit"),
    path("<str:unit_id>/contacts/", contacts.view, name="contacts"),
    path("<str:unit_id>/<str:person_id>/", roles.person, name="person"),
    path("<str:unit_id>/<str:person_id>/address/", views.address, name="address"),
    path("<str:unit_id>/<str:person_id>/<str:membership_id>/", roles.change, name="role"),
    path("<str:unit_id>/<str:person_id>/<str:membership_id>/end/", roles.end, name="end"),
    path("<str:unit_id>/<str:person_id>/<str:membership_id>/back/", roles.take_back, name="take_back"),
]
