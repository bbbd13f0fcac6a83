"""Addresses of the board and of judging."""

from django.urls import URLPattern, path

from speir.web.looks import board, evidence, groups, judging, questions, sightings, themes

PATTERNS: list[URLPattern] = [
    path("<str:look_id>/board/", board.board, name="board"),
    path("<str:look_id>/board/questions/<str:question_id>/", questions.question, name="answer"),
    path("<str:look_id>/board/features/<str:feature_id>/", sightings.feature, name="sightings"),
    path("<str:look_id>/board/features/<str:feature_id>/undo/", sightings.undo, name="sighting_undo"),
    path("<str:look_id>/board/groups/", groups.groups, name="groups"),
    path("<str:look_id>/board/groups/<str:group_id>/", groups.group, name="group"),
    path("<str:look_id>/board/groups/<str:group_id>/take-out/", groups.take_out, name="group_out"),
    path("<str:look_id>/board/groups/<str:group_id>/put-back/", groups.put_back, name="group_back"),
    path("<str:look_id>/judging/", judging.judging, name="judging"),
    path("<str:look_id>/judging/set-aside/<str:aside>/", themes.discard, name="aside"),
    path("<str:look_id>/judging/<str:number>/", judging.indicator, name="indicator"),
    path("<str:look_id>/judging/<str:number>/history/", judging.history, name="history"),
    path("<str:look_id>/judging/<str:number>/themes/<str:theme>/", themes.theme, name="theme"),
    path("<str:look_id>/judging/<str:number>/evidence/new/", evidence.new, name="evidence_new"),
    path("<str:look_id>/judging/<str:number>/evidence/cite/", evidence.cite, name="evidence_cite"),
    path("<str:look_id>/judging/<str:number>/evidence/<str:item_id>/", evidence.change, name="evidence"),
    path("<str:look_id>/judging/<str:number>/evidence/<str:item_id>/remove/", evidence.remove, name="uncite"),
]
