"""Actions of improvement without an entry of their own, and why: a part of `test_trail.QUIET`, by module."""

from __future__ import annotations

BY_TOLD = "by `_told`, inside the transaction"
BY_MODULE: dict[str, dict[str, str]] = {
    "action_steps": {
        **dict.fromkeys(
            (
                "add",
                "reword",
                "tick",
                "order",
                "take_out",
                "put_back",
            ),
            BY_TOLD,
        ),
    },
    "candidates": {
        "thing": "writes nothing",
        "row_of": "makes the row that the actions which call it write down",
        "weigh": "by `told`, inside the transaction",
        "add": "by `told`, inside the transaction",
        "reword": "by `told`, inside the transaction",
        "take_out": "by `told`, inside the transaction",
        "put_back": "by `told`, inside the transaction",
    },
    "deciding": {
        "choose": "by `told`, inside the transaction",
        "leave": "by `told`, inside the transaction",
        "take_back": "by `told`, inside the transaction",
    },
    "demonstration": {
        "load": "calls actions, each with its entry",
        "visit": "calls actions, each with its entry",
        "show_to_first_person": "calls actions, each with its entry",
    },
    "doing": {
        **dict.fromkeys(
            (
                "add",
                "change",
                "take_out",
                "put_back",
            ),
            BY_TOLD,
        ),
        "agree": "by `move`, inside the transaction",
        "tell": "by `move`, inside the transaction",
        "newest": "writes nothing",
        "thing": "writes nothing",
        "move": "by `move`, inside the transaction",
    },
    "doing_moves": {
        "take_back": "by `move`, inside the transaction",
    },
    "earlier": {
        "explain": "by mentions' `_keep`, where somebody says why one may stay",
        "keep": "part of a save, which writes the entry",
    },
    "findings": {
        **dict.fromkeys(
            (
                "add",
                "change",
                "take_out",
                "put_back",
            ),
            BY_TOLD,
        ),
    },
    "heard": {
        **dict.fromkeys(
            (
                "add",
                "change",
                "give_out",
                "hold_back",
                "take_out",
                "put_back",
            ),
            BY_TOLD,
        ),
        "thing": "writes nothing",
        "with_hidden": "writes nothing",
    },
    "holding": {
        "hold_priority": "by evaluations' `hold`",
    },
    "letters": {
        "reminder": "writes a letter",
        "weekly": "writes a letter",
    },
    "letters_off": {
        "turn_off": "by `_turned`, inside the transaction",
        "turn_on": "by `_turned`, inside the transaction",
    },
    "reminder_words": dict.fromkeys(("of_reminders", "more", "stops"), "writes nothing"),
    "rooms": {
        "put": "by evaluations' `put`",
        "read": "by evaluations' `read` or `note_reading`",
        "look_at": "writes nothing",
        "require_priority": "writes nothing",
    },
    "links": {
        "make": "part of a letter; that it was used is in the trail",
        "use": "by `doing.tell`",
        "forget_ended": "the clock's; that each was used is in the trail",
    },
    "meetings": {
        **dict.fromkeys(
            (
                "add",
                "change",
                "take_away",
                "put_back",
            ),
            BY_TOLD,
        ),
    },
    "nothing": {
        **dict.fromkeys(
            (
                "say",
                "end_in",
            ),
            BY_TOLD,
        ),
        "end": "by `end_in`",
    },
    "plans": {
        **dict.fromkeys(
            (
                "make",
                "rename",
                "take_away",
                "put_back",
            ),
            BY_TOLD,
        ),
    },
    "priorities": {
        **dict.fromkeys(
            (
                "propose",
                "change",
                "agree",
                "reopen",
                "take_out",
                "put_back",
            ),
            BY_TOLD,
        ),
    },
    "proving": {
        **dict.fromkeys(("take_back",), BY_TOLD),
        "show_impact": "by `_shown`, inside the transaction",
        "write_and_show": "its parts write the entries",
    },
    "reminding": {
        "remind": "the clock's",
        "send_digests": "the clock's",
        "awaited": "writes nothing",
        "reachable": "writes nothing",
    },
    "removing": {
        "remove": "by retention's write_down",
        "dispose": "by retention's write_down",
    },
    "reviewing": {
        "find_due": "the clock's; what a person decides is an entry",
        "keep": "by evaluations' keep",
        "dispose_of": "by retention's write_down",
    },
    "sharing": {
        "share": "by sharing's share",
        "end": "by sharing's end",
    },
    "taking_up": {
        **dict.fromkeys(("add", "change", "take_out", "put_back"), BY_TOLD),
    },
    "tracked": {
        **dict.fromkeys(("add", "change", "take_out", "put_back"), BY_TOLD),
        "thing": "writes nothing",
        "readable_priorities": "writes nothing",
    },
    "waiting_for": {
        **dict.fromkeys(
            (
                "wait_for",
                "stop_waiting",
            ),
            BY_TOLD,
        ),
    },
}
QUIET_IMPROVEMENT = {
    (f"improvement/actions/{module}.py", name): why
    for module, those in BY_MODULE.items()
    for name, why in those.items()
}
