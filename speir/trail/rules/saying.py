"""How an entry is said: a clause for each thing that can be done, and what each kind of thing is called.

`thing` is the name of what it was done to, where the reader may know it, and `detail` what the entry says besides.
"""

from __future__ import annotations

from speir.trail.rules import saying_improvement, saying_joint, saying_look, saying_moderation
from speir.trail.rules.details import DETAILS

CLAUSES: dict[tuple[str, str], str] = {
    ("began", "broad view"): "began %(thing)s",
    ("discarded", "broad view"): "discarded an empty broad view of %(detail)s",
    ("described", "broad view"): "changed the title or period of %(thing)s",
    ("sealed", "broad view"): "sealed %(thing)s",
    ("reopened", "broad view"): "reopened %(thing)s",
    ("carried forward into", "broad view"): "started %(thing)s from an earlier edition",
    ("approved", "broad view"): "approved edition %(detail)s of %(thing)s",
    ("took back approval of", "broad view"): "took back their approval of edition %(detail)s of %(thing)s",
    ("asked about", "broad view"): "asked a question before approving edition %(detail)s of %(thing)s",
    ("answered about", "broad view"): "answered a question about edition %(detail)s of %(thing)s",
    ("shared", "broad view"): "shared %(thing)s with %(detail)s",
    ("ended sharing of", "broad view"): "ended the sharing of %(thing)s",
    ("kept alone", "broad view"): "kept %(thing)s for themselves alone",
    ("downloaded", "broad view"): "downloaded %(thing)s (%(detail)s)",
    ("read", "broad view"): "read %(thing)s",
    ("recorded", "judgement"): "recorded %(thing)s: %(detail)s",
    ("confirmed", "judgement"): "confirmed what came back from an earlier edition in %(thing)s: %(detail)s",
    (
        "marked as changed",
        "judgement",
    ): "said that something has changed since an earlier edition in %(thing)s: %(detail)s",
    ("took back the check of", "judgement"): "took back a check of what came back in %(thing)s: %(detail)s",
    ("answered", "key question"): "answered %(thing)s",
    ("wrote", "evidence"): "wrote a piece of evidence",
    ("changed", "evidence"): "changed a piece of evidence",
    ("cited", "evidence"): "cited a piece of evidence that %(detail)s a judgement",
    ("withdrew", "evidence"): "withdrew a piece of evidence",
    ("merged", "evidence"): "made one of two pieces of evidence (citations that moved: %(detail)s)",
    ("brought evidence into", "unit"): "brought evidence in from a sheet (pieces: %(detail)s)",
    ("brought back", "evidence"): "brought a piece of evidence back",
    ("shared", "evidence"): "shared a piece of evidence with %(detail)s",
    (
        "wrote down sharing of",
        "evidence",
    ): "wrote down that a piece of evidence was shared outside Speir: %(detail)s",
    (
        "took back sharing of",
        "evidence",
    ): "took back what they had written down of sharing a piece of evidence outside Speir",
    ("ended sharing of", "evidence"): "ended the sharing of a piece of evidence",
    ("kept alone", "evidence"): "kept a piece of evidence for themselves alone",
    ("kept a mention in", "broad view"): "kept a mention in %(thing)s: %(detail)s",
    ("kept a mention in", "judgement"): "kept a mention in %(thing)s: %(detail)s",
    ("kept a mention in", "key question"): "kept a mention in %(thing)s: %(detail)s",
    ("kept a mention in", "evidence"): "kept a mention in a piece of evidence: %(detail)s",
    ("removed words from", "broad view"): "removed words from %(thing)s for good: %(detail)s",
    ("kept longer", "broad view"): "reviewed %(thing)s and kept it longer",
    ("kept longer", "evidence"): "reviewed a piece of evidence and kept it longer",
    ("held", "broad view"): "set a legal hold on %(thing)s",
    ("held", "unit"): "set a legal hold on a unit and all below it",
    ("ended the hold on", "broad view"): "ended a legal hold on %(thing)s",
    ("ended the hold on", "unit"): "ended a legal hold on a unit and all below it",
    ("kept a mention in", "unit"): "kept a mention in what is said of a unit: %(detail)s",
    ("removed words from", "evidence"): "removed words from a piece of evidence for good: %(detail)s",
    ("added a file to", "evidence"): "added a file to a piece of evidence (%(detail)s)",
    ("took a file away from", "evidence"): "took a file away from a piece of evidence (%(detail)s)",
    ("brought back a file of", "evidence"): "brought back a file of a piece of evidence (%(detail)s)",
    ("quarantined a file of", "evidence"): "quarantined a file of a piece of evidence (%(detail)s)",
    ("downloaded a file of", "evidence"): "took a file of a piece of evidence (%(detail)s)",
    ("saved", "search"): "kept a search for evidence",
    ("renamed", "search"): "gave a search for evidence another name",
    ("deleted", "search"): "deleted a search for evidence",
    ("kept a mention in", "search"): "kept a mention in a search for evidence: %(detail)s",
    ("read", "evidence"): "read a confidential piece of evidence",
    ("began", "reflection"): "began %(thing)s",
    ("wrote in", "reflection"): "wrote in %(thing)s: %(detail)s",
    ("let write in", "reflection"): "had %(detail)s write in %(thing)s",
    ("ended writing in", "reflection"): "ended that somebody writes in %(thing)s",
    ("gave evidence from", "reflection"): "gave a piece of evidence from %(thing)s",
    ("shared", "reflection"): "shared %(thing)s with %(detail)s",
    ("ended sharing of", "reflection"): "ended the sharing of %(thing)s",
    ("kept a mention in", "room"): "kept a mention in the name of an inspector’s room: %(detail)s",
    ("kept a mention in", "reflection"): "kept a mention in %(thing)s: %(detail)s",
    ("downloaded", "reflection"): "downloaded %(thing)s (%(detail)s)",
    ("read", "reflection"): "read %(thing)s",
    ("discarded", "reflection"): "discarded %(thing)s",
    ("brought back", "reflection"): "brought %(thing)s back",
    ("forgot", "reflection"): "deleted for good a reflection that was discarded thirty days before",
    ("planned", "planned thing"): "planned something in the programme",
    ("changed", "planned thing"): "changed something in the programme",
    ("took out", "planned thing"): "took something out of the programme",
    ("kept a mention in", "planned thing"): "kept a mention in something planned: %(detail)s",
    ("made calendar address of", "person"): "made a secret address for their calendar",
    ("ended calendar address of", "person"): "ended the secret address of their calendar",
    ("recorded", "inspection"): "recorded what an inspection published on %(detail)s said",
    ("corrected", "inspection"): "corrected what is recorded of an inspection published on %(detail)s",
    ("removed", "inspection"): "took away what was recorded of an inspection published on %(detail)s",
    ("kept a mention in", "inspection"): "kept a mention in what is recorded of an inspection: %(detail)s",
    ("made", "room"): "made an inspector’s room",
    ("changed", "room"): "changed the name or days of an inspector’s room",
    ("ended", "room"): "ended an inspector’s room",
    ("invited into", "room"): "invited %(detail)s into an inspector’s room",
    ("took out of", "room"): "took %(detail)s out of an inspector’s room",
    ("put into", "room"): "put something into an inspector’s room: %(detail)s",
    ("took a thing out of", "room"): "took something out of an inspector’s room: %(detail)s",
    ("read in", "room"): "read something in an inspector’s room: %(detail)s",
    ("took away", "citation"): "took a piece of evidence away from indicator %(detail)s",
    ("discarded", "set-aside text"): "discarded a text of their own that was set aside",
    ("founded", "unit"): "founded the unit %(detail)s",
    ("renamed", "unit"): "gave the unit a new name: %(detail)s",
    ("described", "unit"): "said what kind of organisation it is: %(detail)s",
    ("placed", "unit"): "said in which part of the area the unit works",
    ("added a kind to", "unit"): "added an own kind of source",
    ("renamed a kind of", "unit"): "gave an own kind of source a new name",
    ("closed a kind of", "unit"): "closed an own kind of source",
    ("opened a kind of", "unit"): "opened an own kind of source again",
    ("closed", "unit"): "closed the unit; its last day: %(detail)s",
    ("reopened", "unit"): "took the closing of the unit back",
    ("merged", "unit"): "merged the unit into %(detail)s",
    ("wrote beside", "trend"): "wrote down what fell between the levels of an indicator",
    ("changed beside", "trend"): "changed what stands between the levels of an indicator",
    ("took away beside", "trend"): "took away what stood between the levels of an indicator",
    ("kept a mention in", "trend"): "kept a mention in what fell between levels: %(detail)s",
    ("offered a seat in", "unit"): "offered a seat in the partnership",
    ("seated", "unit"): "brought an organisation into the partnership: %(detail)s",
    ("ended seat of", "unit"): "ended the seat of %(detail)s in the partnership",
    ("released", "unit"): "let the organisation look after itself",
    ("reviewed access to", "unit"): "reviewed who has access (roles: %(detail)s)",
    ("imported into", "unit"): "brought a sheet in (organisations, services and teams, roles: %(detail)s)",
    ("set contacts of", "unit"): "set whom to ring when a child may be at risk",
    ("enrolled", "person"): "gave %(thing)s a role: %(detail)s",
    ("changed role of", "person"): "changed the role of %(thing)s: %(detail)s",
    ("set last day of", "person"): "set the last day of a role of %(thing)s: %(detail)s",
    ("ended role of", "person"): "ended a role of %(thing)s: %(detail)s",
    ("took back end of role of", "person"): "let a role of %(thing)s go on that had been ended: %(detail)s",
    ("added", "person"): "added %(thing)s",
    ("renamed", "person"): "gave %(thing)s another name",
    ("set sign-in of", "person"): "set an e-mail address or password for %(thing)s",
    ("made sign-in address for", "person"): "made a sign-in address for %(thing)s",
    ("signed in by one-time address", "person"): "used a one-time address to sign in",
    ("ended sessions of", "person"): "signed %(thing)s out: %(detail)s",
    ("invited", "person"): "invited %(thing)s by e-mail",
    ("took back invitation of", "person"): "took back the invitation of %(thing)s",
    (
        "asked to prove an address of",
        "person",
    ): "gave an e-mail address for %(thing)s, which is still to be proven",
    ("proved an address of", "person"): "showed that their e-mail address is theirs",
    ("asked for a new password of", "person"): "asked to choose a new password",
    ("signed in", "person"): "signed in (%(detail)s)",
    (
        "stopped attempts to sign in as",
        "person",
    ): "stopped attempts to sign in as %(thing)s: there were too many",
    ("added second factor of", "person"): "added a second factor: %(detail)s",
    ("removed second factor of", "person"): "removed a second factor of %(thing)s: %(detail)s",
    ("loaded", "framework"): "loaded a framework (%(detail)s)",
    ("imported publication into", "framework"): "read the publication in",
    ("exported", "trail"): "exported the trail (%(detail)s)",
    ("exported", "log of removals"): "exported the log of what was removed (%(detail)s)",
    **saying_joint.CLAUSES,
    **saying_moderation.CLAUSES,
    **saying_look.CLAUSES,
    **saying_improvement.CLAUSES,
}

