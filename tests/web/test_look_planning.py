"""Beginning and planning a closer look at the browser's door."""

from __future__ import annotations

from tests import world, world_look
from tests.web.browsing import browser, open_page, send


def test_smoke(cast):
    client = browser(cast.lead)
    view = world.filled(cast, ("1.1",))
    page = open_page(client, f"/closer-looks/new/?view={view.id}&indicator=1.1")
    sent = send(client, page.form("/new/"))
    assert sent.response.url.endswith("/plan/")
    page = open_page(client, sent.response.url)
    look = sent.response.url.split("/")[2]
    for part in ("", "plan/", "describe/", "themes/", "discard/"):
        open_page(client, f"/closer-looks/{look}/{part}")
    open_page(client, "/closer-looks/")
    row = world_look.look(cast.team, cast.lead)
    for line, column in zip(world_look.planned(row, cast.lead), ("question", "way", "feature"), strict=True):
        open_page(client, f"/closer-looks/{row.id}/plan/{column}/{line.id}/")
    open_page(client, f"/closer-looks/{row.id}/plan/")
