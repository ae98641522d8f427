"""Thanks for a complaint: the words that are offered, in the person's language, and the way they go."""

from __future__ import annotations

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.reading import suiting
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import CHINESE, ENGLISH, Words
from fmcrm_desktop.services import settings, thanks
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints.forms import AcknowledgeForm
from fmcrm_desktop.store.work import Work

OFFERED = {
    ENGLISH: "Thank you for telling us: only so can we put it right. We are sorry for the trouble. Your complaint "
    "“{subject}” has the number {number}; {staff} looks into it, and you will have our answer by {due}.",
    CHINESE: "感谢您告诉我们，让我们有机会改进；给您添麻烦了，我们深表歉意。您反映的“{subject}”已登记，编号 {number}，"
    "由{staff}负责跟进，我们会在 {due} 之前答复您。",
}
SUBJECTS = {ENGLISH: "Thank you for telling us: {number}", CHINESE: "感谢您的反映：{number}"}


@needs("complaint.read")
def acknowledge_form(work: Work, id: int) -> AcknowledgeForm:
    """The thanks with the words offered, in the language of whoever complained; nobody can thank the anonymous."""
    record = work.get(Complaint, id)
    form = AcknowledgeForm(responsible_id=record.responsible_id, version=record.version)
    if record.person_id is None or record.anonymous or record.due is None:
        return form
    language = thanks.language(work, record.person_id)
    words = Words(language, str(settings.zone(work)))
    staff = thanks.OFFICE[language]
    if record.responsible_id is not None:
        one = work.get(Staff, record.responsible_id)
        staff = suiting(one.name, one.other_name, words)
    form.said = OFFERED[language].format(
        subject=record.subject, number=record.number, staff=staff, due=words.moment(record.due)
    )
    form.thanks = thanks.way_back(record.channel)
    return form


def send(work: Work, record: Complaint, form: AcknowledgeForm) -> None:
    """Keep how the person was thanked; write the letter or the message. Raises Invalid(thanks, said)."""
    if not form.thanks:
        return
    person = None if record.anonymous else record.person_id
    subjects = {language: said.format(number=record.number) for language, said in SUBJECTS.items()}
    thanks.write(work, form.thanks, person, (subjects, form.said), ("complaint", record.id))
    record.thanks = form.thanks
