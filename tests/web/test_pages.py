"""Every page: what a browser is allowed to do with it, and what it must never say."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from speir.accounts.actions import make_sign_in_address
from speir.core.ids import new_id
from speir.evaluations.actions import contributions, inspections, programme
from speir.evaluations.actions.holding import hold_unit
from speir.evaluations.models import Citation, Contribution, Evaluation
from speir.evaluations.queries.looks.plan_lines import COLUMNS
from speir.evaluations.rules.inspecting import Draft
from speir.evaluations.rules.programme import Plan
from speir.evaluations.rules.saving import mark
from speir.evidence.actions.imports import read
from speir.organisations.actions import seats
from speir.organisations.models import Membership
from speir.retention.models import Due
from tests import world, world_joint, world_look
from tests.web.browsing import Page, browser, open_page
from tests.web.places import Place

POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "worker-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
FETCHING = {
    "src",
    "srcset",
    "action",
    "formaction",
    "poster",
    "data",
    "hx-get",
    "hx-post",
    "background",
    "ping",
}
# Words that a sum, a mean or a share of levels would need.
SUMS = re.compile(
    r"\b(averag\w*|(a|the) mean|median|scor\w*|total\w*|percent\w*|per cent|sum|grade|points?)\b|\d\s*%", re.I
)
# The one sentence that may name them, because it says that it is not done.
PROMISE = "Levels are never added up, averaged or turned into percentages."


ITEM_PAGES = ("", "change/", "withdraw/", "sharing/", "record/", "record/new/")


def entered(cast: world.Cast, lead: Any) -> list[tuple[str, Any]]:
    """Pages of a sheet and of several pieces at once: looked at, with mistakes and with somebody's name in them."""
    rows = iter(
        [["What it shows", "Account"], ["Fiona MacDonald told us.", "More."], ["Plans are late.", ""]]
    )
    sheet = read(unit_id=cast.team.id, framework=world.framework(), rows=rows, by=cast.lead.actor).sheet_id
    answers = [(f"/evidence/import/{sheet}/", lead.get(f"/evidence/import/{sheet}/"))]
    many = "Plans are late.\nwhen: soon\n\nFiona MacDonald told us so."
    for typed in ({"text": ""}, {"text": many}):
        answers += [("/evidence/several/", lead.post("/evidence/several/", {"unit": cast.team.id} | typed))]
    one = {"unit": cast.team.id, "count": "1", "0-shows": "Fiona MacDonald told us.", "0-item_id": new_id()}
    answers += [("/evidence/several/", lead.post("/evidence/several/", one))]
    wrong = SimpleUploadedFile("a.csv", b"What it shows,Date or period\n,soon\n")
    answers += [("/evidence/import/", lead.post("/evidence/import/", {"unit": cast.team.id, "file": wrong}))]
    return answers


def inspected(cast: world.Cast, view: Evaluation) -> list[str]:
    """Pages of an inspection that was corrected, one of them beside what the team sealed."""
    row = inspections.record(
        unit_id=cast.team.id,
        framework_id=view.framework_id,
        draft=Draft(dt.date(2025, 6, 3), {"1.1": "weak"}),
        by=cast.lead.actor,
    )
    inspections.correct(
        inspection_id=row.id,
        draft=Draft(dt.date(2025, 6, 4), {"1.1": "good"}),
        revision=1,
        by=cast.lead.actor,
    )
    parts = ("", "new/", "import/", "beside/", f"{row.id}/", f"{row.id}/correct/", f"{row.id}/remove/")
    return [f"/inspections/{part}" for part in parts]


def answering(cast: world.Cast) -> list[tuple[str, Any]]:
    """Pages of what an organisation is asked in a joint broad view, in full and in short."""
    full, short = Place(cast), Place(cast)
    by = cast.lead.actor
    contributions.begin_own(contribution_id=full.contribution_id, by=by)
    Contribution.objects.filter(pk=short.contribution_id).update(short=True)
    contributions.begin_own(contribution_id=short.contribution_id, by=by)
    choose = f"/joint/asked/{short.contribution_id}/short/indicators/"
    lead = browser(cast.lead)
    answers = [(choose, lead.get(choose))]
    contributions.choose_indicators(contribution_id=short.contribution_id, numbers=["1.1"], by=by)
    view = full.joint.contributions.get().evaluation_id
    paths = [
        *(f"/joint/asked/{full.contribution_id}/{part}" for part in ("", "decline/", "own/", "hand-in/")),
        *(f"/joint/asked/{short.contribution_id}/{part}" for part in ("", "short/", "hand-in/")),
        *(f"/broad-views/{view}/{part}" for part in ("", "owners/", f"owners/{cast.evaluator.person.id}/")),
    ]
    return answers + [(path, lead.get(path)) for path in paths]


