"""Rounds kept: made, changed, put away; the forms to begin with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.survey import Questionnaire, Survey, SurveySheet
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners.listing import today
from fmcrm_desktop.services.surveys.forms import RoundForm, SampleForm
from fmcrm_desktop.store.work import Work

BACK = 30
"""Days before today whose work is asked about, and after it until which answers are waited for, unless changed."""

SETTLED = N_("The round has sheets already: it stays with its questionnaire.")


@needs("complaint.read")
def draft(work: Work, given: Mapping[str, Any]) -> RoundForm:
    """A new round from today on."""
    day = today(work)
    return RoundForm(**{"from_day": day, "until_day": day + timedelta(days=BACK), **given})


@needs("complaint.write")
def add(work: Work, form: RoundForm) -> int:
    """A new round; nobody is asked yet."""
    _check(work, form, None)
    return work.add(Survey(**_values(form))).id


@needs("complaint.read")
def form_of(work: Work, id: int) -> RoundForm:
    """The round's particulars as they stand."""
    it = work.get(Survey, id)
    return RoundForm(
        it.questionnaire_id, it.name, it.other_name, it.from_day, it.until_day, it.not_again_days, it.note,
        it.version,
    )  # fmt: skip


@needs("complaint.write")
def change(work: Work, id: int, form: RoundForm) -> int:
    """Change a round; another questionnaire only as long as there are no sheets."""
    it = work.get(Survey, id, seen=form.version)
    _check(work, form, it)
    for name, value in _values(form).items():
        setattr(it, name, value)
    return id


@needs("complaint.write")
def archive(work: Work, id: int) -> int:
    """Put a round away; its sheets stay with it."""
    work.archive(work.get(Survey, id))
    return id


@needs("complaint.write")
def restore(work: Work, id: int) -> int:
    """Take a round up again."""
    work.restore(work.get(Survey, id))
    return id


@needs("complaint.read")
def sample_draft(work: Work, id: int) -> SampleForm:
    """Whom to draw by, to begin with: the number follows from the round and its sheets, so that nobody chooses the
    people by choosing a number."""
    it = work.get(Survey, id)
    kind = work.value(select(Questionnaire.kind).where(Questionnaire.id == it.questionnaire_id))
    sheets = work.value(select(func.count()).where(SurveySheet.survey_id == id)) or 0
    day = today(work)
    whom = "served" if kind in ("needs", "short") else "owner" if kind == "committee" else "both"
    return SampleForm(whom, day - timedelta(days=BACK), day, seed=1000 * id + sheets + 1)


def _check(work: Work, form: RoundForm, it: Survey | None) -> None:
    check(form)
    if form.until_day and form.from_day and form.until_day < form.from_day:
        raise Invalid(until_day=N_("The last day lies before the first."))
    if not 0 <= (form.not_again_days or 0) <= 3650:
        raise Invalid(not_again_days=N_("Between 0 and 3650 days."))
    if it is None or it.questionnaire_id != form.questionnaire_id:
        assert form.questionnaire_id is not None
        if work.get(Questionnaire, form.questionnaire_id).archived is not None:
            raise Invalid(questionnaire_id=N_("This questionnaire is archived."))
        if it is not None and work.value(
            select(SurveySheet.id).where(SurveySheet.survey_id == it.id).limit(1)
        ):
            raise Invalid(questionnaire_id=SETTLED)


def _values(form: RoundForm) -> dict[str, Any]:
    names = ("questionnaire_id", "name", "other_name", "from_day", "until_day", "note")
    return {name: getattr(form, name) for name in names} | {"not_again_days": form.not_again_days or 0}