# A kind of thing: as a choice in a list, and one of them whose name the reader may not know.
KINDS: dict[str, tuple[str, str]] = {
    "broad view": ("Broad views", "a broad view or a closer look"),
    "judgement": ("Judgements of indicators", "an indicator"),
    "key question": ("Answers to key questions", "a key question"),
    "trend": ("What fell between levels", "what fell between levels"),
    "evidence": ("Evidence", "a piece of evidence"),
    "search": ("Searches that were kept", "a search for evidence"),
    "room": ("Inspectors’ rooms", "an inspector’s room"),
    "planned thing": ("What is planned", "something planned"),
    "inspection": ("Inspections by others", "an inspection"),
    "reflection": ("Own reflections that were shared", "a reflection"),
    "citation": ("Evidence taken away from an indicator", "a piece of evidence"),
    "set-aside text": ("Texts that were set aside", "a text"),
    "unit": ("Units", "a unit"),
    "person": ("People and their roles", "somebody"),
    "trail": ("The trail itself", "the trail"),
    "log of removals": ("The log of what was removed", "the log of what was removed"),
    "framework": ("Frameworks", "a framework"),
    **saying_joint.KINDS,
    **saying_moderation.KINDS,
    **saying_look.KINDS,
    **saying_improvement.KINDS,
}

