"""Every address of Speir. The browser's door lists its own areas."""

from django.urls import include, path

urlpatterns = [
    path("", include("speir.web.urls")),
]

handler400 = "speir.web.shell.errors.bad_request"
handler403 = "speir.web.shell.errors.permission_denied"
handler404 = "speir.web.shell.errors.not_found"
handler429 = "speir.web.shell.errors.too_many"
handler500 = "speir.web.shell.errors.server_error"
