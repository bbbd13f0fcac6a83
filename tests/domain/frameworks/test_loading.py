"""Loading the published frameworks: safe to run twice, and a structure never changes within its version."""

from __future__ import annotations

import pytest
import yaml

from speir.core.errors import NotYours
from speir.frameworks import models as m
from speir.frameworks import queries
from speir.frameworks.actions import loading
from speir.trail.models import Entry
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(tmp_path, monkeypatch):
    """A folder of published files that a test may change; it holds ours."""
    text = (loading.PUBLISHED / "hmie-2005.yaml").read_text(encoding="utf-8")
    (tmp_path / "hmie-2005.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(loading, "PUBLISHED", tmp_path)

    def change(edit) -> None:
        data = yaml.load(text, Loader=yaml.CSafeLoader)
        edit(data)
        (tmp_path / "hmie-2005.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")

    return change


def counts() -> dict[str, int]:
    models = (m.Framework, m.Level, m.Indicator, m.Theme, m.Wording, m.Illustration, m.Phrase, Entry)
    return {model.__name__: model.objects.count() for model in models}


def test_loaded_twice_it_changes_nothing():
    before, stamp = counts(), m.Framework.objects.get().stamp
    assert loading.load_published() == ["hmie-2005 version 1: nothing new"]
    assert counts() == before
    assert m.Framework.objects.get().stamp == stamp


def test_the_rows_hold_the_whole_publication():
    assert counts() | {"Illustration": 0, "Phrase": 0, "Entry": 0} == {
        "Framework": 1,
        "Level": 6,
        "Indicator": 18,
        "Theme": 38,
        "Wording": 1,
        "Illustration": 0,
        "Phrase": 0,
        "Entry": 0,
    }
    assert Entry.objects.get(verb="loaded").person_name == "Speir"


def test_a_framework_is_shown_as_the_file_says_it():
    shown = world.framework()
    data = yaml.load(
        (loading.PUBLISHED / "hmie-2005.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    structure, wording = data["structure"], data["wording"]
    assert [q.title for q in shown.key_questions] == [q["title"] for q in structure["key_questions"]]
    assert [[s.number for s in q.standards] for q in shown.key_questions] == [
        sorted(q["standards"]) for q in structure["key_questions"]
    ]
    for question in structure["key_questions"]:
        for indicator in question["indicators"]:
            here = shown.by_number[indicator["number"]]
            assert (here.title, here.crucial) == (indicator["title"], indicator.get("crucial", False))
            assert [t.key for t in here.themes] == [t["key"] for t in indicator["themes"]]
            for theme in here.themes:
                words = wording["themes"][here.number][theme.key]
                assert theme.path == f"hmie-2005/{here.number}/{theme.key}"
                assert (theme.title, theme.short) == (
                    next(t["title"] for t in indicator["themes"] if t["key"] == theme.key),
                    words["short"],
                )
                assert list(theme.very_good) == words["very_good"]
                assert list(theme.weak) == words["weak"]
                assert theme.official_very_good == theme.official_weak == ()
    assert [level.key for level in shown.levels] == [level["key"] for level in structure["levels"]]
    assert sorted(shown.levels)[0].name == "Unsatisfactory"
    assert shown.levels[0].steps_from(shown.levels[5]) == 5
    for group in ("cycle", "reasons", "plans", "quality_areas"):
        assert [f.key for f in getattr(shown, group)] == [f["key"] for f in structure[group]]
        assert [f.about for f in getattr(shown, group)] == [
            wording[group][f["key"]] for f in structure[group]
        ]
    assert [k.key for k in shown.source_kinds] == [k["key"] for k in structure["source_kinds"]]
    assert [r.title for r in shown.references] == [r["title"] for r in structure["references"]]
    assert shown.official is None
    assert shown.source_line.endswith("HM Inspectorate of Education, October 2005. © Crown copyright.")


def test_a_structure_that_changed_within_its_version_is_refused_and_nothing_changes(published):
    before = counts()
    published(lambda data: data["structure"]["key_questions"][0].update(title="Another question?"))
    with pytest.raises(ValueError, match="hmie-2005 version 1: its structure is in use and cannot change"):
        loading.load_published()
    assert counts() == before
    assert world.framework().key_questions[0].title != "Another question?"


def test_a_wording_that_changed_within_its_version_is_refused(published):
    published(lambda data: data["wording"]["levels"].update(weak="Another definition."))
    with pytest.raises(ValueError, match="wording version 2 is loaded already; give it a new version"):
        loading.load_published()


def test_a_mended_wording_is_a_new_version_beside_the_old_and_the_structure_stays(published, cast):
    view = world.begun(cast)
    world.write(view, "1.1", cast.lead, choice="good")
    before = world.framework()

    def mend(data):
        data["wording"]["version"] = 3
        data["wording"]["themes"]["1.1"]["trust"]["weak"][0] = "A mended sentence."

    published(mend)
    assert loading.load_published() == ["hmie-2005 version 1: loaded"]
    after = world.framework()
    assert after.by_number["1.1"].themes[1].weak[0] == "A mended sentence."
    assert [i.id for i in after.indicators] == [i.id for i in before.indicators]
    assert (before.ours.version, after.ours.version) == (2, 3)
    assert world.row(view, "1.1").wording_id == before.ours.id
    world.write(view, "1.2", cast.lead, choice="good")
    assert world.row(view, "1.2").wording_id == after.ours.id


def test_a_new_version_of_the_structure_stands_beside_the_old(published, cast):
    view = world.begun(cast)

    def edit(data):
        data["structure"]["version"] = 2
        data["structure"]["key_questions"][0]["title"] = "Another question?"

    published(edit)
    loading.load_published()
    assert world.framework().version == 2
    assert [f.version for f in queries.all_current()] == [2]
    view.refresh_from_db()
    old = queries.framework(view.framework_id, view.framework.stamp)
    assert old.version == 1
    assert old.key_questions[0].title != "Another question?"


def test_a_file_that_does_not_fit_is_refused_before_anything_is_stored(published):
    before = counts()

    def edit(data):
        data["structure"]["version"] = 2
        del data["wording"]["levels"]["weak"]

    published(edit)
    with pytest.raises(ValueError, match=r"missing \['weak'\]"):
        loading.load_published()
    assert counts() == before


def test_once_read_a_framework_costs_one_query(django_assert_num_queries):
    world.framework()
    with django_assert_num_queries(1):
        world.framework()
    row = m.Framework.objects.get()
    with django_assert_num_queries(0):
        queries.framework(row.id, row.stamp)


def test_a_framework_that_is_not_loaded_is_not_there():
    for ask in (
        lambda: queries.current("hmie-2099"),
        lambda: queries.framework("nosuchframework", "stamp"),
        lambda: loading.hold("hmie-2099"),
    ):
        with pytest.raises(NotYours):
            ask()
    loading.hold("hmie-2005")


def test_each_theme_says_which_kinds_of_source_tell_most_of_it_and_they_are_of_the_publications_list():
    shown = world.framework()
    twelve = [kind.key for kind in shown.source_kinds][:12]
    for indicator in shown.indicators:
        assert all(3 <= len(theme.sources) <= 4 for theme in indicator.themes)
        assert {key for theme in indicator.themes for key in theme.sources} <= set(twelve)
        assert indicator.sources[0] == indicator.themes[0].sources[0]
        assert set(indicator.sources) == {key for theme in indicator.themes for key in theme.sources}


def test_a_kind_of_source_that_the_framework_does_not_have_is_refused(published):
    published(lambda data: data["wording"]["themes"]["1.1"]["trust"].update(sources=["rumours"]))
    with pytest.raises(ValueError, match=r"sources of 1\.1: unknown"):
        loading.load_published()
