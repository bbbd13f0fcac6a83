"""Every box that people type in: its page, where its form goes, its name, and what is sent besides."""

from __future__ import annotations

from typing import Any

from tests.web.boxes_improvement_choosing import CHOOSING_BOXES
from tests.web.boxes_improvement_doing import DOING_BOXES
from tests.web.boxes_improvement_heard import HEARD_BOXES
from tests.web.boxes_improvement_meetings import MEETING_BOXES
from tests.web.boxes_improvement_priorities import PRIORITY_BOXES
from tests.web.boxes_improvement_tracked import TRACKED_BOXES
from tests.web.boxes_look_following import LOOK_FOLLOWING_BOXES
from tests.web.boxes_look_judging import LOOK_JUDGING_BOXES

DUE = "d" * 16
NAMED = "Callum Fraser told his teacher."
ITEM: Any = {"kind": "case_files", "when": "April 2025", "speaks_of": "happens", "stance": "supports"}


GIVEN: Any = {"kind": "observation", "when": "April 2025", "speaks_of": "happens", "unit": "{team}"}
PLANNED = "/joint/new/?unit={committee}"
PLAN: Any = {"due": "June 2027", "invited": "{team}"}
TOLD: Any = {
    "on": "27 February 2026",
    "how": "letter",
    "who": "The manager",
    "with_whom": "The school",
    "why": "To plan.",
    "taken_as": "fact",
}

