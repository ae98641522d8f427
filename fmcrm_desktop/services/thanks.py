"""Thanks to a customer: the way they go back, in whose language, and the letter or message they are."""

from __future__ import annotations

from collections.abc import Mapping

from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import CHINESE, ENGLISH, N_
from fmcrm_desktop.services import letters, settings
from fmcrm_desktop.services.letters import TemplateForm, Wish
from fmcrm_desktop.services.messages import Telling, tell
from fmcrm_desktop.store.work import Work

OFFICE = {ENGLISH: "our office", CHINESE: "物业服务中心"}
"""Who is named where nobody of the staff is."""
_BY_CHANNEL = {
    "phone": "call", "counter": "person", "visit": "person", "committee": "person", "letter": "letter",
    "email": "message", "message": "message",
}  # fmt: skip


def way_back(channel: str) -> str:
    """Thanks go back the way the words came."""
    return _BY_CHANNEL.get(channel, "call")


def language(work: Work, person: int) -> str:
    """The language somebody is written to in."""
    said = work.get(Person, person).language or str(settings.get(work, "office.language"))
    return CHINESE if said == CHINESE else ENGLISH


def write(
    work: Work, way: str, person: int | None, told: tuple[Mapping[str, str], str], about: tuple[str, int]
) -> None:
    """Write the letter or message that thanks are; nothing for those that are spoken. ``told``: the subject by
    language, and the text. Raises Invalid(thanks, said)."""
    subjects, text = told
    if way not in ("letter", "message"):
        return
    if person is None:
        raise Invalid(thanks=N_("Nobody is known to write to."))
    if not text:
        raise Invalid(said=N_("Write what the person is to read."))
    chinese = language(work, person) == CHINESE
    subject = subjects[CHINESE if chinese else ENGLISH]
    if way == "message":
        tell(work, Telling(subject, text, about=about), people=[person])
    elif chinese:
        form = TemplateForm(other_name=subject, other_subject=subject, other_text=text)
        letters.write(work, Wish(form, (person,)))
    else:
        letters.write(work, Wish(TemplateForm(name=subject, subject=subject, text=text), (person,)))
