"""Addresses of units and of the people in them."""

from django.urls import path

from speir.web.people import contacts, importing, inviting, organisations, review, roles, seats, views

app_name = "people"
urlpatterns = [
    path("", roles.index, name="index"),
    path("roles/", roles.table, name="roles"),
    path("seat/<str:secret>/", seats.seat, name="seat"),
    path("<str:unit_id>/", views.unit, name="unit"),
    path("<str:unit_id>/contacts/", contacts.view, name="contacts"),
    path("<str:unit_id>/access/", review.view, name="review"),
    path("<str:unit_id>/invitations/", inviting.view, name="invitations"),
    path("<str:unit_id>/import/", importing.view, name="import"),
    path("<str:unit_id>/import/template.<str:format>", importing.template, name="template"),
    path("<str:unit_id>/name/", organisations.describe, name="describe"),
    path("<str:unit_id>/add/", organisations.add, name="add"),
    path("<str:unit_id>/close/", organisations.close, name="close"),
    path("<str:unit_id>/reopen/", organisations.reopen, name="reopen"),
    path("<str:unit_id>/merge/", organisations.merge, name="merge"),
    path("<str:unit_id>/seats/", seats.offer, name="seat_offer"),
    path("<str:unit_id>/seats/<str:seat_id>/end/", seats.end, name="seat_end"),
    path("<str:unit_id>/seats/<str:seat_id>/release/", seats.release, name="seat_release"),
    path("<str:unit_id>/<str:person_id>/", roles.person, name="person"),
    path("<str:unit_id>/<str:person_id>/address/", views.address, name="address"),
    path("<str:unit_id>/<str:person_id>/invitation/", views.take_back, name="invitation_back"),
    path("<str:unit_id>/<str:person_id>/<str:membership_id>/", roles.change, name="role"),
    path("<str:unit_id>/<str:person_id>/<str:membership_id>/end/", roles.end, name="end"),
    path("<str:unit_id>/<str:person_id>/<str:membership_id>/back/", roles.take_back, name="take_back"),
]
