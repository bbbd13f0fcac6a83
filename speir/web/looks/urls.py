"""Addresses of closer looks. The id is that of its evaluation too."""

from django.urls import URLPattern, URLResolver, path

from speir.web.looks import overview, urls_finding, urls_following, urls_judging, urls_papers, urls_planning

app_name = "looks"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.listing, name="list"),
    *urls_planning.NEW,
    *urls_papers.NEW,
    path("<str:look_id>/", overview.overview, name="overview"),
    *urls_planning.PATTERNS,
    *urls_papers.PATTERNS,
    *urls_finding.PATTERNS,
    *urls_judging.PATTERNS,
    *urls_following.PATTERNS,
]
