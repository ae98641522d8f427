"""How calls and callers are told on the call desk: finished texts from the services' rows."""

from __future__ import annotations

from datetime import datetime, timedelta

from fmcrm_desktop.model import complaint, work_order
from fmcrm_desktop.model.call import OUTCOMES
from fmcrm_desktop.model.event import KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.prospect import STAGES
from fmcrm_desktop.model.reading import has_chinese
from fmcrm_desktop.model.tones import BAD, GOOD, GREY, WARNING, tone
from fmcrm_desktop.model.words import CHINESE, N_, Words
from fmcrm_desktop.services import promises
from fmcrm_desktop.services.calls.card import Followed
from fmcrm_desktop.services.notices import NoticeRow
from fmcrm_desktop.services.owners.card import Matter
from fmcrm_desktop.services.timeline import Entry
from fmcrm_desktop.ui.kit.bilingual import known

SOON = timedelta(hours=2)
TABS = {"complaint": "complaints", "work_order": "work_orders", "event": "calendar", "visit": "work_orders",
        "lead": "prospects"}  # fmt: skip
OUTCOME_TONES = {"answered": GOOD, "call_back": WARNING, "passed_on": GREY, "missed": BAD}
FOLLOWED = {
    "work_order": N_("Work order"), "complaint": N_("Complaint"), "event": N_("Appointment"), "promise": N_("Promise"),
    "lead": N_("Prospect"),
}  # fmt: skip


def full_name(name: str, other: str) -> str:
    return f"{name} {other}" if other else name


def joined(words: Words, parts: list[str]) -> str:
    """Several names in a row: 3-202, 3-1202."""
    return words.listed(parts)


def due_in(words: Words, due: datetime, now: datetime) -> tuple[str, str]:
    """How long until a moment, or since when it is late, with its tone."""
    minutes = (due - now).total_seconds() / 60
    if minutes < 0:
        return words(N_("{time} late"), time=words.duration(-minutes)), BAD
    return words(N_("in {time}"), time=words.duration(minutes)), WARNING if due - now <= SOON else GREY


def matter_state(words: Words, matter: Matter) -> tuple[str, str]:
    """The state of an open matter and its tone."""
    states = complaint.STATES if matter.kind == "complaint" else work_order.STATES
    return words(states.get(matter.state, matter.state)), tone(matter.state)


def followed_state(words: Words, one: Followed) -> tuple[str, str]:
    """How something that followed from a call stands."""
    states = {
        "complaint": complaint.STATES, "work_order": work_order.STATES, "event": KINDS, "promise": promises.STATES,
        "lead": STAGES,
    }[one.kind]  # fmt: skip
    tones = {"kept": GOOD, "late": WARNING, "overdue": BAD, "open": WARNING}
    return words(states.get(one.state, one.state)), tones.get(one.state) or tone(one.state)


def link_of(kind: str, id: int) -> Link | None:
    return Link(TABS[kind], id, section="leads" if kind == "lead" else "") if kind in TABS else None


def length(seconds: int | None) -> str:
    """4:05 of 245 seconds."""
    return f"{seconds // 60}:{seconds % 60:02d}" if seconds is not None else ""


def contact(words: Words, entry: Entry) -> str:
    """One of the last contacts: when and what."""
    what = {"call": N_("Call"), "visit": N_("Visit"), "complaint": N_("Complaint")}
    title = " ".join(f"{entry.number} {known(words, entry.title)}".split())
    return f"{words.short_moment(entry.moment)} · {words(what.get(entry.kind, entry.kind))} · {title}"


def contact_chip(words: Words, entry: Entry) -> str:
    return words(OUTCOMES[entry.state]) if entry.kind == "call" and entry.state in OUTCOMES else ""


def in_language(language: str, words: Words) -> bool:
    """Whether the caller is spoken to in Chinese: their language, or the one on the screen."""
    return (language or words.language) == CHINESE


def picked(chinese: bool, one: str, other: str) -> str:
    """Which of two texts is in the language spoken; the one there is where only one was written."""
    if not one or not other:
        return one or other
    return one if has_chinese(one) == chinese else other


def notice_text(words: Words, notice: NoticeRow, language: str) -> tuple[str, str]:
    """Title and text to read out, in the caller's language."""
    chinese = in_language(language, words)
    return picked(chinese, notice.title, notice.other_title), picked(chinese, notice.text, notice.other_text)
