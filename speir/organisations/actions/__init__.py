"""Every write to units and to the roles that people hold in them."""

from speir.organisations.actions.people import (
    actor_of,
    add_unit,
    bring_in,
    enrol,
    found,
    new_sign_in_address,
    set_contacts,
    visit_demonstration,
)

__all__ = [
    "actor_of",
    "add_unit",
    "bring_in",
    "enrol",
    "found",
    "new_sign_in_address",
    "set_contacts",
    "visit_demonstration",
]
