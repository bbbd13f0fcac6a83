"""Every write to units and to the roles that people hold in them."""

from speir.organisations.actions.people import (
    BY_E_MAIL,
    actor_of,
    add_unit,
    bring_in,
    enrol,
    found,
    new_sign_in_address,
    set_contacts,
    take_back_invitation,
    visit_demonstration,
)

__all__ = [
    "BY_E_MAIL",
    "actor_of",
    "add_unit",
    "bring_in",
    "enrol",
    "found",
    "new_sign_in_address",
    "set_contacts",
    "take_back_invitation",
    "visit_demonstration",
]
