"""The page of one message, the same in every section: heading, facts, text; and the forms to write one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.message import CHANNELS, STATES
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, GREY, VIOLET, WARNING
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import letters, messages
from fmcrm_desktop.services.messages import (
    READ_STATES,
    MessageCard,
    PersonMessageForm,
    StaffMessageForm,
)
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.tab import Tab, bar_button
from fmcrm_desktop.ui.posting import said
from fmcrm_desktop.ui.tabs import FOUND_IN

SHOWN = READ_STATES | STATES
"""What a message's state is called: read in the program, or on its way out."""
TONES = {
    "new": ACCENT, "read": GREY, "waiting": WARNING, "sending": VIOLET, "sent": GOOD, "failed": BAD, "held": GREY,
}  # fmt: skip


def state_of(card: MessageCard) -> str:
    if card.channel != "program":
        return card.state
    return "new" if card.read is None else "read"


def facts(page: Page, card: MessageCard, why: str) -> None:
    """Heading lines and text; ``why`` is the reason why it is still here, in finished text."""
    words, state = page.office.words, state_of(card)
    page.chips((words(SHOWN[state]), TONES[state]), words(CHANNELS[card.channel]))
    box = page.card()
    box.line(N_("Written by"), known(words, card.by) or words(N_("The program")))
    person = Link("owners", card.person_id) if card.person_id is not None else None
    whom = card.name if card.person_id is not None else known(words, card.name)
    box.line(N_("To"), " · ".join(part for part in (whom, card.address) if part), person)
    box.line(N_("Written"), words.moment(card.made))
    if card.channel == "program":
        box.line(N_("Read"), words.moment(card.read) if card.read else words(N_("not yet")))
    elif card.sent:
        box.line(N_("Sent"), words.moment(card.sent))
    if why:
        box.line(N_("Why"), why)
    if card.tries:
        box.line(N_("Tries"), words.number(card.tries))
    if card.next_try and card.state == "waiting" and card.tries:
        box.line(N_("Next try"), words.moment(card.next_try))
    if card.about:
        tab, _, section = FOUND_IN.get(card.about_table, "").partition("/")
        link = Link(tab, card.about_id, section=section) if tab else None
        box.line(N_("It is about"), card.about, link)
    page.card(N_("Text")).say(
        card.text or words(N_("Nothing more was written.")), "" if card.text else "muted"
    )


def why_of(tab: Tab, row: Any) -> str:
    """The reason in finished text."""
    return said(row.why, tab.words) if row is not None else ""


def buttons(tab: Tab) -> None:
    """The two ways to write, in the bar of each list."""
    to_staff = Button(tab.words(N_("Message to staff")), FILTER, "plus").on(lambda: write(tab))
    to_person = Button(tab.words(N_("To a person")), FILTER, "plus").on(lambda: write_to_person(tab))
    bar_button(tab, to_staff.key("Ctrl+N"), messages.write)
    bar_button(tab, to_person, messages.write_to_person)


def write(tab: Tab, start: Mapping[str, Any] | None = None, title: str = N_("Message to staff")) -> None:
    """The form of a message among the staff."""
    said = tab.words(N_("The message is on its way."))
    setup = FormSetup(
        title,
        StaffMessageForm(**(start or {})),
        messages.write,
        said=lambda _ids: said,
        verb=N_("Send"),
    )
    tab.put_form(setup, "write", dict(start or {}))


def write_to_person(tab: Tab, start: Mapping[str, Any] | None = None) -> None:
    """The form of a message to somebody from outside."""
    said = tab.words(N_("The message is in the outbox."))
    setup = FormSetup(
        N_("Message to a person"), PersonMessageForm(**(start or {})), messages.write_to_person,
        said=lambda _ids: said, verb=N_("Send"),
    )  # fmt: skip
    page = tab.put_form(setup, "write_to_person", dict(start or {}))
    page.form.on_change("template_id", lambda: _fill(tab, page))


def _fill(tab: Tab, page: FormPage) -> None:
    """What the template chosen says to the person chosen."""
    slots = page.form.slots
    chosen = slots["template_id"].editor.value()

    def put(said: letters.Preview) -> None:
        slots["subject"].editor.set(said.subject)
        slots["text"].editor.set(said.text)

    if chosen is not None:
        tab.ask(letters.said_to, chosen, tuple(slots["people"].editor.value()), then=put)