def planned(cast: world.Cast) -> list[str]:
    """Pages of a programme in which two things clash."""
    today = timezone.localdate()
    for title in ("Reading one", "Reading two"):
        wanted = Plan("reading", title, today, today, "", {cast.team.id: "Six files"})
        row = programme.plan(unit_id=cast.team.id, wanted=wanted, by=cast.lead.actor)
    return [
        f"/calendar/{part}" for part in ("", "?year=2019", "new/", "feed/", f"{row.id}/", f"{row.id}/remove/")
    ]


def paths_of_a_joint_view() -> tuple[list[str], world_joint.Committee]:
    """The pages of a joint broad view to which two organisations have handed in, and who sees them."""
    there = world_joint.committee()
    here, health = f"/joint/{world_joint.complete(there).id}", there.members["Health"].unit.id
    parts = ("", "matrix/", "matrix/?view=list&question=1", "matrix/1.1/", f"from/{health}/", "patterns/")
    return [f"{here}/{part}" for part in parts], there


def paths_of_a_look(cast: world.Cast) -> list[str]:
    """The pages of a closer look with something in every corner."""
    look = world_look.look(cast.team, cast.lead)
    sitting = world_look.sat(look, cast.lead)
    note = world_look.noted(sitting, cast.lead, theme=world_look.themes_of("3.2")[0])
    way = f"finding-out/{sitting.way_id}/"
    parts = ["", "plan/", "finding-out/", "board/", "judging/", "follows/", way, f"{way}{sitting.id}/"]
    parts += [f"{way}{sitting.id}/about/", f"{way}{sitting.id}/notes/{note.id}/evidence/"]
    parts += ["describe/", "themes/", "discard/", "plan/new/way/3.2/joint-understanding/"]
    lines = world_look.planned(look, cast.lead)
    question, _way, feature = lines
    parts += [f"board/questions/{question.id}/", f"board/features/{feature.id}/", "board/groups/"]
    parts += ["judging/3.2/", "judging/3.2/history/", "judging/3.2/evidence/new/"]
    parts += [f"plan/{column}/{line.id}/" for column, line in zip(COLUMNS, lines, strict=True)]
    return [
        "/closer-looks/",
        "/closer-looks/new/?indicator=3.2",
        *(f"/closer-looks/{look.id}/{part}" for part in parts),
    ]


def paths_of_papers(cast: world.Cast) -> list[str]:
    """The pages of plans to start from and of a closer look's papers."""
    place = Place(cast)
    kept = f"/closer-looks/starting/{place.template_id}/remove/"
    parts = (
        f"/closer-looks/{place.look_id}/{part}" for part in ("keep/", "briefing/", "briefing/?for=group")
    )
    return ["/closer-looks/starting/", kept, "/closer-looks/new/?starting=help", *parts]


