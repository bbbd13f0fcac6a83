"""The agenda paper: what it says as data, what it leaves out, and that it leaves as files that can be read back."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from io import BytesIO

import docx
import pypdf
import pytest

from speir.frameworks.models import Framework
from speir.improvement.models import Action, Candidate, CandidateStep, Priority, Tracked
from speir.improvement.queries import agenda as queries
from speir.improvement.rules.changing import Happened, Kind
from speir.reports.builders.improvement import agenda as paper
from speir.reports.builders.improvement import changed as says
from speir.reports.content import Blanks, Bullets, Document, Paragraph
from speir.reports.renderers import FORMATS
from tests import world, world_improvement, world_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return world.cast()


@pytest.fixture
def busy(cast):
    found = world_meeting.busy(cast.team, cast.lead, cast.evaluator)
    world_improvement.priority(cast.team, cast.lead, title="Listen before every meeting")
    at = {"unit": cast.team, "written_at": found.now.made_at}
    parked = Candidate.objects.create(
        framework=Framework.objects.get(key=world.FRAMEWORK),
        words="Calls at night",
        decision="parked",
        reason="Two are enough.",
        again_on=world_meeting.today(-1),
        **at,
    )
    CandidateStep.objects.create(
        candidate=parked, decision="parked", reason="Two are enough.", at=found.now.made_at
    )
    for text, due, state in (("Write a protocol", 3, "open"), ("Later", 60, "open"), ("Over", 3, "done")):
        Tracked.objects.create(
            home=cast.team,
            owner=cast.lead.person.id,
            kind="recommendation",
            text=text,
            reference="Joint inspection 2025, 4",
            due=world_meeting.today(due),
            state=state,
            outcome="It is in use." if state == "done" else "",
            **at,
        )
    return found


def told(cast, busy, by=None):
    return queries.agenda((by or cast.reader).actor, cast.team.id, busy.now.id)


def texts(document: Document) -> dict[str, list[str]]:
    """What stands under each heading."""
    found: dict[str, list[str]] = {}
    for section in document.sections:
        each = found.setdefault(section.heading, [])
        for block in section.blocks:
            if isinstance(block, Paragraph):
                each.append(block.text)
            elif isinstance(block, Bullets):
                each += [text for item in block.items for text in (item.text, item.note) if text]
            elif isinstance(block, Blanks):
                each += [f"{label} ____" for label in block.labels]
    return found


def test_it_says_what_changed_what_is_asked_how_far_and_what_is_to_come(cast, busy):
    said = texts(paper.agenda(told(cast, busy)))
    top = [heading for heading in said if re.match(r"\d\. ", heading)]
    assert [one.split(",")[0] for one in top] == [
        "1. What changed since the last meeting",
        "2. What needs a decision",
        "3. Our priorities",
        "4. Priorities proposed",
        "5. Parked",
        "6. Recommendations that are due",
        "7. Next meeting",
    ]
    assert said["Ring the school the same day"][0] == "4 weeks overdue, under way"
    assert said["Ring the school the same day"][-2:] == [
        "Last said: Two teams have begun.",
        "Decision asked ____",
    ]
    assert said["Open the shared calendar"][0] == "Stuck"
    assert "Its actions: one stuck, three under way and one agreed." in said["Share what we know sooner"]
    assert said["4. Priorities proposed, to be agreed"][0] == "Listen before every meeting"
    assert said["5. Parked, and due to be looked at again"][0] == "Calls at night"
    assert said["6. Recommendations that are due"][0] == "Write a protocol"
    assert "Later" not in str(said["6. Recommendations that are due"])
    assert said["What was tracked"] == ["Recommendation done: Over. It is in use."]


def test_what_made_no_difference_waits_for_a_decision_after_what_is_stuck(cast, busy):
    calm = Action.objects.filter(state="under_way", due__gte=world_meeting.today()).earliest("position", "pk")
    Action.objects.filter(pk=calm.pk).update(state="no_difference")
    said = told(cast, busy)
    assert [one.state for one in said.asked][-2:] == ["stuck", "no_difference"]
    assert said.asked_in_all == len(said.asked)
    assert texts(paper.agenda(said))[calm.title][0] == "Done, no difference seen"


def test_it_names_nobody_but_the_leads_of_actions(cast, busy):
    everything = str(texts(paper.agenda(told(cast, busy, cast.lead))))
    assert cast.evaluator.person.name in everything
    for other in (cast.lead, cast.reader):
        assert other.person.name not in everything


def test_it_is_made_of_what_its_reader_may_read_and_says_so(cast, busy):
    alone = world_improvement.priority(cast.team, cast.lead, title="Mine alone", agreed=True)
    world_improvement.action(alone, cast.lead, title="A secret", state="stuck", text="Hidden words.")
    Priority.objects.filter(pk=alone.pk).update(only_me=True)
    Tracked.objects.filter(text="Write a protocol").update(only_me=True)
    for by, there in ((cast.reader, False), (cast.lead, True)):
        document = paper.agenda(told(cast, busy, by))
        everything = str(document)
        for words in ("Mine alone", "A secret", "Hidden words.", "Write a protocol"):
            assert (words in everything) is there
        assert "may be able to read more, or less" in document.facts[-1].value


def test_a_list_that_is_too_long_is_cut_and_says_how_many_more_and_where(cast, busy):
    whole = told(cast, busy)
    long = dataclasses.replace(
        whole,
        asked=(whole.asked * 6)[:10],
        asked_in_all=12,
        agreed=whole.agreed * 14,
        proposed=whole.proposed * 9,
        parked=whole.parked * 10,
        recommended=whole.recommended * 11,
    )
    said = texts(paper.agenda(long))
    assert said["4. Priorities proposed, to be agreed"][-1] == "One more is on the list of priorities."
    assert said["5. Parked, and due to be looked at again"][-1] == "Two more are on the page “Choosing”."
    assert said["6. Recommendations that are due"][-1] == "Three more are on the page “Also tracked”."
    assert said["And more"] == [
        "Two more are on the board, and in the meeting one by one.",
        "Two more are on the board.",
    ]


def test_a_unit_with_nothing_to_talk_about_says_so_under_each_heading(cast):
    row = world_meeting.meeting(cast.team, cast.lead)
    said = texts(paper.agenda(queries.agenda(cast.lead.actor, cast.team.id, row.id)))
    assert said["2. What needs a decision"] == [
        "Nothing is overdue, stuck or done with no difference seen, and everything has somebody to lead it."
    ]
    assert said["3. Our priorities, and how far they have come"] == ["No priority is agreed at present."]
    assert said["7. Next meeting"] == ["Date ____"]
    assert next(iter(said.values())) == ["Nothing changed since then."]


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_all_of_it_can_be_read_back(cast, busy, kind):
    body = FORMATS[kind].render(paper.agenda(told(cast, busy)))
    if kind == "docx":
        word = docx.Document(BytesIO(body))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        text = " ".join([*(one.text for one in word.paragraphs), *cells])
        assert any(one.style.name.startswith("Heading") for one in word.paragraphs)
    else:
        pdf = pypdf.PdfReader(BytesIO(body))
        text = " ".join(" ".join(page.extract_text().replace("\u200b", "").split()) for page in pdf.pages)
        catalog = pdf.trailer["/Root"]
        assert catalog["/MarkInfo"]["/Marked"]
        assert catalog["/Lang"] == "en-GB"
        assert re.search(r"pdfuaid:part(>|=[\"'])1", catalog["/Metadata"].get_data().decode())
    for words in (
        "Agenda: what we are going to do",
        "“Open the shared calendar” was added as an action and is now stuck: The licence is not paid.",
        "4 weeks overdue, under way",
        "Decision asked",
        "Calls at night",
        "Joint inspection 2025, 4",
    ):
        assert words in text


DAY = dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (Happened(Kind.CLOSED, DAY, "p", text="It is so now"), "This priority was closed: It is so now."),
        (Happened(Kind.PUT_BACK, DAY, "p"), "This priority was put back."),
        (Happened(Kind.ADDED, DAY, "p", title="Ring.", after="proposed"), "“Ring” was added as an action."),
        (
            Happened(Kind.MOVED, DAY, "p", title="Ring", before="proposed", after="agreed"),
            "“Ring” was agreed.",
        ),
        (
            Happened(Kind.MOVED, DAY, "p", title="Ring", before="stuck", after="done", text="All rung!"),
            "“Ring” went from stuck to done: All rung!",
        ),
        (
            Happened(Kind.SAID, DAY, "p", title="Ring", before="stuck", after="stuck", text="No cash"),
            "“Ring” is still stuck: No cash.",
        ),
        (
            Happened(Kind.PROOF, DAY, "p", title="Ring", text="Families say so."),
            "Evidence of impact was added to “Ring”: Families say so.",
        ),
        (Happened(Kind.OVERDUE, DAY, "p", title="Ring"), "“Ring” has been overdue since this day."),
    ],
)
def test_what_happened_is_a_plain_sentence(one, sentence):
    assert says.sentence(one) == sentence
    assert says.urgent(one) is (one.kind == Kind.OVERDUE)
