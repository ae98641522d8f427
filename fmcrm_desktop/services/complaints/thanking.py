"""Thanks for a complaint: the words that are offered, in the person's language, and the way they go."""

from __future__ import annotations

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import CHINESE, ENGLISH, N_, Words
from fmcrm_desktop.services import letters, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints.forms import AcknowledgeForm
from fmcrm_desktop.services.letters import TemplateForm, Wish
from fmcrm_desktop.services.messages import Telling, tell
from fmcrm_desktop.store.work import Work

OFFERED = {
    ENGLISH: "Thank you for telling us: only so can we put it right. We are sorry for the trouble. Your complaint "
    "“{subject}” has the number {number}; {staff} looks into it, and you will have our answer by {due}.",
    CHINESE: "感谢您告诉我们，让我们有机会改进；给您添麻烦了，我们深表歉意。您反映的“{subject}”已登记，编号 {number}，"
    "由{staff}负责跟进，我们会在 {due} 之前答复您。",
}
SUBJECTS = {ENGLISH: "Thank you for telling us: {number}", CHINESE: "感谢您的反映：{number}"}
OFFICE = {ENGLISH: "our office", CHINESE: "物业服务中心"}
_BY_CHANNEL = {
    "phone": "call", "counter": "person", "visit": "person", "committee": "person", "letter": "letter",
    "email": "message", "message": "message",
}  # fmt: skip
"""Thanks go back the way the complaint came."""


@needs("complaint.read")
def acknowledge_form(work: Work, id: int) -> AcknowledgeForm:
    """The thanks with the words offered, in the language of whoever complained; nobody can thank the anonymous."""
    record = work.get(Complaint, id)
    form = AcknowledgeForm(responsible_id=record.responsible_id, version=record.version)
    if record.person_id is None or record.anonymous or record.due is None:
        return form
    language = _language(work, record.person_id)
    words = Words(language, str(settings.zone(work)))
    staff = (
        work.get(Staff, record.responsible_id).name if record.responsible_id is not None else OFFICE[language]
    )
    form.said = OFFERED[language].format(
        subject=record.subject, number=record.number, staff=staff, due=words.moment(record.due)
    )
    form.thanks = _BY_CHANNEL.get(record.channel, "call")
    return form


def send(work: Work, record: Complaint, form: AcknowledgeForm) -> None:
    """Keep how the person was thanked; write the letter or the message. Raises Invalid(thanks, said)."""
    if not form.thanks:
        return
    written = form.thanks in ("letter", "message")
    if written and (record.person_id is None or record.anonymous):
        raise Invalid(thanks=N_("Nobody is known to write to."))
    if written and not form.said:
        raise Invalid(said=N_("Write what the person is to read."))
    record.thanks = form.thanks
    if not written or record.person_id is None:
        return
    language = _language(work, record.person_id)
    subject = SUBJECTS[language].format(number=record.number)
    if form.thanks == "message":
        tell(work, Telling(subject, form.said, about=("complaint", record.id)), people=[record.person_id])
    else:
        letter = (
            TemplateForm(other_name=subject, other_subject=subject, other_text=form.said)
            if language == CHINESE
            else TemplateForm(name=subject, subject=subject, text=form.said)
        )
        letters.write(work, Wish(letter, (record.person_id,)))


def _language(work: Work, person: int) -> str:
    said = work.get(Person, person).language or str(settings.get(work, "office.language"))
    return CHINESE if said == CHINESE else ENGLISH