def pages(cast: world.Cast) -> list[Page]:
    """Every page there is, as the one who sees most, and the pages for what went wrong."""
    view, sealed = world.filled(cast), world.filled(cast, ("1.1", "1.2"))
    world.write(view, "2.1", cast.evaluator, strengths="Theirs.")
    world.write(view, "2.1", cast.lead, over={"strengths": ""}, strengths="Mine.")
    world.write(view, "1.1", cast.lead, choice="weak", why="The files say so.")
    world.seal(sealed, cast.lead)
    item = Citation.objects.filter(judgement__evaluation=view, judgement__indicator__number="1.1")[0].item_id
    committee = world.unit_of(cast.lead, "The committee", "partnership")
    role = Membership.objects.get(person=cast.reader.person).id
    due = Due.objects.create(
        about="broad view", about_id=view.id, path="", kept_as="in_progress", since=view.period_to
    )
    hold_unit(unit_id=cast.team.id, why="An inquiry.", by=cast.lead.actor)
    here, there = f"/broad-views/{view.id}", f"/broad-views/{sealed.id}"
    lead, nobody, reader = browser(cast.lead), browser(), browser(cast.reader)
    secret = make_sign_in_address(person=cast.reader.person, by=cast.lead.actor)
    mine = world.reflecting(cast.lead, cast.team, happens="We knock and wait.", doing="Ring first.")
    world.reflect(mine, cast.lead, over={"happens": ""}, happens="Another tab.")
    again = world.reflecting(cast.lead, cast.team, known="Six visits.")
    paths = [
        "/at-risk/",
        *(f"/reflections/{part}" for part in ("", "?words=x", "new/", "new/?words=trust", "new/?words=zz")),
        *(f"/reflections/{mine.id}/{part}" for part in ("", "with/", "sharing/", "evidence/")),
        f"/reflections/{again.id}/",
        "/account/",
        "/account/sessions/",
        "/account/second-factor/",
        "/account/second-factor/app/",
        "/account/second-factor/passkey/",
        "/account/second-factor/codes/new/",
        "/sign-out/",
        "/start/",
        "/start/own/",
        "/people/",
        "/people/roles/",
        *(f"/people/{cast.team.id}/{part}" for part in ("name/", "add/", "close/", "merge/", "access/")),
        f"/people/{committee.id}/",
        f"/people/{committee.id}/add/",
        f"/people/{committee.id}/import/",
        f"/people/{cast.team.id}/invitations/",
        seats.offer(partnership_id=committee.id, by=cast.lead.actor),
        f"/people/{cast.team.id}/",
        f"/people/{cast.team.id}/{cast.reader.person.id}/",
        f"/people/{cast.team.id}/{cast.reader.person.id}/{role}/",
        *(
            f"/frameworks/hmie-2005/{part}"
            for part in ("", "levels/", "standards/", "about/", "find/?words=risk", "1.1/")
        ),
        *inspected(cast, view),
        *planned(cast),
        "/keeping/",
        "/security/",
        "/keeping/removed/",
        f"/keeping/units/{cast.team.id}/hold/",
        f"/keeping/due/{due.id}/",
        f"/broad-views/{view.id}/hold/",
        f"/broad-views/{view.id}/start/",
        "/broad-views/",
        "/broad-views/new/",
        *(
            f"{here}/{part}"
            for part in ("", "describe/", "remove/", "found/", "known/", "answers/", "seal/", "downloads/")
        ),
        *(f"{here}/{part}" for part in ("1.1/", "1.2/", "1.3/", "2.1/", "1.1/history/", "1.1/evidence/new/")),
        *(f"/evidence/{part}" for part in ("", "?words=child+file", "?words=zebra&kind=surveys", "narrow/")),
        "/evidence/?since=1800",
        *(f"/evidence/searches/{part}" for part in ("", "new/?words=plan")),
        f"/evidence/{item}/",
        f"/evidence/{item}/files/",
        f"/evidence/{item}/files/{world.file_beside(item, cast.lead).id}/remove/",
        f"/evidence/{item}/alike/",
        "/evidence/several/",
        "/evidence/import/",
        *(
            f"/evidence/{part}"
            for part in (
                "new/",
                f"record/{cast.team.id}/",
                f"kinds/{cast.team.id}/",
                *(f"{item}/{end}" for end in ITEM_PAGES),
            )
        ),
        *(f"{here}/{part}" for part in ("1.2/evidence/cite/", f"1.1/evidence/{item}/")),
        *(f"{there}/{part}" for part in ("", "found/", "known/", "answers/", "editions/1/", "1.1/")),
    ]
    chief = world.chief(cast)
    question = world.ask(sealed, chief).id
    approval = world.approve(sealed, chief).id
    edition = f"{there}/editions/1/"
    paths += [f"{edition}questions/{question}/"]
    inspector = world.colleague("Iain Macrae", cast.team, "inspector", cast.lead)
    room = world.room(cast.lead, cast.team, inspector)
    things = [
        world.put(room, cast.lead, "edition", sealed.id, 1),
        world.put(room, cast.lead, "evidence", item),
    ]
    paths += ["/rooms/", "/rooms/new/", f"/rooms/{room.id}/put/?thing=broad view:{view.id}:0"]
    paths += [f"/rooms/{room.id}/{part}" for part in ("", "change/", "readings/", "guests/", "choose/")]
    inside = ["", *(f"things/{one}/" for one in things)]
    joint, committee_of_many = paths_of_a_joint_view()
    answers = [(path, lead.get(path)) for path in paths]
    answers += [(path, browser(committee_of_many.lead).get(path)) for path in joint]
    answers += [
        (path, browser(inspector).get(path)) for path in (f"/rooms/{room.id}/{part}" for part in inside)
    ]
    asks = ("/broad-views/", edition, f"{edition}ask/", f"{edition}approvals/{approval}/back/")
    answers += [(path, browser(chief).get(path)) for path in asks]
    other = world.chief(cast, "Gordon Tulloch")
    answers += [(f"{edition}approve/", browser(other).get(f"{edition}approve/"))]
    answers += [(f"{here}/1.1/", reader.get(f"{here}/1.1/")), (f"{here}/", reader.get(f"{here}/"))]
    answers += [("/sign-in/", nobody.get("/sign-in/")), (secret, nobody.get(secret))]
    answers += [("/sign-in/wrong/", nobody.get("/sign-in/wrong/")), ("/nothing/", nobody.get("/nothing/"))]
    answers += [("", lead.get(f"/broad-views/{new_id()}/")), ("", reader.get(f"{here}/seal/"))]
    answers += [("", nobody.post(f"{here}/1.1/", {"strengths": "Mine."})), ("", reader.post(f"{here}/seal/"))]
    answers += [("", lead.post(f"{here}/2.1/", {"strengths": "Mine.", "base_strengths": mark("")}))]
    answers += [("", lead.post(f"{here}/1.1/", {"choice": "5", "base_choice": ""}))]
    answers += [("", lead.post("/broad-views/new/", {"title": ""}))]
    for typed in ({"words": "children early"}, {"words": "nowhere"}, {"words": "children", "remove": "1"}):
        answers += [(f"{here}/remove/", lead.post(f"{here}/remove/", typed))]
    answers += [("", lead.post(f"{here}/1.1/evidence/new/", {"shows": ""}))]
    answers += entered(cast, lead)
    answers += answering(cast) + [
        (path, lead.get(path)) for path in [*paths_of_a_look(cast), *paths_of_papers(cast)]
    ]
    for path, response in answers:
        assert response.status_code not in {302, 405, 500}, path
    return [Page(response, path or "/") for path, response in answers]


