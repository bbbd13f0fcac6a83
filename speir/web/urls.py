"""Every address of the browser's door, one list per area."""

from django.urls import include, path

from speir.web.improvement.letters_off import letters_off_page
from speir.web.improvement.progress import progress
from speir.web.moderation import room
from speir.web.shell import kept
from speir.web.shell import views as shell

urlpatterns = [
    # First what is opened and saved most: each address is looked for from the top.
    path("broad-views/", include("speir.web.broad_views.urls")),
    path("closer-looks/", include("speir.web.looks.urls")),
    path("improvement/", include("speir.web.improvement.urls")),
    path("evidence/", include("speir.web.evidence.urls")),
    path("moderation/", include("speir.web.moderation.urls")),
    path("progress/<str:secret>/", progress, name="progress"),
    path("letters/off/<str:token>/", letters_off_page, name="letters_off"),
    path("m/<str:code>/", room.short, name="short"),
    path("", shell.home, name="home"),
    path("kept/<str:kept_id>/", kept.show, name="kept"),
    path("security/", shell.security, name="security"),
    path("at-risk/", shell.at_risk, name="at_risk"),
    path("", include("speir.web.accounts.urls")),
    path("start/", include("speir.web.start.urls")),
    path("people/", include("speir.web.people.urls")),
    path("frameworks/", include("speir.web.frameworks.urls")),
    path("trail/", include("speir.web.trail.urls")),
    path("keeping/", include("speir.web.retention.urls")),
    path("reflections/", include("speir.web.reflections.urls")),
    path("rooms/", include("speir.web.rooms.urls")),
    path("calendar/", include("speir.web.calendar.urls")),
    path("inspections/", include("speir.web.inspections.urls")),
    path("joint/", include("speir.web.joint.urls")),
    path("trends/", include("speir.web.trends.urls")),
]
