"""The states of the pages on which people set up and show their second factor."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.pages import Opening, heading, press, state
from tests.browser.situations import PASSWORD, Situations

HERE = "/account/second-factor/"


@state("account_reset_password_done", "after asking")
def _(s: Situations) -> Opening:
    return Opening(None, "/account/password/sent/")


@state("account_reset_password_from_key", "after its time")
def _(s: Situations) -> Opening:
    return Opening(None, "/account/password/0/1/")


@state("account_reset_password_from_key", "with a password that is easily guessed")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("New password").fill("password1234")
        press("Save the password")(page, s)
        expect(page.get_by_role("alert")).to_be_visible()

    return Opening(None, s.new_password(), steps)


@state("account_reset_password_from_key_done", "saved")
def _(s: Situations) -> Opening:
    return Opening(None, "/account/password/saved/")


@state("sessions", "in two browsers")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("E-mail address").fill(s.with_password.person.email or "")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        heading("Where you are signed in")(page, s)

    return Opening(None, "/sign-in/?next=/account/sessions/", steps)


@state("kept", "after signing in again")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("Title").fill("A title that took an hour to find")
        cookies = [c for c in page.context.cookies() if c["name"] != "speir"]
        page.context.clear_cookies()
        page.context.add_cookies(cookies)  # type: ignore[arg-type]
        press("Begin")(page, s)
        page.get_by_role("link", name="Sign in again and go on here").click()
        page.get_by_label("E-mail address").fill(s.leading_with_password.person.email or "")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_label("Title")).to_have_value("A title that took an hour to find")

    return Opening(s.leading_with_password.person, "/broad-views/new/", steps)


@state("prove_email", "asked")
def _(s: Situations) -> Opening:
    return Opening(None, s.proof(), heading("Is this your e-mail address?"))


@state("mfa_index", "with none yet and no password")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, HERE)


@state("mfa_index", "with an app, a passkey and recovery codes")
def _(s: Situations) -> Opening:
    return Opening(s.with_factors.person, HERE)


@state("mfa_activate_totp", "with a code that does not fit")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("The six digits").fill("000000")
        press("Finish")(page, s)
        expect(page.get_by_role("alert")).to_be_visible()

    return Opening(s.with_password.person, f"{HERE}app/", steps)


@state("mfa_deactivate_totp", "asked")
def _(s: Situations) -> Opening:
    return Opening(s.with_factors.person, f"{HERE}app/remove/", heading("Remove the authenticator app?"))


@state("mfa_add_webauthn", "ready")
def _(s: Situations) -> Opening:
    return Opening(s.with_password.person, f"{HERE}passkey/", heading("Add a passkey"))


@state("mfa_remove_webauthn", "asked")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_role("link", name="Remove 2").click()
        heading("Remove this passkey?")(page, s)

    return Opening(s.with_factors.person, HERE, steps)


@state("mfa_view_recovery_codes", "shown once")
def _(s: Situations) -> Opening:
    return Opening(s.fresh_codes().person, f"{HERE}codes/", heading("Recovery codes"))


@state("mfa_generate_recovery_codes", "asked")
def _(s: Situations) -> Opening:
    return Opening(s.with_factors.person, f"{HERE}codes/new/", heading("Make new recovery codes?"))


@state("mfa_authenticate", "after the password")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("E-mail address").fill(s.with_factors.person.email or "")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        heading("Your second factor")(page, s)

    return Opening(None, "/sign-in/", steps)


@state("account_reauthenticate", "with another way")
def _(s: Situations) -> Opening:
    return Opening(s.with_factors.person, "/account/confirm/", heading("Is it you?"))


@state("mfa_reauthenticate", "with a mistake")
def _(s: Situations) -> Opening:
    return Opening(s.with_factors.person, "/account/confirm/code/", press("Go on"))


@state("mfa_reauthenticate_webauthn", "ready")
def _(s: Situations) -> Opening:
    return Opening(s.with_factors.person, "/account/confirm/passkey/", heading("Is it you?"))