READ: list[Page] = []


@pytest.fixture
def every_page(request, db):
    """All pages, opened once for all tests of this module."""
    if not READ:
        READ.extend(pages(request.getfixturevalue("cast")))
    return READ


def test_a_browser_may_load_nothing_but_our_own_files_and_run_nothing_that_stands_in_a_page(every_page):
    for page in every_page:
        said = dict(
            part.strip().split(" ", 1) for part in page.response["Content-Security-Policy"].split(";")
        )
        assert said == POLICY, page.address
        for tag, of in page.tags:
            assert tag != "style", page.address
            assert tag != "script" or of.get("src"), page.address
            assert "style" not in of, f"{page.address}: <{tag} style={of['style']}>"
            assert not [name for name in of if name.startswith(("on", "hx-on"))], (
                f"{page.address}: {tag} {of}"
            )


def test_no_page_fetches_or_sends_anything_from_or_to_another_host(every_page):
    for page in every_page:
        for tag, of in page.tags:
            for name, value in of.items():
                if name in FETCHING or (name == "href" and tag in {"link", "use", "base"}):
                    assert not re.match(r"\s*([a-z]+:)?//", value or "", re.I), (
                        f"{page.address}: {tag} {name}={value}"
                    )
                if name == "href":
                    assert not (value or "").strip().lower().startswith(("javascript:", "data:", "vbscript:"))


def test_every_answer_carries_the_headers_that_keep_it_safe(every_page):
    for page in every_page:
        assert {name: page.response[name] for name in HEADERS} == HEADERS, page.address


def test_every_page_has_a_language_one_title_one_heading_and_no_id_twice(every_page):
    for page in every_page:
        tags = [tag for tag, _ in page.tags]
        assert dict(page.tags)["html"]["lang"] == "en-GB"
        assert tags.count("title") == tags.count("h1") == tags.count("main") == 1, page.address
        assert len(page.ids) == len(set(page.ids)), (
            page.address,
            [i for i in page.ids if page.ids.count(i) > 1],
        )


def test_every_field_that_can_be_typed_into_has_a_label(every_page):
    for page in every_page:
        labels = {of["for"] for tag, of in page.tags if tag == "label" and "for" in of}
        for tag, of in page.tags:
            typed = tag == "input" and of.get("type", "text") in {"text", "email", "password"}
            if typed or tag in {"textarea", "select"}:
                assert of.get("id") in labels or "aria-label" in of, f"{page.address}: {tag} {of.get('name')}"


