"""What no address does: let in without a second factor, take a method it needs not, change something when opened."""

from __future__ import annotations

from speir.trail.models import Entry
from tests.web.browsing import browser
from tests.web.guard_table import TABLE
from tests.web.places import Place

# Addresses that django-allauth answers by its own views, some of which show a form and take it.
# What is open without a second factor, or without signing in: a secret address, and ways out.
OPEN = {"end_sessions", "prove_email", "calendar:feed_file", "progress", "letters_off"}
LIBRARY = ("account_", "mfa_", "socialaccount_")

# What somebody sees who has no second factor where one is required.
SETTING_UP = {
    "account",
    "account_logout",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "at_risk",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "one_time",
    "sessions",
    "stay",
}


def test_without_a_second_factor_where_it_is_required_no_other_page_is_open_and_nothing_is_done(
    cast, settings
):
    place, client = Place(cast), browser(cast.lead)
    addresses = [(row, place.address(row[0], row[4])) for row in TABLE]
    settings.SECOND_FACTOR_REQUIRED = True
    done = Entry.objects.exclude(verb="read").count()
    for (name, method, _expected, _typed, _words), address in addresses:
        if name in SETTING_UP or name.startswith(LIBRARY) or name in OPEN:
            continue
        response = getattr(client, method)(address)
        if method == "get" and name not in {"openid_connect_login", "openid_connect_callback"}:
            assert (response.status_code, response["Location"]) == (302, "/account/second-factor/"), name
        else:
            assert response.status_code in {403, 404}, name
    assert Entry.objects.exclude(verb="read").count() == done
    shown = {
        row[0]
        for row, address in addresses
        if row[1] == "get" and row[0] not in OPEN and client.get(address).status_code in {200, 204}
    }
    assert shown == SETTING_UP


def test_an_address_that_only_shows_takes_no_other_method(cast):
    place, client = Place(cast), browser(cast.lead)
    forms = {row[0] for row in TABLE if row[1] == "post"}
    for name, method, _, _, words in TABLE:
        if method == "get" and name not in forms and not name.startswith(LIBRARY):
            for other in ("post", "put", "patch", "delete"):
                response = getattr(client, other)(place.address(name, words))
                assert response.status_code == 405, name
                assert response["Allow"], name


# What the lead officer may not do; test_approving opens them as somebody who may.
# Not for the lead officer of this table: a chief officer’s, asked of a small body, or of a young broad view alone.
NOT_THERE = {"joint:short", "joint:short_choose", "broad_views:start"}
OF_CHIEF_OFFICERS = {"broad_views:approve", "broad_views:ask", "broad_views:take_back"}


def test_opening_an_address_that_changes_something_changes_nothing(cast):
    """A link, a scanner or a browser that looks ahead never does what only a button may do."""
    place, client = Place(cast), browser(cast.lead)
    opened = [
        (place.address(name, words), name, expected[3])
        for name, method, expected, _, words in TABLE
        if method == "post"
    ]
    done = Entry.objects.exclude(
        verb="read"
    )  # that somebody read it is all that opening a page leaves behind
    before = done.count()
    for address, name, told in opened:
        theirs = {403, 404} if name in OF_CHIEF_OFFICERS | NOT_THERE else set()
        theirs |= {404} if told == 404 else set()  # what is not there, such as somebody else's
        assert client.get(address).status_code in {200, 302, 405, 410} | theirs, name
        assert done.count() == before, name
