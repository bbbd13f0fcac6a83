"""Addresses of joint broad views. The id of the thing is always in the address."""

from django.urls import path

from speir.web.joint import matrix, overview, patterns, row

app_name = "joint"
urlpatterns = [
    path("<str:joint_id>/", overview.overview, name="overview"),
    path("<str:joint_id>/matrix/", matrix.matrix, name="matrix"),
    path("<str:joint_id>/matrix/<str:number>/", row.row, name="row"),
    path("<str:joint_id>/from/<str:organisation_id>/", row.edition, name="from"),
    path("<str:joint_id>/patterns/", patterns.patterns, name="patterns"),
]
