"""An organisation's part in the shape of its plan: as content, as text and as a workbook."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from docx import Document as ReadDocument
from openpyxl import load_workbook

from speir.core.ids import new_id
from speir.improvement.actions import findings, priorities
from speir.improvement.queries.plans import part
from speir.improvement.rules.findings import Said
from speir.reports.actions import rendered
from speir.reports.builders.improvement.part import document
from tests import world_improvement, world_joint
from tests.world_improvement import priority

pytestmark = pytest.mark.django_db


@pytest.fixture
def there() -> world_joint.Committee:
    """Two agencies see to a priority of the committee, each with an action; a second one has none yet."""
    there = world_joint.committee()
    parts = tuple((there.members[name].unit.id, "sees_to_it") for name in ("Health", "Police"))
    said: Any = {"responsibility": "together", "parts": parts, "feeds": ("policing", "childrens_services")}
    row = priority(there.unit, there.lead, title="Ring sooner", **said)
    for source, number, words in (
        ("judgement", "3.2", "Schools hear late."),
        ("review", "", "=At night nobody knows whom to ring."),
    ):
        finding = Said(source=source, number=number, words=words)
        findings.add(priority_id=row.id, said=finding, finding_id=new_id(), by=there.lead.actor)
    priorities.agree(priority_id=row.id, by=there.lead.actor)
    for name in ("Health", "Police"):
        world_improvement.action(
            row,
            there.lead,
            title=f"What {name} does",
            unit=there.members[name].unit.id,
            resources="Half a day a week",
            state="under_way",
            text="Two teams have begun.",
        )
    priority(there.unit, there.lead, title="Ask families", agreed=True, **said)
    return there


def test_it_holds_an_agencys_priorities_and_its_own_actions_alone(there):
    police = there.members["Police"]
    shown = part(police.lead.actor, police.unit.id, plan="policing")
    assert [(one.title, [a.title for a in one.actions]) for one in shown.priorities] == [
        ("Ring sooner", ["What Police does"]),
        ("Ask families", []),
    ]
    assert shown.priorities[0].found == (
        "3.2 Information sharing and recording: Schools hear late.",
        "=At night nobody knows whom to ring.",
    )
    committee = part(there.lead.actor, there.unit.id)
    assert [len(one.actions) for one in committee.priorities] == [2, 0]
    assert part(there.lead.actor, there.unit.id, plan="school").priorities == ()


def test_for_word_it_is_a_section_for_each_priority_in_the_words_of_the_plan(there):
    police = there.members["Police"]
    shown = part(police.lead.actor, police.unit.id, plan="policing")
    made = ReadDocument(BytesIO(rendered(document(shown), "docx")))
    text = "\n".join(one.text for one in made.paragraphs)
    assert "Policing business plan" in text
    assert "Ring sooner" in text
    assert "No action is named for it here yet." in text
    (table,) = [one for one in made.tables if one.rows[0].cells[0].text == "Activity"]
    heads = [cell.text for cell in table.rows[0].cells]
    assert heads == ["Activity", "Owner", "Due", "Target", "Measure", "Status"]
    cells = [cell.text for cell in table.rows[1].cells]
    assert cells[0].startswith("What Police does")
    assert cells[5] == "Under way: Two teams have begun."


def test_for_excel_it_is_a_row_for_each_action_and_no_formula(there):
    shown = part(there.lead.actor, there.unit.id)
    sheet = load_workbook(BytesIO(rendered(document(shown), "xlsx"))).worksheets[0]
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    (at,) = [n for n, row in enumerate(rows) if row[0] == "Priority"]
    assert rows[at][1:] == [
        *("What will be different", "What we found", "Action", "Who", "By when", "Resources"),
        *("Target", "How we shall know", "How far it has come"),
    ]
    held = [row for row in rows[at + 1 :] if row[0] in ("Ring sooner", "Ask families")]
    assert [row[3] for row in held] == ["What Health does", "What Police does", "–"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_with_nothing_in_it_it_says_so(there):
    social = there.members["Social work"]
    shown = document(part(social.lead.actor, social.unit.id))
    assert [one.heading for one in shown.sections] == ["Nothing yet"]
    assert rendered(shown, "xlsx")
