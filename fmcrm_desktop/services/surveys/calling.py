"""Asking by telephone: a call list of those whose sheet has not come back."""

from __future__ import annotations

from sqlalchemy import select

from fmcrm_desktop.model.call import CallLine
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.survey import Questionnaire, Survey, SurveySheet
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import call_lists
from fmcrm_desktop.services.call_lists import ChosenForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.surveys.codes import said
from fmcrm_desktop.store.work import Work


@needs("complaint.write")
def by_telephone(work: Work, id: int) -> int:
    """A call list of those who have not answered, each line with the code and the service it is about; its id."""
    it = work.get(Survey, id)
    wanted = (
        select(SurveySheet.person_id, SurveySheet.code, SurveySheet.unit_id, SurveySheet.order_id)
        .where(
            SurveySheet.survey_id == id, SurveySheet.answered.is_(None), SurveySheet.archived.is_(None),
            SurveySheet.person_id.is_not(None),
        )
        .order_by(SurveySheet.id)
    )  # fmt: skip
    sheets = {person: about for person, *about in work.rows(wanted)}
    if not sheets:
        raise Refusal(_why_nobody(work, id))
    asked = work.get(Questionnaire, it.questionnaire_id)
    # Whoever is called speaks one of the two.
    script = "\n\n".join(text for text in (asked.intro, asked.other_intro) if text)
    form = ChosenForm(name=it.name, script=script, due_day=it.until_day, people=tuple(sheets))
    made = call_lists.make(work, form)
    for line in work.records(select(CallLine).where(CallLine.list_id == made)):
        code, line.unit_id, line.order_id = sheets[line.person_id]
        line.note = said(code)
    return made


def _why_nobody(work: Work, id: int) -> str:
    """Why nobody of a round is left to be called."""
    named = select(SurveySheet.archived).where(
        SurveySheet.survey_id == id, SurveySheet.person_id.is_not(None)
    )
    away = work.column(named)
    if not away:
        return N_("Nobody was asked yet. Ask people first.")
    if None in away:
        return N_("Everybody who was asked has answered.")
    return N_("Every form with a name was taken out, so nobody is asked. Ask other people first.")
