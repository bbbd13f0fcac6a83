"""Beginning a closer look, choosing its themes, and discarding one that is empty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import nearest
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import NotYours, Refused, Unfit
from speir.core.text import clean, one_line
from speir.evaluations import policy
from speir.evaluations.actions import beside
from speir.evaluations.actions.looks.starting import plan_from
from speir.evaluations.models import Evaluation, Judgement, Look, LookTheme
from speir.evaluations.policy.looks import LOOK, LOOKS, require_writing
from speir.evaluations.queries.emptiness import held_with
from speir.evaluations.queries.looks.emptiness import written_of
from speir.evaluations.rules.looks.describing import TEXTS, Description, Origin, check_beginning, check_themes
from speir.evaluations.rules.looks.naming import Kind
from speir.frameworks.queries import current
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.structure import Framework
from speir.mentions.actions import waiting
from speir.mentions.rules import Explained, Mention, Waits, reason_for
from speir.organisations.policy import require as require_unit
from speir.organisations.rules import unit_of
from speir.retention.queries.holds import require_free
from speir.trail.actions import record as record_in_trail

HAS_BEGUN = (
    "This closer look has begun already, with other words. Open it to change them; what you typed stays here."
)
STILL_THERE = "Something is written about {what} already. Take that out first, or leave the theme chosen."
NOWHERE = Origin()


@transaction.atomic
def begin(
    *,
    unit_id: str,
    framework_key: str,
    title: str,
    period_from: dt.date | None,
    period_to: dt.date | None,
    said: Description,
    themes: Collection[str],
    look_id: str = "",
    origin: Origin = NOWHERE,
    only_me: bool = False,
    keeping: Explained = None,
    by: Actor,
) -> Look:
    """Begin a closer look of a unit at these themes (stable keys), with a judgement to come for each indicator.

    `origin` tells which judgement led to it, which the actor may read, and which plan it starts from. Sent twice with
    one `look_id` it begins once. Raises NotYours, NotAllowed, Unfit, Waits for texts that mention somebody, and
    Refused where it has begun with other words (after Back, say).
    """
    unit = require_unit(by, Permission.START_EVALUATION, unit_id, lock=True)
    seen = policy.visible_to(by, kinds=LOOKS)
    before = seen.filter(pk=look_id, unit=unit).select_related("look").first() if look_id else None
    texts = {name: clean(words) for name, words in asdict(said).items()}
    if before is not None:
        _same(before, one_line(title), (period_from, period_to), texts, set(themes))
        return before.look
    shown = current(framework_key)
    today = timezone.localdate()
    broken = check_beginning(said, title, (period_from, period_to), themes, framework=shown, today=today)
    if broken or period_from is None or period_to is None:
        raise Unfit(broken)
    led = _prompted(origin.prompted, by)
    evaluation = Evaluation(
        kind=Kind.CLOSER_LOOK.value,
        unit=unit,
        framework_id=shown.id,
        title=one_line(title),
        period_from=period_from,
        period_to=period_to,
        begun_at=timezone.now(),
        begun_by_name=by.name,
        home_id=unit_of(nearest(by, Permission.START_EVALUATION, unit.path) or unit.path),
        owner=by.person_id,
        only_me=only_me,
    )
    if ids.is_id(look_id) and not Evaluation.objects.filter(pk=look_id).exists():
        evaluation.id = look_id
    ask(evaluation, {"title": evaluation.title} | {name: getattr(said, name) for name in TEXTS}, keeping, by)
    evaluation.save(force_insert=True)
    look = Look(id=evaluation.id, evaluation=evaluation, prompted=led, starting=origin.starting, **texts)
    look.described_by, look.described_by_name, look.described_at = by.person_id, by.name, evaluation.begun_at
    look.save(force_insert=True)
    _choose(look, shown, set(themes))
    record_in_trail(by=by, verb="began", about="closer look", about_id=look.id, path=evaluation.told)
    if origin.starting:
        plan_from(look_id=look.id, key=origin.starting, by=by)
    return look


def _same(
    before: Evaluation,
    title: str,
    days: tuple[dt.date | None, dt.date | None],
    texts: dict[str, str],
    themes: set[str],
) -> None:
    """Refuse a form that was sent again with something else in it: nothing of it would be kept, and nobody told."""
    look = before.look
    now = {name: getattr(look, name) for name in texts}
    stand = set(look.themes.values_list("theme", flat=True))
    if (before.title, before.period_from, before.period_to, now, stand) != (title, *days, texts, themes):
        raise Refused("look-begun", HAS_BEGUN)


def ask(evaluation: Evaluation, texts: dict[str, str], keeping: Explained, by: Actor) -> None:
    """Raise Waits with every one of these texts of a closer look, by field, that mentions somebody unexplained."""
    found: dict[str, tuple[str, tuple[Mention, ...]]] = {}
    for name, text in texts.items():
        said = clean(text)
        place = beside.place_of(evaluation, f"look/{name}", LOOK, evaluation.id)
        if said and (mentioned := waiting(place=place, text=said, keeping=reason_for(keeping, name), by=by)):
            found[name] = (said, mentioned)
    if found:
        raise Waits(found)


@transaction.atomic
def choose_themes(*, look_id: str, themes: Collection[str], before: Collection[str], by: Actor) -> Look:
    """Choose what a closer look looks at; `before` are the themes that the form showed as chosen.

    What the form did not change stays as it is now. Raises NotYours, NotAllowed, Unfit, and Refused once it is
    finished, or where something was written about an indicator of which the last theme goes.
    """
    look = require_writing(by, Permission.START_EVALUATION, look_id)
    shown = read_framework(look.evaluation.framework_id, look.evaluation.framework.stamp)
    stand = set(look.themes.values_list("theme", flat=True))
    now = (stand | (set(themes) - set(before))) - (set(before) - set(themes))
    if broken := check_themes(shown, now):
        raise Unfit(broken)
    if now == stand:
        return look
    # Whoever judges holds one of these rows: a save under way is waited for and seen before its indicator goes.
    list(look.evaluation.judgements.select_for_update().order_by("id").values_list("pk"))
    _choose(look, shown, now)
    path = look.evaluation.told
    record_in_trail(by=by, verb="chose themes of", about="closer look", about_id=look.id, path=path)
    return look


@transaction.atomic
def discard(*, look_id: str, by: Actor) -> str:
    """Remove a closer look in which nothing has been written yet; return its title.

    Raises NotYours, NotAllowed, and Refused as soon as anything was planned, noted, judged or shared, or while a legal
    hold stands.
    """
    policy.require(by, Permission.READ_EVALUATIONS, look_id, lock=True, kinds=LOOKS)
    look = require_writing(by, Permission.START_EVALUATION, look_id)
    evaluation = look.evaluation
    # Whoever judges holds one of these rows: a save under way is waited for and seen.
    list(evaluation.judgements.select_for_update().values_list("pk"))
    if written_of(look):
        raise Refused("look-not-empty", "Something was written in this closer look, so it stays.")
    require_free(held_with(evaluation))
    title, path = evaluation.title, evaluation.told
    look.delete()
    Judgement.objects.filter(evaluation=evaluation).delete()
    evaluation.delete()
    record_in_trail(by=by, verb="discarded", about="closer look", about_id=look_id, path=path)
    return title


def _choose(look: Look, shown: Framework, themes: set[str]) -> None:
    stand = set(look.themes.values_list("theme", flat=True))
    of = {theme.path: one for one in shown.indicators for theme in one.themes}
    left = {of[theme].id for theme in themes}
    gone = {of[theme] for theme in stand - themes if of[theme].id not in left}
    for indicator in sorted(gone, key=lambda one: one.number):
        if written_of(look, indicator.id):
            raise Unfit([_written(indicator.number)])
    for theme in sorted(stand - themes):
        if of[theme].id in left and written_of(look, theme=theme):
            raise Unfit([_written(shown.theme_by_path[theme].title)])
    look.themes.filter(theme__in=stand - themes).delete()
    Judgement.objects.filter(evaluation=look.evaluation_id, indicator__in=[one.id for one in gone]).delete()
    LookTheme.objects.bulk_create(
        LookTheme(look=look, indicator_id=of[theme].id, theme=theme) for theme in sorted(themes - stand)
    )
    have = set(Judgement.objects.filter(evaluation=look.evaluation_id).values_list("indicator_id", flat=True))
    Judgement.objects.bulk_create(
        Judgement(evaluation_id=look.evaluation_id, indicator_id=one) for one in sorted(left - have)
    )


def _written(what: str) -> Refused:
    return Refused("look-theme-written", STILL_THERE.format(what=what), "themes")


def _prompted(judgement_id: str, by: Actor) -> Judgement | None:
    if not judgement_id:
        return None
    rows = Judgement.objects.filter(pk=judgement_id, evaluation__in=policy.visible_to(by).values("pk"))
    found = rows.first()
    if found is None:
        raise NotYours
    return found
