"""How we did: the measures of a month in a list; beside it one of them with its twelve months, groups and records."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from fmcrm_desktop.model.figure_words import LIGHT_TONES, LIGHTS, amount
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.tones import WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import month_closing
from fmcrm_desktop.services.measures import showing
from fmcrm_desktop.services.measures.groups import Group
from fmcrm_desktop.services.measures.listed import BY_NAME, MEASURES
from fmcrm_desktop.services.measures.showing import PLACE, MeasureCard, MeasureRow, MonthState, Twelve
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.columns import Chip, Column, Empty, Filter, Spark
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.kit.text import in_month, label
from fmcrm_desktop.ui.tabs.quality.measure_page import MeasurePage
from fmcrm_desktop.ui.tabs.quality.strip import CardStrip
from fmcrm_desktop.ui.tabs.quality.trend import lowest_and_highest


def _name(row: MeasureRow, words: Words) -> str:
    return BY_NAME[row.name].named(words)


def _said(field: str) -> Any:
    """The column of one of the row's figures."""

    def show(row: MeasureRow, words: Words) -> str:
        return amount(words, BY_NAME[row.name].unit, getattr(row, field), row.currency)

    return show


def _changed(row: MeasureRow, words: Words) -> str:
    return words(N_("Corrected")) if row.changed else ""