def test_every_form_that_changes_something_carries_a_token(every_page):
    for page in every_page:
        for form in page.forms:
            if form.method == "post":
                assert form.fields.get("csrfmiddlewaretoken"), f"{page.address} to {form.action}"


def test_no_page_says_a_sum_a_mean_or_a_share_of_levels(every_page):
    for page in every_page:
        if not page.address.startswith("/frameworks/"):
            said = page.text.replace(PROMISE, "")
            assert not SUMS.search(said), (
                f"{page.address}: …{said[max(0, SUMS.search(said).start() - 60) :][:120]}…"
            )


def test_no_page_prints_a_numeral_for_a_level(cast):
    """Neither as text nor in a value, an order or a class: only the level's name and key are there."""
    view = world.filled(cast)
    client = browser(cast.lead)
    for part in ("", "found/", "1.1/", "1.2/", "1.1/history/"):
        html = client.get(f"/broad-views/{view.id}/{part}").content.decode()
        assert not re.search(r"level[-_ ]*(number|position|rank|value)?[-_ =:\"']*[1-6]\b", html, re.I), part
        assert not re.search(r"data-(position|level|rank|order)\s*=\s*[\"']?\d", html, re.I), part
    page = open_page(client, f"/broad-views/{view.id}/1.1/")
    levels = [level.key for level in world.framework().levels]
    assert [choice for choice in page.form("/1.1/").choices["choice"] if choice in levels] == levels


def test_progress_is_a_count_of_indicators_and_not_a_share(cast):
    view = world.filled(cast)
    page = Page(browser(cast.reader).get(f"/broad-views/{view.id}/"))
    assert "3 of 18 indicators done" in page.text
    (progress,) = [of for tag, of in page.tags if tag == "progress"]
    assert (progress["value"], progress["max"]) == ("3", "18")


def test_everybody_who_may_see_it_is_told_that_a_level_is_provisional(cast):
    view = world.filled(cast)
    world.seal(view, cast.lead)
    for who in (cast.lead, cast.evaluator, cast.reader):
        client = browser(who)
        for part in ("", "found/", "1.2/", "editions/1/"):
            assert "rovisional" in Page(client.get(f"/broad-views/{view.id}/{part}")).text, (who.name, part)
        assert "rovisional" not in Page(client.get(f"/broad-views/{view.id}/1.1/")).text


def test_a_demonstration_is_marked_on_every_page_of_it(cast):
    from speir.evaluations.actions import demonstration

    view = demonstration.visit(person=cast.stranger.person, by=cast.stranger.actor)
    client = browser(cast.stranger)
    for part in ("", "found/", "known/", "answers/", "1.1/", "1.1/history/", "downloads/", "editions/1/"):
        assert "Demonstration" in Page(client.get(f"/broad-views/{view}/{part}")).text, part
    mine = world.begun(cast)
    assert "emonstration:" not in Page(browser(cast.lead).get(f"/broad-views/{mine.id}/")).text


def test_the_way_out_when_a_child_may_be_at_risk_is_on_every_page_and_open_to_all(every_page):
    for page in every_page:
        if page.response.status_code == 200:
            assert ("a", "/at-risk/") in [(tag, of.get("href")) for tag, of in page.tags], page.address
    text = Page(browser().get("/at-risk/")).text
    assert "999" in text
    assert "101" in text


def test_the_way_out_promises_nothing_about_what_was_being_written():
    text = open_page(browser(), "/at-risk/").text
    assert "Stop here and speak to somebody. What you were writing can wait." in text
    assert "saved" not in text


@pytest.mark.django_db
def test_a_page_that_there_is_not_is_said_to_be_missing(cast):
    text = open_page(browser(cast.stranger), "/nothing/", 404).text
    assert "We cannot find that page" in text
    assert "Either the address is not right, or this is not shared with you." in text


def test_pages_of_people_are_not_kept_by_the_browser_where_they_hold_a_secret(cast):
    secret = make_sign_in_address(person=cast.reader.person, by=cast.lead.actor)
    for path in (secret, f"/people/{cast.team.id}/"):
        assert "no-store" in browser(cast.lead).get(path)["Cache-Control"]


def test_cookies_cannot_be_read_by_a_script_nor_sent_from_elsewhere(client, cast):
    client.get(make_sign_in_address(person=cast.reader.person, by=cast.lead.actor))
    answer = client.post(make_sign_in_address(person=cast.reader.person, by=cast.lead.actor))
    assert answer.status_code == 302
    session = answer.cookies["speir"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