# What can be asked for in a list, as words.
VERBS: dict[str, str] = {
    "began": "Began",
    "described": "Changed title or period",
    "recorded": "Recorded a judgement or an inspection",
    "corrected": "Corrected an inspection",
    "answered": "Answered a key question",
    "wrote": "Wrote evidence",
    "changed": "Changed evidence, a room or the programme",
    "planned": "Planned something",
    "took out": "Took something out of the programme",
    "cited": "Cited evidence",
    "took away": "Took evidence away",
    "discarded": "Discarded",
    "sealed": "Sealed",
    "reopened": "Reopened",
    "approved": "Approved an edition",
    "took back approval of": "Took an approval back",
    "asked about": "Asked before approving",
    "answered about": "Answered a chief officer",
    "shared": "Shared",
    "ended sharing of": "Ended sharing",
    "wrote down sharing of": "Wrote down sharing outside Speir",
    "took back sharing of": "Took back sharing outside Speir",
    "kept a mention in": "Kept a mention of somebody",
    "kept alone": "Kept for oneself alone",
    "removed words from": "Removed words for good",
    "kept longer": "Reviewed and kept longer",
    "held": "Set a legal hold",
    "ended the hold on": "Ended a legal hold",
    "read": "Read something confidential",
    "read in": "Read in an inspector’s room",
    "downloaded": "Downloaded",
    "downloaded a file of": "Took a file of evidence",
    "added a file to": "Added a file to evidence",
    "took a file away from": "Took a file away",
    "quarantined a file of": "Quarantined a file",
    "exported": "Exported the trail",
    "founded": "Founded a unit",
    "renamed": "Renamed",
    "placed": "Said where a unit works",
    "closed": "Closed a unit or a priority",
    "merged": "Merged a unit",
    "offered a seat in": "Offered a seat",
    "seated": "Brought an organisation in",
    "ended seat of": "Ended a seat",
    "released": "Let an organisation look after itself",
    "set contacts of": "Set whom to ring",
    "imported into": "Brought a sheet in",
    "reviewed access to": "Reviewed who has access",
    "enrolled": "Gave a role",
    "changed role of": "Changed a role",
    "set last day of": "Set the last day of a role",
    "ended role of": "Ended a role",
    "took back end of role of": "Took back the end of a role",
    **saying_joint.VERBS,
    **saying_moderation.VERBS,
    **saying_look.VERBS,
    **saying_improvement.VERBS,
}