class MeasuresSection(Tab):
    name = "measures"
    title = N_("How we did")
    shows = (
        "work_order", "complaint", "call", "promise", "visit", "charge", "commendation", "survey_sheet",
        "agreement_charge",
        "relation",
        "request", "downtime", "equipment", "staff", "setting", "closed_month",
    )  # fmt: skip

    def build(self) -> None:
        self._by, self._month = "", ""
        self._twelve: Twelve | None = None
        self._strip()
        self.cards = CardStrip(self.words)
        self.cards.opened.connect(self._open)
        self.body.addWidget(self.cards)
        columns = _columns(self)
        today = self.words.today()
        filters = (
            Filter(
                "month", N_("Month"), case=showing.month_options, single=True, told=in_month,
                start=(str(Month(today.year, today.month).plus(-1)),),
            ),
            Filter("light", N_("Result"), choices=LIGHTS),
        )  # fmt: skip
        made = self.add_list(
            ListSetup(
                "measures", showing.page, showing.rows, columns, filters,
                Empty(N_("There is no measure here.")), search=False,
            ),
            share=64,
        )  # fmt: skip
        made.counted.connect(self._counted)

    # the month

    def _strip(self) -> None:
        """What is done with a month as a whole, over the list."""
        strip = QFrame()
        strip.setProperty("kind", "bar")
        strip.setFixedHeight(49)
        line = QHBoxLayout(strip)
        line.setContentsMargins(theme.GAP_L, 0, theme.GAP_L, 0)
        line.setSpacing(theme.GAP_S)
        self.state: QLabel = label("", "muted", strip)
        line.addWidget(self.state)
        line.addStretch(1)
        words = self.words
        self.revenue = Button(words(N_("Other revenue")), FILTER).on(self.enter_revenue)
        self.shut = Button(words(N_("Close the month")), FILTER).on(self.close_month)
        self.again = Button(words(N_("Open the month again")), FILTER).on(self.reopen)
        self.report = Button(words(N_("Monthly report")), FILTER, "printer").on(
            lambda: self.office.go(Link("reports", new={"report": "month-pack", "month": self._month}))
        )
        for button, case in (
            (self.revenue, month_closing.enter_revenue), (self.shut, month_closing.close),
            (self.again, month_closing.reopen), (self.report, None),
        ):  # fmt: skip
            line.addWidget(button.guard(self.office, case))
        self.again.hide()
        self.body.addWidget(strip)

    def _counted(self, count: int) -> None:
        """The list has another month: the same measure of that month is shown, and how the month stands."""
        self.counts.emit(self.words(N_("Measures: {count}"), count=count))
        assert self.list is not None
        ids = self.list.model.ids
        if not ids:
            return
        place = ids[0] // PLACE
        month = Month((place - 1) // 12, (place - 1) % 12 + 1)
        self._month = str(month)
        self.ask(showing.state, self._month, then=self._stands)
        self.ask(showing.twelve, self._month, then=self._draw_months)
        if self.id and self.id // PLACE != place:
            wanted = place * PLACE + self.id % PLACE
            self.show_id(wanted if wanted in ids else ids[0])

    def _draw_months(self, it: Twelve) -> None:
        """What went before, when it is known: the list does not wait for it."""
        assert self.list is not None
        self._twelve = it
        self.cards.show_months(it)
        self.list.table.viewport().update()

    def _values(self, row: MeasureRow) -> tuple[float | None, ...]:
        return self._twelve.values.get(row.name, ()) if self._twelve is not None else ()

    def _course(self, row: MeasureRow, words: Words) -> str:
        return lowest_and_highest(words, row, self._values(row))

    def _open(self, name: str) -> None:
        """A card's measure in the list."""
        assert self.list is not None
        at = next((at for at, each in enumerate(MEASURES) if each.name == name), 0)
        ids = self.list.model.ids
        if ids:
            self.show_id(ids[0] // PLACE * PLACE + at)

    def _stands(self, it: MonthState) -> None:
        words = self.words
        said = named = in_month(it.month, words)
        if it.closed is not None:
            said += " · " + words(N_("closed {moment}"), moment=words.moment(it.closed))
        elif not it.over:
            said += " · " + words(N_("still running"))
        self.state.setText(said)
        self.shut.setVisible(it.closed is None)
        self.again.setVisible(it.closed is not None)
        if not it.over:
            self.shut.refuse(words(N_("{month} is not over yet."), month=named))
        else:
            self.shut.guard(self.office, month_closing.close)
        if it.closed is not None:
            self.revenue.refuse(words(N_("{month} is closed already."), month=named))
        else:
            self.revenue.guard(self.office, month_closing.enter_revenue)

    def close_month(self) -> None:
        """Freeze the month after a last look."""
        note = N_(
            "{month} and the records behind its figures are kept as they are now, and print so from then on."
        )
        named = in_month(self._month, self.words)
        said = self.words(N_("{month} is closed"), month=named)
        self.ask_form(
            FormSetup(
                N_("Close the month"), month_closing.CloseForm(), month_closing.close, (self._month,),
                said=lambda _id: said, verb=N_("Close the month"), note=self.words(note, month=named),
            )
        )  # fmt: skip

    def reopen(self) -> None:
        """Count the month anew, for a reason."""
        said = self.words(N_("{month} is open again"), month=in_month(self._month, self.words))
        self.ask_form(
            FormSetup(
                N_("Open the month again"), month_closing.ReopenForm(), month_closing.reopen, (self._month,),
                said=lambda _id: said, verb=N_("Open the month again"),
            )
        )  # fmt: skip

    def enter_revenue(self) -> None:
        """What the office took that is no service."""
        month, named = self._month, in_month(self._month, self.words)
        said = self.words(N_("Other revenue of {month} kept"), month=named)

        def ask(form: month_closing.RevenueForm) -> None:
            note = N_("What the office took in {month} that is no service: management fees, parking, rent.")
            self.ask_form(
                FormSetup(
                    N_("Other revenue"), form, month_closing.enter_revenue, (month,), said=lambda _done: said,
                    note=self.words(note, month=named),
                )
            )  # fmt: skip

        self.ask(month_closing.revenue_form, month, then=ask)

    # one measure

    def show_record(self, id: int) -> None:
        self.ask(showing.groups, id, self._by, then=self._draw)

    def _draw(self, answer: tuple[MeasureCard, str, list[Group]]) -> None:
        it, by, groups = answer
        if it.id != self.id:
            return
        page = self.new_page()
        telling = MeasurePage(self.office, page, it)
        telling.head(partial(self.set_target, it.name))
        telling.trend(self._other_month)
        telling.meaning()
        telling.groups(by, groups, self._group_by)
        self.put(page.done())

    def _other_month(self, month: Month) -> None:
        assert self.list is not None
        self.list.show_where({**self.list.query.where, "month": (str(month),)})

    def _group_by(self, by: str) -> None:
        self._by = by
        self.show_record(self.id)

    def set_target(self, name: str) -> None:
        """What a measure is to reach from now on."""
        title = BY_NAME[name].named(self.words)
        said = self.words(N_("Target of “{measure}” kept"), measure=title)

        def ask(form: month_closing.TargetForm) -> None:
            note = N_("A share as percent (95), a time as hours and minutes (4:00), else a number.")
            self.ask_form(
                FormSetup(
                    N_("Set a target"), form, month_closing.set_target, (name,), said=lambda _done: said,
                    note=f"{title}. {self.words(note)}",
                )
            )  # fmt: skip

        self.ask(month_closing.target_form, name, then=ask)


def _columns(section: MeasuresSection) -> list[Column]:
    return [
        Column("name", N_("Measure"), 216, stretch=True, show=_name, sorts=False),
        Column("value", N_("Value"), 90, digits=True, show=_said("value"), sorts=False),
        Chip(
            "light",
            N_("Result"),
            96,
            choices=LIGHTS,
            tones=lambda row: LIGHT_TONES[row.light],
            sorts=False,
        ),
        Column("target", N_("Target"), 70, digits=True, show=_said("target"), sorts=False),
        Column("last_month", N_("Prior month"), 86, digits=True, show=_said("last_month"), sorts=False),
        Column("last_year", N_("Prior year"), 86, digits=True, show=_said("last_year"), sorts=False),
        Spark(
            "trend",
            N_("12 months"),
            84,
            values=section._values,
            show=section._course,
            sorts=False,
        ),
        Column("missing", N_("No data"), 70, digits=True, sorts=False, hidden=True),
        Chip("changed", N_("Correction"), 84, show=_changed, tones=lambda row: WARNING, sorts=False),
    ]
