"""Thanks for praise: the words that are offered, in the person's language, and the way they go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fmcrm_desktop.model.complaint import THANKS
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.improvement import Commendation
from fmcrm_desktop.model.reading import suiting
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import CHINESE, ENGLISH, N_, Words
from fmcrm_desktop.services import settings, thanks
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.commendations.keeping import here_still
from fmcrm_desktop.store.work import Work

OFFERED = {
    ENGLISH: "Thank you for your kind words of {day}. We have passed them on to {staff}: nothing encourages us more. "
    "Do go on telling us what you like, and what you do not.",
    CHINESE: "感谢您{day}对我们工作的肯定。我们已将您的话转达给{staff}，这是对我们最大的鼓励。今后无论满意还是不满意，"
    "都欢迎随时告诉我们。",
}
SUBJECTS = {ENGLISH: "Thank you for your kind words", CHINESE: "感谢您的表扬"}


@dataclass
class ThankForm:
    """How somebody is thanked, and in which words. A letter or a message is written with it."""

    said: Annotated[str, Field(N_("What they are told"), longest=2_000, lines=5)] = ""
    thanks: Annotated[
        str,
        Field(
            N_("Thanked"),
            choices=THANKS,
            required=True,
            hint=N_("A letter or a message is written with these words"),
        ),
    ] = "call"


@needs("complaint.read")
def thank_form(work: Work, id: int) -> ThankForm:
    """The thanks with the words offered, in the language of who praised."""
    record = work.get(Commendation, id)
    if record.person_id is None:
        return ThankForm()
    language = thanks.language(work, record.person_id)
    words = Words(language, str(settings.zone(work)))
    staff = thanks.OFFICE[language]
    if record.staff_id is not None:
        who = work.get(Staff, record.staff_id)
        staff = suiting(who.name, who.other_name, words)
    said = OFFERED[language].format(day=words.date(words.local(record.received).date()), staff=staff)
    return ThankForm(said, thanks.way_back(record.channel))


@needs("complaint.write")
def thank(work: Work, id: int, form: ThankForm) -> int:
    """Thank the person, by letter or message too; the first time counts, a second changes nothing."""
    check(form)
    record = work.get(Commendation, id)
    here_still(record)
    if record.anonymous:
        raise Refusal(N_("Nobody is named: there is nobody to thank."))
    if record.thanked is None:
        thanks.write(work, form.thanks, record.person_id, (SUBJECTS, form.said), ("commendation", id))
        record.thanked = work.now
    return id