# What most of a trail is made of: a search for it finds enough wherever it begins to look.
OFTEN = frozenset({"read", "recorded", "answered", "wrote", "changed", "cited"})
OFTEN_ABOUT = frozenset({"judgement", "key question", "evidence"})

WITH_DIGEST = frozenset({"removed words from", "approved"})  # of the log's line, or of the edition
# Their detail is a name or words that are whole.
_WHOLE = (
    *("founded", "renamed", "closed", "merged", "seated", "ended seat of", "kept a mention in"),
    *("set last day of", "let write in", "invited into", "took out of"),
)
WHOLE = frozenset(_WHOLE) | saying_joint.WHOLE


def clause(verb: str, about: str) -> str:
    """Return what was done as a clause; something that nobody has put into words yet is said by its own."""
    return CLAUSES.get((verb, about), f"{verb} %(thing)s")


def one_of(about: str) -> str:
    """Return a thing of this kind whose name the reader may not know."""
    return KINDS[about][1] if about in KINDS else f"a {about}"


def details(verb: str, detail: str) -> list[str]:
    """Return the parts of a detail as words, each to be translated; a name stays whole, whatever stands in it."""
    if verb in WHOLE:
        return [detail]
    if verb == "changed role of":
        return [" → ".join(DETAILS.get(part, part) for part in detail.split(", "))]
    if verb in WITH_DIGEST:
        return [detail.partition("; ")[0]]
    if verb == "shared" and ": " in detail:
        return [detail.partition(": ")[2]]
    if verb == "read in":
        detail = detail.partition(", ")[2]  # of what is read the room's own page tells, to whoever keeps it
    return [DETAILS.get(part, part.replace("_", " ")) for part in detail.split(", ") if part]
