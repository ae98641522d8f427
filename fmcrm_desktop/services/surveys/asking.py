"""Asking people: looking at a drawing before it is made, and making the sheets of it, or copies for nobody."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.survey import Survey, SurveySheet
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.surveys.codes import new_code
from fmcrm_desktop.services.surveys.forms import CopiesForm, SampleForm
from fmcrm_desktop.services.surveys.sampling import ASKING, Drawn, draw
from fmcrm_desktop.store.turns import alone
from fmcrm_desktop.store.work import Work

MOST = 2000
"""Sheets made in one deed: more is no sample any more."""
AT_ONCE = 500


@needs("complaint.write")
def preview(work: Work, id: int, form: SampleForm) -> Drawn:
    """Whom the form would draw; nothing is made yet."""
    _check(form)
    return draw(work, _running(work, id), form)[0]


@needs("complaint.write")
def ask_people(work: Work, id: int, form: SampleForm) -> int:
    """Draw and make a sheet for each; gives how many. Refused when nobody is left to ask."""
    _check(form)
    it = _running(work, id)
    alone(work, ASKING)
    counts, drawn = draw(work, it, form)
    if not drawn:
        raise Refusal(N_("Nobody is left to ask by this. Choose fewer filters."))
    people = [
        {
            "person_id": each.person, "unit_id": each.unit, "building_id": each.building,
            "order_id": each.order, "staff_id": each.staff, "language": each.language,
        }
        for each in drawn
    ]  # fmt: skip
    _make(work, id, people)
    said = asdict(form) | {name: getattr(counts, name) for name in ("found", "lately", "unwanted", "count")}
    said["moment"] = work.now.isoformat()
    it.draws = "\n".join(filter(None, (it.draws, json.dumps(said, default=str))))
    return len(drawn)


@needs("complaint.write")
def make_copies(work: Work, id: int, form: CopiesForm) -> int:
    """Sheets for nobody in particular; gives how many."""
    check(form)
    if not 1 <= (form.count or 0) <= MOST:
        raise Invalid(count=Refusal(N_("Between 1 and {most}."), most=MOST))
    _running(work, id)
    copy = {"language": form.language, "building_id": form.building_id}
    _make(work, id, [copy] * (form.count or 0))
    return form.count or 0


@needs("complaint.write")
def take_out(work: Work, sheet: int) -> int:
    """A form that could not be delivered, or was spoilt: it counts as never asked. Refused when it came back."""
    it = work.get(SurveySheet, sheet)
    if it.answered is not None:
        raise Refusal(N_("This form has come back: its answers count."))
    work.archive(it)
    return sheet


def _check(form: SampleForm) -> None:
    check(form)
    if not 1 <= (form.most or 0) <= MOST:
        raise Invalid(most=Refusal(N_("Between 1 and {most}."), most=MOST))
    if form.done_from and form.done_until and form.done_from > form.done_until:
        raise Invalid(done_until=N_("The last day lies before the first."))


def _running(work: Work, id: int) -> Survey:
    it = work.get(Survey, id)
    if it.archived is not None:
        raise Refusal(N_("This round is archived. Restore it first."))
    return it


def _make(work: Work, id: int, sheets: Iterable[Mapping[str, Any]]) -> None:
    given = list(sheets)
    fixed = {"survey_id": id, "asked": work.now, "way": "paper"}
    nobody = dict.fromkeys(("person_id", "unit_id", "building_id", "order_id", "staff_id"))
    codes = _fresh(work, len(given))
    work.add_many(
        SurveySheet,
        [{**nobody, **fixed, **each, "code": code} for each, code in zip(given, codes, strict=True)],
    )


def _fresh(work: Work, count: int) -> list[str]:
    """So many codes that no sheet of any round has."""
    source = random.SystemRandom()
    made: dict[str, None] = {}
    while len(made) < count:
        some = {new_code(source) for _ in range(min(count - len(made), AT_ONCE))}
        taken = set(work.column(select(SurveySheet.code).where(SurveySheet.code.in_(some))))
        made |= dict.fromkeys(some - taken)
    return list(made)
