"""An organisation loads the official wording from its own copy: all or nothing, and twice changes nothing."""

from __future__ import annotations

import re

import pytest

from speir.core.errors import NotYours, Refused
from speir.frameworks import models as m
from speir.frameworks.actions import publication
from speir.trail.models import Entry
from tests import world
from tests.factories.publication import illustration, invented, real_text

pytestmark = pytest.mark.django_db


def load(text: str) -> publication.Imported:
    return publication.import_publication(text=text, name="our-copy.txt")


def test_each_theme_gets_its_own_two_texts_word_for_word():
    found = load(invented(world.framework()))
    assert found.new
    assert [(number, good, weak) for number, _, good, weak in found.found] == [
        (i.number, len(i.themes), len(i.themes)) for i in world.framework().indicators
    ]
    for theme in world.framework().theme_by_path.values():
        assert theme.official_very_good == (illustration("Invented", "very good", theme.path),)
        assert theme.official_weak == (illustration("Invented", "weak", theme.path),)


def test_our_own_words_stay_beside_the_official_ones():
    before = world.framework()
    load(invented(before))
    after = world.framework()
    assert [t.very_good for t in after.theme_by_path.values()] == [
        t.very_good for t in before.theme_by_path.values()
    ]
    assert after.ours == before.ours
    assert after.official.statement == (
        "HM Inspectorate of Education, October 2005. © Crown copyright. Loaded from this organisation's own copy."
    )


def test_imported_twice_it_changes_nothing():
    text = invented(world.framework())
    load(text)
    before = m.Wording.objects.count(), m.Illustration.objects.count(), m.Framework.objects.get().stamp
    assert not load(text).new
    assert before == (
        m.Wording.objects.count(),
        m.Illustration.objects.count(),
        m.Framework.objects.get().stamp,
    )
    assert Entry.objects.filter(verb="imported publication into").count() == 1


def test_another_copy_with_other_words_is_the_next_version():
    load(invented(world.framework()))
    assert load(invented(world.framework(), said="Other")).new
    assert world.framework().official.version == 2
    assert world.framework().by_number["1.1"].themes[0].official_weak[0].startswith("Other")


def test_a_copy_with_one_text_missing_is_refused_with_the_line_and_nothing_is_stored():
    before = m.Wording.objects.count(), m.Illustration.objects.count()
    for path in ("hmie-2005/1.1/trust", "hmie-2005/3.3/assessment"):
        with pytest.raises(Refused, match=r"[Ll]ine \d+") as refused:
            load(invented(world.framework(), without=path))
        assert refused.value.code == "publication-unreadable"
    assert before == (m.Wording.objects.count(), m.Illustration.objects.count())
    assert world.framework().official is None


@pytest.mark.parametrize("text", ["", "\n", "Not a publication.", "%PDF-1.4\x00", "1.1 " * 1000])
def test_what_is_not_the_publication_is_refused_in_words(text):
    with pytest.raises(Refused) as refused:
        load(text)
    assert refused.value.sentence
    assert not m.Wording.objects.filter(source="official").exists()


def test_who_judges_after_the_import_judges_by_the_official_wording(cast):
    view = world.begun(cast)
    world.write(view, "1.1", cast.lead, choice="good")
    load(invented(world.framework()))
    world.write(view, "1.2", cast.lead, choice="good")
    assert world.row(view, "1.1").wording.source == "ours"
    assert world.row(view, "1.2").wording.source == "official"


def test_without_the_framework_there_is_nothing_to_import_into():
    with pytest.raises(NotYours):
        publication.import_publication(text="x", name="x", key="hmie-2099")


def test_the_publication_itself_gives_38_very_good_and_38_weak_illustrations():
    text = real_text()
    found = load(text)
    assert sum(good for _, _, good, _ in found.found) == 38
    assert sum(weak for _, _, _, weak in found.found) == 38
    assert not load(text).new
    printed = " ".join(re.sub(r"<sup>.*?</sup>", "", text).split())
    for theme in world.framework().theme_by_path.values():
        for official in (*theme.official_very_good, *theme.official_weak):
            words = official.split()
            assert " ".join(words[:5]) in printed
            assert " ".join(words[-5:]) in printed
