"""The cards of the settings page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QByteArray, QLocale, QTimeZone
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fmcrm_desktop.model import tones
from fmcrm_desktop.model.category import NEEDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.person import PRINT_LANGUAGES
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.work_order import PRIORITIES
from fmcrm_desktop.model.working_words import worked
from fmcrm_desktop.services import categories, office_settings, privacy
from fmcrm_desktop.services import signing as signing_cases
from fmcrm_desktop.services.categories import CategoryRow
from fmcrm_desktop.services.office_settings import ComingYear
from fmcrm_desktop.services.telling_progress import COMPLAINT_POINTS, ORDER_POINTS
from fmcrm_desktop.ui.kit.bilingual import other_of, suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.page import Column, Page
from fmcrm_desktop.ui.tabs.settings import mail
from fmcrm_desktop.ui.tabs.settings import retention as keeping

WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
TARGETS = ("respond", "arrive", "finish")
NEXT = 8
"""Days off that the card shows; the form has all."""

HONEST = N_(
    "A password keeps honest people apart. Whoever has the office file has the data: encrypt the computer's disk, or "
    "keep the office on a PostgreSQL server."
)

SEEING = N_(
    "Once the office has territories, a technician sees the work orders of those where he works today, and what is "
    "given to him anywhere."
)


def _zone(name: str, words: Words) -> str:
    """China Standard Time · Asia/Shanghai"""
    kind, long = QTimeZone.TimeType.StandardTime, QTimeZone.NameType.LongName
    said = QTimeZone(QByteArray(name.encode())).displayName(kind, long, QLocale(words.language))
    return " · ".join(dict.fromkeys(filter(None, (said, name))))


def _card(tab: Any, column: Column, title: str, name: str, case: Any) -> Card:
    """A card with its Change."""
    card = column.card(title)
    change = Button(tab.words(N_("Change")), FILTER, "pencil").on(lambda: tab.change(name))
    change.setAccessibleName(f"{tab.words(N_('Change'))}: {tab.words(title)}")
    return card.tool(change.guard(tab.office, case))


def office(tab: Any, column: Column, known: dict[str, Any]) -> None:
    card = _card(tab, column, N_("Office"), "particulars", office_settings.keep_particulars)
    card.line(N_("Name of the office"), known["office.name"])
    card.line(N_("Telephone"), known["office.phone"])
    card.line(N_("Address"), known["office.address"])
    card.line(N_("Language"), tab.words(PRINT_LANGUAGES[known["office.language"]]))
    card.line(N_("Paper"), known["office.paper"])
    card.line(N_("Time zone"), _zone(known["office.zone"], tab.words))
    card.line(N_("Currency"), known["office.currency"])
    card.line(N_("Country"), known["office.country"])


def hours(tab: Any, column: Column, known: dict[str, Any]) -> None:
    card = _card(tab, column, N_("Office hours"), "hours", office_settings.keep_hours)
    closed = tab.words(N_("closed"))
    for day, title in enumerate(WEEKDAYS):
        spans = known["hours"].get(str(day), [])
        card.line(title, tab.words.listed("–".join(span) for span in spans) or closed)


def days(tab: Any, column: Column, known: dict[str, Any], lacking: int | None) -> None:
    words = tab.words
    card = _card(tab, column, N_("Days off and make-up days"), "days", office_settings.keep_days)
    load = Button(words(N_("Load a year…")), FILTER, "calendar").on(tab.load_year)
    card.tool(load.guard(tab.office, office_settings.load_year))
    if lacking is not None:
        near = words(N_("No days off are known of {year} yet."), year=str(lacking))
        card.add(ChipLabel(near, tones.WARNING))
    today = words.today().isoformat()
    coming = sorted(
        (each for each in known["holidays"] if each["day"] >= today), key=lambda each: each["day"]
    )
    if not coming:
        card.say(words(N_("None ahead. Load the public holidays of a year, or enter days by hand.")), "muted")
    rows = []
    for each in coming[:NEXT]:
        day = date.fromisoformat(each["day"])
        made_up = words.listed("–".join(span) for span in each.get("hours") or ())
        part = each.get("part") or "whole"
        name = each.get("name") or words(N_("Day off"))
        said = name if part == "whole" else f"{name} · {words(office_settings.PARTS[part])}"
        rows.append((f"{words.weekday(day)} {words.date(day)}",
                     words(N_("Worked {hours}"), hours=made_up) if made_up else said))  # fmt: skip
    if rows:
        card.table((N_("Date"), N_("Occasion")), rows)
    if len(coming) > NEXT:
        card.say(words(N_("and {count} more"), count=len(coming) - NEXT), "muted")


def coming_year(tab: Any, page: Page, coming: ComingYear) -> None:
    """What a year would bring, each day with what becomes of it."""
    words = tab.words
    card = page.card()
    rows = []
    for each in coming.days:
        hours = words.listed("–".join(span) for span in each.hours)
        name = each.name or words(N_("Make-up working day"))
        said = f"{name} · {words(N_('Worked {hours}'), hours=hours)}" if hours else name
        rows.append(
            (
                said,
                f"{words.weekday(each.day)} {words.date(each.day)}",
                words(office_settings.STATES[each.state]),
            )
        )
    card.table((N_("Occasion"), N_("Date"), ""), rows)


def numbers(tab: Any, column: Column, known: dict[str, Any]) -> None:
    card = _card(tab, column, N_("Numbers and labels"), "numbers", office_settings.keep_numbers)
    now = tab.words.today()
    parts = {"yy": f"{now.year % 100:02}", "mm": f"{now.month:02}", "n": 41}
    card.line(N_("Work orders"), known["number.order"].format(**parts))
    card.line(N_("Complaints"), known["number.complaint"].format(**parts))
    card.line(N_("Praise"), known["number.commendation"].format(**parts))
    card.line(N_("Suggestions"), known["number.suggestion"].format(**parts))
    card.line(N_("Proposals"), known["number.proposal"].format(**parts))
    card.line(N_("Other documents"), known["number.document"].format(**parts))
    card.line(N_("Meetings of the committee"), known["number.meeting"].format(**parts))
    card.line(N_("Units"), known["office.unit_pattern"].format(building="3", code="1202"))


def clocks(tab: Any, column: Column, known: dict[str, Any]) -> None:
    words = tab.words
    card = _card(tab, column, N_("Clocks of complaints"), "clocks", office_settings.keep_clocks)
    working = N_("{time} of working time")
    card.line(N_("Acknowledge"), words(working, time=worked(known["clock.acknowledge_minutes"], words)))
    card.line(N_("Answer"), words(working, time=worked(known["clock.answer_minutes"], words)))
    card.line(N_("Follow up"), words(N_("{n} days after resolving"), n=known["clock.follow_up_days"]))
    card.line(N_("Repeat"), words(N_("the same again within {n} days"), n=known["repeat.days"]))
    card.line(N_("Post in and out"), words(N_("answered within {n} days"), n=known["post.days"]))


def targets(tab: Any, column: Column, known: dict[str, Any]) -> None:
    words = tab.words
    card = _card(tab, column, N_("Targets of work orders"), "targets", office_settings.keep_targets)
    rows = []
    for priority, title in PRIORITIES.items():
        target = known["targets"][priority]
        how = N_("round the clock") if target["round_the_clock"] else N_("office hours")
        rows.append((words(title), *(worked(target[name], words) for name in TARGETS), words(how)))
    card.table((N_("Priority"), N_("First response"), N_("Arrival"), N_("Finish"), N_("Counted in")), rows)


def dispatching(tab: Any, column: Column, known: dict[str, Any]) -> None:
    card = _card(tab, column, N_("Dispatch board"), "dispatching", office_settings.keep_dispatching)
    minutes = tab.words.duration(known["dispatch.travel_minutes"])
    card.line(N_("Way between two buildings"), minutes)


def progress(tab: Any, column: Column, known: dict[str, Any]) -> None:
    words = tab.words
    card = _card(tab, column, N_("Telling customers of progress"), "progress", office_settings.keep_progress)
    for title, points, name in (
        (N_("Work orders"), ORDER_POINTS, "progress.work_order"),
        (N_("Complaints"), COMPLAINT_POINTS, "progress.complaint"),
    ):
        said = [words(text) for point, text in points.items() if point in known[name]]
        card.line(title, "\n".join(said) or words(N_("Nothing by itself")))


def signing(tab: Any, column: Column, known: dict[str, Any], signer: str) -> None:
    words, on = tab.words, known["sign_in"]
    card = _card(tab, column, N_("Signing in"), "signing", office_settings.keep_signing)
    card.line(N_("Asks who you are"), words(N_("Yes") if on else N_("No")))
    if on:
        card.line(N_("Locks after"), words(N_("{n} minutes idle"), n=known["lock.minutes"]))
    else:
        card.line(N_("Deeds are signed by"), signer)
    card.line(N_("Passwords"), words(N_("Staff")), Link("staff"))
    case = signing_cases.turn_off if on else signing_cases.turn_on
    title = N_("Ask nobody any more") if on else N_("Ask for name and password")
    card.add(Button(words(title)).guard(tab.office, case).on(lambda: tab.sign_in(not on)))
    card.say(words(HONEST), "muted")


def seeing(tab: Any, column: Column, known: dict[str, Any]) -> None:
    card = _card(tab, column, N_("What technicians see"), "seeing", office_settings.keep_seeing)
    everything = known["orders.technicians_see_all"]
    said = N_("The orders of all territories") if everything else N_("The orders of own territories")
    card.line(N_("Work orders"), tab.words(said))
    card.line(N_("Territories"), tab.words(N_("Territories")), Link("territories"))
    card.say(tab.words(SEEING), "muted")


def mail_server(tab: Any, column: Column, known: dict[str, Any]) -> None:
    mail.fill(tab, _card(tab, column, N_("Mail"), "mail", office_settings.keep_mail), known)


def retention(tab: Any, column: Column, known: dict[str, Any], old: privacy.Old | None) -> None:
    title = N_("How long names are kept")
    keeping.fill(tab, _card(tab, column, title, "retention", privacy.keep_retention), known, old)


def category_list(tab: Any, column: Column, title: str, subject: str, rows: Sequence[CategoryRow]) -> None:
    card = column.card(title)
    add = Button(tab.words(N_("Add")), FILTER, "plus").on(lambda: tab.add_category(subject))
    add.setAccessibleName(f"{tab.words(N_('Add'))}: {tab.words(title)}")
    card.tool(add.guard(tab.office, categories.add))
    here = [row for row in rows if not row.archived]
    away = [row for row in rows if row.archived]
    table = [
        (*_called(tab, row), _asks(tab, row), _deeds(tab, row, at, len(here))) for at, row in enumerate(here)
    ]
    card.table((N_("Category"), N_("Other language"), N_("Need and skill"), ""), table)
    if away:
        card.say(tab.words(N_("No longer offered")), "muted")
        card.table(("", "", ""), [(*_called(tab, row), _restore(tab, row)) for row in away])


def _called(tab: Any, row: CategoryRow) -> tuple[str, str]:
    """The name in the language of the screen, and the other one."""
    told = row.name, row.other_name, tab.words
    return suiting(*told), other_of(*told)


def _asks(tab: Any, row: CategoryRow) -> str:
    """What the customer needs by it, and the skill it takes."""
    need = tab.words(NEEDS[row.need]) if row.need in NEEDS else ""
    return "\n".join(part for part in (need, suiting(row.skill, row.skill_other, tab.words)) if part)


def _deeds(tab: Any, row: CategoryRow, at: int, count: int) -> QWidget:
    """Up, down, rename, archive."""
    words = tab.words
    deeds = (
        (N_("Up"), "chevron-up", categories.move, lambda: tab.do(categories.move, row.id, -1), at > 0),
        (N_("Down"), "chevron-down", categories.move, lambda: tab.do(categories.move, row.id, 1), at < count - 1),
        (N_("Change"), "pencil", categories.change, lambda: tab.rename_category(row.id), True),
        (N_("Archive"), "archive", categories.archive,
         lambda: tab.do(categories.archive, row.id, said=words(N_("Archived."))), True),
    )  # fmt: skip
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(2)
    line.addStretch(1)
    for title, picture, case, act, fits in deeds:
        button = Button("", FILTER, picture).on(act)
        said = words(title)
        button.setAccessibleName(f"{said}: {_called(tab, row)[0]}")
        button.setToolTip(said)
        button.setEnabled(fits)
        if fits:
            button.guard(tab.office, case)
        line.addWidget(button)
    return holder


def _restore(tab: Any, row: CategoryRow) -> QWidget:
    back = Button(tab.words(N_("Offer again")), FILTER)
    back.setAccessibleName(f"{tab.words(N_('Offer again'))}: {_called(tab, row)[0]}")
    return back.guard(tab.office, categories.restore).on(
        lambda: tab.do(categories.restore, row.id, said=tab.words(N_("Restored.")))
    )