BOXES: dict[str, tuple[str, str, str, Any]] = {
    "JudgeForm.why": ("/moderation/{hidden}/", "/{round}/", "why", {"choice": "good"}),
    "AgreeForm.reason": ("/moderation/{shown}/agree/", "/agree/", "reason", {"agreed": "no"}),
    "JoinForm.standpoint": ("/moderation/{room}/join/", "/join/", "standpoint", {}),
    "PersonForm.standpoint": ("/moderation/{room}/people/", "/people/", "standpoint", {"name": "Ailsa"}),
    "SaveForm.name": ("/evidence/searches/new/", "/searches/new/", "name", {"words": "plan"}),
    "SaveForm.words": ("/evidence/searches/new/", "/searches/new/", "words", {"name": "Mine"}),
    "RenameForm.name": ("/evidence/searches/{search}/", "/searches/{search}/", "name", {}),
    "panel.strengths": ("/broad-views/{view}/1.1/", "/1.1/", "strengths", {}),
    "panel.improvements": ("/broad-views/{view}/1.1/", "/1.1/", "improvements", {}),
    "panel.why": ("/broad-views/{view}/1.1/", "/1.1/", "why", {"choice": "good"}),
    "answers.text": ("/broad-views/{view}/answers/", "/answers/2/", "text", {}),
    "BeginForm.title": ("/broad-views/new/", "/new/", "title", {}),
    "DescribeForm.title": ("/broad-views/{view}/describe/", "/describe/", "title", {}),
    **{f"PlanForm.{box}": (PLANNED, "/new/", box, PLAN) for box in ("title", "invitation")},
    **{
        f"JointForm.{box}": ("/joint/{joint}/change/", "/change/", box, {}) for box in ("title", "invitation")
    },
    "QuestionForm.text": ("/joint/{joint}/who/{part}/question/", "/question/", "text", {}),
    "ExtendForm.text": ("/joint/{joint}/who/{part}/extend/", "/extend/", "text", {"until": "June 2027"}),
    "SharingForm.why": ("/broad-views/{view}/sharing/", "/sharing/", "why", {"audience": "{reader}"}),
    "HoldForm.why": ("/broad-views/{view}/hold/", "/hold/", "why", {}),
    "ReviewForm.why": (f"/keeping/due/{DUE}/", f"/due/{DUE}/", "why", {"again": "March 2099"}),
    **{
        f"PlannedForm.{box}": (
            "/calendar/new/",
            "/calendar/new/",
            box,
            {"kind": "survey", "starts": "1 March {year}", "ends": "2 March {year}"}
            | ({"title": "Survey"} if box != "title" else {}),
        )
        for box in ("title", "words")
    },
    "InspectionForm.title": (
        "/inspections/new/",
        "/inspections/new/",
        "title",
        {"day": "1 March 2025", "level_1.1": "good"},
    ),
    "SittingForm.services": ("/closer-looks/{sat}about/", "/about/", "services", {}),
    "SittingForm.what": ("/closer-looks/{sat}about/", "/about/", "what", {}),
    "RoomForm.name": ("/rooms/new/", "/new/", "name", {"starts": "1 March 2099", "ends": "2 March 2099"}),
    "reflection.text": ("/reflections/{mine}/", "/reflections/{mine}/", "known", {}),
    "NoteForm.text": (
        "/trends/{team}/hmie-2005/3.2/new/",
        "/3.2/new/",
        "text",
        {"day": "1 March 2025", "kind": "action"},
    ),
    "ApproveForm.text": ("{edition}approve/", "/approve/", "text", {}),
    "AskForm.text": ("{edition}ask/", "/ask/", "text", {}),
    "ReplyForm.text": ("{edition}questions/{asked}/", "/{asked}/", "text", {}),
    "TakeBackForm.text": ("{edition}approvals/{approved}/back/", "/back/", "text", {}),
    **{
        f"{form}.{box}": (path, ending, box, more | ({"shows": "Seen."} if box != "shows" else {}))
        for form, path, ending, more in (
            ("EvidenceForm", "/broad-views/{view}/1.1/evidence/new/", "/evidence/new/", ITEM),
            ("GiveForm", "/reflections/{mine}/evidence/", "/evidence/", GIVEN),
            ("ItemForm", "/evidence/new/", "/evidence/new/", {}),
            ("ItemFields", "/evidence/new/", "/evidence/new/", {}),
        )
        for box in ("shows", "account", "origin")
    },
    "ItemFields.words_{at}": (
        "/evidence/new/",
        "/evidence/new/",
        "words_0",
        {"shows": "Seen.", "url_0": "https://example.scot/a"},
    ),
    "DeclineForm.text": ("/joint/asked/{answering}/decline/", "/decline/", "text", {}),
    "HandInForm.text": ("/joint/asked/{answering}/hand-in/", "/hand-in/", "text", {}),
    **{
        f"short_box.{{{{ box.at }}}}-{box}": (
            "/joint/asked/{answering}/short/",
            "/short/",
            f"0-{box}",
            {},
        )
        for box in ("strengths", "improvements", "shows")
    },
    **{
        f"AboutForm.{box}": ("/closer-looks/new/?indicator=3.2&reason=survey", "/closer-looks/new/", box, {})
        for box in (
            *(
                "title",
                "reason_words",
                "about_words",
                "area_words",
                "takes_part",
                "left_out",
                "how_long",
                "cost",
            ),
            *("purpose", "confidentiality", "afterwards"),
        )
    },
    **{
        box: (f"/closer-looks/{{look}}/{page}", "/plan/new/question/3.2/joint-understanding/", "text", {})
        for box, page in (
            ("NewLineForm.text", "plan/new/question/3.2/joint-understanding/"),
            ("line_add.text", "plan/"),
        )
    },
    **{
        f"LineForm.{box}": ("/closer-looks/{look}/plan/feature/{line}/", "/plan/feature/{line}/", box, {})
        for box in ("text", "cites")
    },
    "KeepForm.name": ("/closer-looks/{papers}/keep/", "/keep/", "name", {}),
    **{
        f"BriefingForm.{box}": ("/closer-looks/{papers}/briefing/", "/briefing/", box, {})
        for box in ("purpose", "confidentiality", "afterwards")
    },
    "WithdrawForm.why": ("/evidence/{item}/withdraw/", "/withdraw/", "why", {}),
    "KindForm.name": ("/evidence/kinds/{team}/", "/kinds/{team}/", "name", {}),
    **{
        f"OutsideForm.{box}": (
            "/evidence/{item}/record/new/",
            "/record/new/",
            box,
            {name: said for name, said in TOLD.items() if name != box},
        )
        for box in ("with_whom", "why")
    },
}

BOXES |= LOOK_JUDGING_BOXES | LOOK_FOLLOWING_BOXES
BOXES |= DOING_BOXES
BOXES |= HEARD_BOXES
BOXES |= MEETING_BOXES
BOXES |= CHOOSING_BOXES
BOXES |= HEARD_BOXES | TRACKED_BOXES
BOXES |= PRIORITY_BOXES
