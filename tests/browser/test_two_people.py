"""Two people in the same indicator: the later one sees both texts and chooses; nothing is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from speir.evaluations.models import EarlierText, Evaluation, Judgement, SetAside
from tests.browser.pages import of
from tests.browser.situations import Situations
from tests.browser.waiting import answer_of, soon, text_of
from tests.browser.windows import Opens

THEIRS, MINE = "What the lead saved.", "What the evaluator typed."
STANDS = {
    "Keep mine": MINE,
    "Keep theirs": THEIRS,
    "Keep both, one after the other": f"{THEIRS}\n\n{MINE}",
}
scripts = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])


@pytest.fixture
def view(ordinary: Situations) -> Evaluation:
    return ordinary.begun()


def both_open(
    opens: Opens, ordinary: Situations, view: Evaluation, script: bool, path: str = "1.1/"
) -> tuple[Page, Page]:
    """Morag and Isla, each in a browser of her own."""
    morag, isla = (opens(who.person, script=script) for who in (ordinary.cast.lead, ordinary.cast.evaluator))
    for page in (morag, isla):
        page.goto(of(view, path))
    return morag, isla


def save(page: Page, script: bool) -> None:
    """Without script by the button; with it a pause is enough."""
    if not script:
        page.get_by_role("button", name="Save", exact=True).last.click()


def level_of(view: Evaluation) -> str:
    level = Judgement.objects.select_related("level").get(evaluation=view, indicator__number="1.1").level
    return level.key if level else ""


def conflict(page: Page, name: str = "strengths") -> Locator:
    return page.locator(f"#beside_{name} .conflict")


@scripts
@pytest.mark.parametrize("choice", STANDS)
def test_the_later_one_sees_both_texts_and_chooses(
    choice: str, script: bool, opens: Opens, ordinary: Situations, view: Evaluation
) -> None:
    morag, isla = both_open(opens, ordinary, view, script)
    morag.locator("#strengths").fill(THEIRS)
    save(morag, script)
    soon(morag, lambda: text_of(view) == THEIRS)
    isla.locator("#strengths").fill(MINE)
    isla.locator("#improvements").fill("This meets nobody.")
    save(isla, script)

    expect(conflict(isla)).to_contain_text("Morag Sinclair saved this at")
    expect(conflict(isla).locator("blockquote").nth(0)).to_have_text(THEIRS)
    expect(conflict(isla).locator("blockquote").nth(1)).to_have_text(MINE)
    expect(isla.locator("#strengths")).to_have_value(MINE)
    assert text_of(view) == THEIRS
    soon(isla, lambda: text_of(view, field="improvements") == "This meets nobody.")
    assert SetAside.objects.get(evaluation=view).text == MINE

    conflict(isla).get_by_role("button", name=choice, exact=True).click()
    soon(isla, lambda: text_of(view) == STANDS[choice] and not SetAside.objects.filter(evaluation=view))
    expect(conflict(isla)).to_have_count(0)
    expect(isla.locator("#strengths")).to_have_value(STANDS[choice])
    isla.reload()
    expect(isla.locator("#strengths")).to_have_value(STANDS[choice])


def test_a_text_that_was_not_chosen_is_kept_in_the_history(
    opens: Opens, ordinary: Situations, view: Evaluation
) -> None:
    morag, isla = both_open(opens, ordinary, view, script=True)
    morag.locator("#strengths").fill(THEIRS)
    soon(morag, lambda: text_of(view) == THEIRS)
    isla.locator("#strengths").fill(MINE)
    isla.locator("#improvements").fill("This meets nobody.")
    soon(isla, lambda: text_of(view, field="improvements") == "This meets nobody.")
    conflict(isla).get_by_role("button", name="Keep mine").click()
    soon(isla, lambda: text_of(view) == MINE)
    isla.get_by_role("link", name="History").click()
    expect(isla.get_by_role("main")).to_contain_text(THEIRS)


@pytest.mark.parametrize(
    ("choice", "stands", "script"), [("Keep mine", "weak", True), ("Keep theirs", "good", False)]
)
def test_of_two_levels_the_later_one_chooses_too(
    choice: str, stands: str, script: bool, opens: Opens, ordinary: Situations, view: Evaluation
) -> None:
    morag, isla = both_open(opens, ordinary, view, script)
    morag.locator("#choice_good").check()
    save(morag, script)
    soon(morag, lambda: level_of(view) == "good")
    isla.locator("#choice_weak").check()
    save(isla, script)
    expect(conflict(isla, "choice").locator("blockquote").nth(0)).to_have_text("Good")
    expect(conflict(isla, "choice").locator("blockquote").nth(1)).to_have_text("Weak")
    assert level_of(view) == "good"

    conflict(isla, "choice").get_by_role("button", name=choice, exact=True).click()
    expect(conflict(isla, "choice")).to_have_count(0)
    soon(isla, lambda: level_of(view) == stands)
    expect(isla.locator(f"#choice_{stands}")).to_be_checked()
    isla.reload()
    expect(isla.locator(f"#choice_{stands}")).to_be_checked()


@scripts
def test_two_people_in_different_fields_never_meet(
    script: bool, opens: Opens, ordinary: Situations, view: Evaluation
) -> None:
    morag, isla = both_open(opens, ordinary, view, script)
    morag.locator("#strengths").fill(THEIRS)
    save(morag, script)
    soon(morag, lambda: text_of(view) == THEIRS)
    isla.locator("#improvements").fill(MINE)
    save(isla, script)
    soon(isla, lambda: text_of(view, field="improvements") == MINE)
    expect(isla.locator(".conflict")).to_have_count(0)
    assert text_of(view) == THEIRS


@scripts
def test_a_text_that_was_set_aside_is_shown_to_its_writer_again_and_can_be_discarded(
    script: bool, opens: Opens, ordinary: Situations, view: Evaluation
) -> None:
    morag, isla = both_open(opens, ordinary, view, script)
    morag.locator("#strengths").fill(THEIRS)
    save(morag, script)
    soon(morag, lambda: text_of(view) == THEIRS)
    isla.locator("#strengths").fill(MINE)
    save(isla, script)
    expect(conflict(isla)).to_be_visible()

    isla.goto(of(view, "1.1/"))
    expect(isla.locator("#strengths")).to_have_value(THEIRS)
    kept = isla.locator(".conflict")
    expect(kept).to_contain_text("Kept for you:")
    expect(kept.locator("blockquote")).to_have_text(MINE)
    morag.goto(of(view, "1.1/"))
    expect(morag.locator(".conflict")).to_have_count(0)

    kept.get_by_role("button", name="Discard it").click()
    expect(isla.locator(".conflict")).to_have_count(0)
    expect(isla.locator("#strengths")).to_have_value(THEIRS)
    assert not SetAside.objects.filter(evaluation=view).exists()


def test_who_types_on_before_choosing_loses_nothing(
    opens: Opens, ordinary: Situations, view: Evaluation
) -> None:
    morag, isla = both_open(opens, ordinary, view, script=True)
    morag.locator("#strengths").fill(THEIRS)
    soon(morag, lambda: text_of(view) == THEIRS)
    isla.locator("#strengths").fill(MINE)
    expect(conflict(isla)).to_be_visible()
    isla.locator("#strengths").press("End")
    isla.locator("#strengths").press_sequentially(" And more.")
    soon(isla, lambda: SetAside.objects.get(evaluation=view).text == f"{MINE} And more.")
    expect(conflict(isla).locator("blockquote").nth(1)).to_have_text(f"{MINE} And more.")
    conflict(isla).get_by_role("button", name="Keep both").click()
    soon(isla, lambda: text_of(view) == f"{THEIRS}\n\n{MINE} And more.")


def test_somebody_who_saves_again_while_the_other_chooses_is_shown_again_and_not_written_over(
    opens: Opens, ordinary: Situations, view: Evaluation
) -> None:
    morag, isla = both_open(opens, ordinary, view, script=True)
    morag.locator("#strengths").fill(THEIRS)
    soon(morag, lambda: text_of(view) == THEIRS)
    isla.locator("#strengths").fill(MINE)
    expect(conflict(isla)).to_be_visible()
    morag.locator("#strengths").fill("Quite another text of the lead's.")
    soon(morag, lambda: text_of(view) == "Quite another text of the lead's.")
    conflict(isla).get_by_role("button", name="Keep mine", exact=True).click()
    expect(conflict(isla).locator("blockquote").nth(0)).to_have_text("Quite another text of the lead's.")
    assert text_of(view) == "Quite another text of the lead's."
    conflict(isla).get_by_role("button", name="Keep mine", exact=True).click()
    soon(isla, lambda: text_of(view) == MINE)
    kept = set(EarlierText.objects.filter(evaluation=view).values_list("text", flat=True))
    assert "Quite another text of the lead's." in kept


@pytest.mark.parametrize("more", ["", " And more."], ids=["having paused", "still typing"])
def test_a_slow_finger_on_a_choice_is_one_press(
    more: str, opens: Opens, ordinary: Situations, view: Evaluation
) -> None:
    """What is saved while the button is held down does not put another button under the finger."""
    morag, isla = both_open(opens, ordinary, view, True, "answers/")
    morag.locator("#text_1").fill(THEIRS)
    soon(morag, lambda: answer_of(view) == THEIRS)
    isla.locator("#text_1").fill(MINE)
    expect(conflict(isla, "1").locator("blockquote").nth(1)).to_have_text(MINE)
    isla.locator("#text_1").press("End")
    isla.locator("#text_1").press_sequentially(more)
    button = conflict(isla, "1").get_by_role("button", name="Keep mine", exact=True)
    button.hover()
    isla.mouse.down()
    # The answer to what was typed comes while the finger is there.
    soon(isla, lambda: SetAside.objects.get(evaluation=view).text == MINE + more)
    expect(isla.locator("#saved_1")).not_to_have_text("Saving")
    isla.wait_for_timeout(600)
    isla.mouse.up()
    soon(isla, lambda: answer_of(view) == MINE + more)
    expect(conflict(isla, "1")).to_have_count(0)


# All three with and without script: beside a field, above.
@pytest.mark.parametrize(("choice", "script"), list(zip(STANDS, (True, False, True), strict=True)))
def test_two_answers_to_one_question_are_chosen_between_too(
    choice: str, script: bool, opens: Opens, ordinary: Situations, view: Evaluation
) -> None:
    morag, isla = both_open(opens, ordinary, view, script, "answers/")

    def keep(page: Page) -> None:
        if not script:
            form = page.locator("form.panel", has=page.locator("#text_1"))
            form.get_by_role("button", name="Save", exact=True).click()

    morag.locator("#text_1").fill(THEIRS)
    keep(morag)
    soon(morag, lambda: answer_of(view) == THEIRS)
    isla.locator("#text_1").fill(MINE)
    keep(isla)
    expect(conflict(isla, "1").locator("blockquote").nth(1)).to_have_text(MINE)
    conflict(isla, "1").get_by_role("button", name=choice, exact=True).click()
    soon(isla, lambda: answer_of(view) == STANDS[choice])
    expect(conflict(isla, "1")).to_have_count(0)
    expect(isla.locator("#text_1")).to_have_value(STANDS[choice])


def test_after_keeping_theirs_typing_goes_on_at_the_end(
    opens: Opens, ordinary: Situations, view: Evaluation
) -> None:
    morag, isla = both_open(opens, ordinary, view, True)
    morag.locator("#strengths").fill(THEIRS)
    soon(morag, lambda: text_of(view) == THEIRS)
    isla.locator("#strengths").fill(MINE)
    conflict(isla).get_by_role("button", name="Keep theirs", exact=True).click()
    expect(conflict(isla)).to_have_count(0)
    expect(isla.locator("#strengths")).to_be_focused()
    isla.keyboard.type(" And more.")
    soon(isla, lambda: text_of(view) == f"{THEIRS} And more.")
