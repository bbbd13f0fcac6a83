"""The whole journey, from the one-time address to the downloaded grid: with script and with script switched off."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from speir.evaluations.models import Answer, Citation, Edition, Judgement
from tests.browser.situations import Situations
from tests.browser.windows import Opens


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_whole_journey_from_signing_in_to_the_download(
    script: bool, opens: Opens, ordinary: Situations
) -> None:
    """On a phone; in a wide window it is walked by keyboard (`test_keyboard`)."""
    page = opens(script=script, width=360)
    page.goto(ordinary.address())
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Start our own").click()
    page.get_by_label("Name of your partnership, agency, service or team").fill("Glen Dochart nurses")
    page.get_by_label("A team").check()
    page.get_by_label("Your name").fill("Una Baird")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Title").fill("Broad view of the winter")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Glen Dochart nurses")
    view = page.url.rstrip("/").rpartition("/")[2]

    page.locator(".rows a").first.click()
    page.get_by_label("What we do well").fill("We listen.\n\nAnd we say so.")
    page.get_by_label("What needs to improve").fill("We write too little down.")
    add_evidence(page)
    expect(page.get_by_label("What we do well")).to_have_value("We listen.\n\nAnd we say so.")
    page.get_by_role("radio", name="Very good").check()
    page.get_by_role("radio", name="Some doubt").check()
    page.get_by_label("We are done with this indicator for now").check()
    if script:
        expect(page.locator("#saved")).to_contain_text("Saved ")
        expect(page.locator("button.no-script")).to_be_hidden()
    page.get_by_role("button", name="Next:").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1.2")
    kept = Judgement.objects.select_related("level").get(evaluation=view, indicator__number="1.1")
    assert kept.level is not None
    assert (kept.level.key, kept.sure, kept.done) == ("very_good", "some_doubt", True)
    assert (kept.strengths, kept.improvements) == (
        "We listen.\n\nAnd we say so.",
        "We write too little down.",
    )
    assert Citation.objects.get(judgement=kept).stance == "supports"

    page.get_by_role("button", name="All indicators").click()
    expect(page.locator(".row").first).to_contain_text("Very good")
    page.get_by_role("link", name="What we found").click()
    expect(page.locator(".find--strengths")).to_contain_text("1.1")
    page.get_by_role("link", name="Write or change these answers").click()
    page.get_by_label("1 ", exact=False).first.fill("Help comes early.")
    if script:
        expect(page.locator("#saved_1")).to_contain_text("Saved ")
    else:
        page.get_by_role("button", name="Save", exact=True).first.click()
    page.get_by_role("link", name="Back to what we found").click()
    expect(page.locator(".answers")).to_contain_text("Help comes early.")
    assert Answer.objects.get(evaluation=view, question="1").text == "Help comes early."

    page.get_by_role("link", name="Seal this edition").click()
    page.get_by_role("button", name="Seal").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What we found, edition 1")
    expect(page.locator(".lede")).to_contain_text("Sealed by Una Baird")
    assert Edition.objects.filter(evaluation=view, number=1).exists()
    take_away(page)


def add_evidence(page: Page) -> None:
    page.get_by_role("button", name="Add what you know").click()
    page.get_by_label("What do we know?").fill("In 11 of 12 files the child was seen that day.")
    page.get_by_label("What kind of source is it?").select_option(index=2)
    page.get_by_label("When was that?").fill("April 2026")
    page.get_by_label("What happens", exact=True).check()
    page.get_by_label("Families", exact=True).check()
    page.get_by_role("radio", name="Strength").first.check()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".ev")).to_contain_text("In 11 of 12 files")


def take_away(page: Page) -> None:
    """Each file opens, and has in it what was written."""
    for words in ("Word", "Excel", "PDF"):
        with page.expect_download() as download:
            page.get_by_role("link", name=words, exact=True).click()
        body = Path(download.value.path()).read_bytes()
        if words == "PDF":
            assert body.startswith(b"%PDF-")
        else:
            with zipfile.ZipFile(io.BytesIO(body)) as parts:
                text = b"".join(parts.read(name) for name in parts.namelist() if name.endswith(".xml"))
            assert b"We write too little down." in text
