"""The cards of what somebody can do: skills beside what the post needs, courses, recognition with certificates."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.skill import LEVELS, RECOGNITIONS
from fmcrm_desktop.model.tones import BAD, GOOD, WARNING
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.reports.options import Wanted, called
from fmcrm_desktop.services import recognitions, staff, trainings
from fmcrm_desktop.services.abilities import Abilities, Ability
from fmcrm_desktop.services.posts import STATES
from fmcrm_desktop.services.recognitions import RecognitionForm, RecognitionRow
from fmcrm_desktop.services.trainings import STATES as RESULTS
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.lines import flowing
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.tabs.staff.hours import small

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.staff.tab import StaffTab

TONES = {"has": GOOD, "low": WARNING, "expired": BAD, "lacks": BAD}
SHOWN = 6
"""Courses the card shows; the list has all."""
CERTIFICATE = "fmcrm_desktop.reports.certificate:make"


def skills_card(tab: StaffTab, page: Page, id: int, has: Abilities) -> None:
    """What they can do, and what the post asks for beyond."""
    words = tab.words
    card = page.card(N_("Skills"))
    add = Button(words(N_("Skills…")), FILTER, "pencil").on(lambda: tab.edit(id, "skills"))
    card.tool(add.guard(tab.office, staff.change))
    post = suiting(*has.post, words)
    if post:
        card.line(N_("Post"), post, Link("skills", section="posts"))
    if has.skills:
        card.table(
            (N_("Skill"), N_("Level"), N_("Good until"), ""), [_skill(tab, each) for each in has.skills]
        )
    else:
        card.say(words(N_("No skills are known yet.")), "muted")


def _skill(tab: StaffTab, each: Ability) -> tuple[str | QWidget, ...]:
    words = tab.words
    name = suiting(each.name, each.other_name, words)
    way = LinkButton(name, partial(tab.office.go, Link("skills", each.skill_id, section="skills")))
    until = words.date(each.expires) if each.expires else words(N_("always")) if each.level else ""
    return (
        way,
        words(LEVELS[each.level]) if each.level else "",
        until,
        ChipLabel(words(STATES[each.state]), TONES[each.state]),
    )


def training_card(tab: StaffTab, page: Page, id: int, has: Abilities) -> None:
    """The latest courses."""
    words = tab.words
    card = page.card(N_("Training"))
    new = Link("skills", new={"staff_id": id}, section="training")
    add = Button(words(N_("Course…")), FILTER, "plus").on(lambda: tab.office.go(new))
    card.tool(add.guard(tab.office, trainings.add))
    if not has.trainings:
        card.say(words(N_("No courses yet.")), "muted")
        return
    rows = [
        (LinkButton(each.course, partial(tab.office.go, Link("skills", each.id, section="training"))),
         words.date(each.day), words(RESULTS[each.state]))
        for each in has.trainings[:SHOWN]
    ]  # fmt: skip
    card.table((N_("Course"), N_("Date"), N_("Result")), rows)
    if len(has.trainings) > SHOWN:
        card.say(words(N_("and {count} more"), count=len(has.trainings) - SHOWN), "muted")


def recognition_card(tab: StaffTab, page: Page, id: int, has: Abilities) -> None:
    """Praise and rewards, each with its certificate."""
    words = tab.words
    card = page.card(N_("Recognition"))
    add = Button(words(N_("Praise…")), FILTER, "star").on(lambda: praise(tab, id))
    card.tool(add.guard(tab.office, recognitions.add))
    if not has.recognitions:
        card.say(words(N_("Nothing yet: praise that is written down is worth more.")), "muted")
        return
    card.table(
        (N_("What for"), N_("Kind"), N_("Date"), ""),
        [(each.text, words(RECOGNITIONS[each.kind]), words.date(each.day), _deeds(tab, each))
         for each in has.recognitions],
    )  # fmt: skip


def service_card(tab: StaffTab, page: Page, id: int) -> None:
    """The ways to what is personal: for the person, and for whoever may see it of all."""
    who = tab.office.who
    if who is None or not (who.staff_id == id or who.may("quality.staff")):
        return
    words, mine = tab.words, {"staff": (id,)}
    ways = (
        (N_("Profiles"), Link("behaviour", id, section="profiles")),
        (N_("Goals"), Link("behaviour", section="goals", where=mine)),
        (N_("Self-evaluation"), Link("behaviour", section="evaluations", where=mine)),
    )
    links = (LinkButton(words(said), partial(tab.office.go, there)) for said, there in ways)
    page.card(N_("Staff and service")).add(flowing(*links))


def _deeds(tab: StaffTab, each: RecognitionRow) -> QWidget:
    away = tab.words(N_("Archived."))
    return small(
        tab, each.text,
        [
            (N_("Certificate"), "printer", recognitions.certificate, lambda: certificate(tab, each.id)),
            (N_("Change"), "pencil", recognitions.change, lambda: change(tab, each.id)),
            (N_("Entered by mistake"), "x", recognitions.archive,
             lambda: tab.do(recognitions.archive, each.id, said=away)),
        ],
    )  # fmt: skip


def praise(tab: StaffTab, id: int) -> None:
    said = tab.words(N_("Saved."))

    def open_form(form: RecognitionForm) -> None:
        tab.ask_form(FormSetup(N_("Recognition"), form, recognitions.add, (id,), said=lambda _id: said))

    tab.ask(recognitions.new, then=open_form)


def change(tab: StaffTab, id: int) -> None:
    said = tab.words(N_("Saved."))

    def open_form(form: RecognitionForm) -> None:
        tab.ask_form(FormSetup(N_("Recognition"), form, recognitions.change, (id,), said=lambda _id: said))

    tab.ask(recognitions.form_of, id, then=open_form)


def certificate(tab: StaffTab, id: int) -> None:
    """The certificate, seen and printed where all papers are."""
    title = N_("Certificate")
    wanted = Wanted(tab.words(title), CERTIFICATE, (id,), called(title, tab.words.today().isoformat()))
    tab.office.go(Link("reports", new={"wanted": wanted}))
