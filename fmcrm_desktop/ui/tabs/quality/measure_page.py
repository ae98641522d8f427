"""One measure on a page: figures against target, twelve months, what is counted, the same by group."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication, QComboBox

from fmcrm_desktop.model.figure_words import LIGHT_TONES, LIGHTS, amount, light
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.survey import BAND_TONES, BANDS, band
from fmcrm_desktop.model.tones import GREY, WARNING
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import month_closing
from fmcrm_desktop.services.measures.groups import BY, Group
from fmcrm_desktop.services.measures.listed import BY_NAME
from fmcrm_desktop.services.measures.showing import MeasureCard
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Figure
from fmcrm_desktop.ui.kit.chart import ChartView
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.quality.trend import as_table, plot

SHOWN = 12
"""Groups of a measure on its page; the records behind each are a click away."""


class MeasurePage:
    """What is put on the page of a measure."""

    def __init__(self, office: QtOffice, page: Page, it: MeasureCard) -> None:
        self.office, self.words = office, office.words
        self.page, self.it, self.measure = page, it, BY_NAME[it.name]

    def head(self, set_target: Callable[[], object]) -> None:
        """Its name, whether its month is closed, and the figures."""
        words, it, figure = self.words, self.it, self.it.figure
        self.page.head(self.measure.named(words), words.month(it.month.year, it.month.month))
        self.page.button(N_("Set a target"), set_target, month_closing.set_target)
        found = light(self.measure.rising, figure.value, figure.target)
        self._chips(found)
        said = ""
        if figure.target is not None:
            said = words(N_("target {target}"), target=self._amount(figure.target))
        before, year = it.month.plus(-1), it.month.plus(-12)
        self.page.figures(
            Figure(
                words.month(it.month.year, it.month.month), self._amount(figure.value), said, LIGHT_TONES[found],
                self._behind("numerator"),
            ),
            Figure(words.month(before.year, before.month), self._amount(figure.last_month)),
            Figure(words.month(year.year, year.month), self._amount(figure.last_year)),
        )  # fmt: skip

    def _chips(self, found: str) -> None:
        words, it = self.words, self.it
        chips = [(words(LIGHTS[found]), LIGHT_TONES[found]), *self._band()]
        if it.closed is not None:
            chips.append((words(N_("closed {moment}"), moment=words.moment(it.closed)), GREY))
        if it.corrected is not None:
            today = self._amount(it.corrected.value)
            if it.corrected.moment is None:
                said = words(N_("more is known by now: today it would be {today}"), today=today)
            else:
                day = words.date(words.local(it.corrected.moment).date())
                said = words(N_("corrected on {day}: today it would be {today}"), day=day, today=today)
            chips.append((said, WARNING))
        self.page.chips(*chips)

    def _band(self) -> list[tuple[str, str]]:
        """Of satisfaction in which of the four bands it is, and by how many answers."""
        figure = self.it.figure
        within = band(round(figure.numerator), round(figure.denominator or 0))
        if self.it.name != "satisfaction" or not within:
            return []
        many = self.words(N_("{n} answers"), n=self._foot(figure.denominator or 0))
        return [(self.words(BANDS[within]), BAND_TONES[within]), (many, GREY)]

    def trend(self, to_month: Callable[[Month], object]) -> None:
        """The twelve months; one of them opens by a click, or by the arrow keys and Enter."""
        words, it = self.words, self.it
        view = ChartView(plot(words, it))
        months = [month for month, _ in it.trend]
        view.opened.connect(lambda at: to_month(months[at]))
        card = self.page.card(N_("Twelve months"))
        table = Button(words(N_("Copy as table")), FILTER).on(
            lambda: QApplication.clipboard().setText(as_table(words, it))
        )
        picture = Button(words(N_("Copy as picture")), FILTER).on(
            lambda: QApplication.clipboard().setPixmap(view.grab())
        )
        card.tool(side_by_side(table, picture))
        card.add(view)

    def meaning(self) -> None:
        """What is divided by what, how much of it, and what lacks the data; each opens its records."""
        words, measure, figure = self.words, self.measure, self.it.figure
        lines: list[tuple[str, str, str]] = [("numerator", measure.counts, self._top(figure.numerator))]
        if measure.over:
            lines.append(("denominator", measure.over, self._foot(figure.denominator or 0)))
        if measure.lacking:
            lines.append(("missing", measure.lacking, words.number(figure.missing)))
        if figure.pending:
            lines.append(("pending", N_("cannot be judged yet"), words.number(figure.pending)))
        rows = []
        for part, said, text in lines:
            link = LinkButton(text, partial(self.office.go, self._behind(part)))
            link.setAccessibleName(f"{words(said)}: {text}")
            rows.append((words(said), link))
        card = self.page.card(N_("What is counted"))
        card.table((N_("Records"), N_("Counted")), rows)
        card.say(words(N_("More is better.") if measure.rising else N_("Less is better.")), "muted")

    def groups(self, by: str, groups: list[Group], choose: Callable[[str], object]) -> None:
        """The same measure for each building, trade, person …, as far as its records say."""
        it, words = self.it, self.words
        if not it.by:
            return
        box = QComboBox()
        box.setAccessibleName(words(N_("Counted by")))
        for each in ("", *it.by):
            box.addItem(words(BY[each]) if each else words(N_("Choose by what")), each)
        box.setCurrentIndex(box.findData(by))
        box.activated.connect(lambda at: choose(box.itemData(at)))
        card = self.page.card(N_("Apart for each")).tool(box)
        if by not in it.by:
            card.say(words(N_("By building, category, person or channel: choose above.")), "muted")
        elif not groups:
            card.say(words(N_("None.")), "muted")
        else:
            rows = [self._group(by, each) for each in groups[:SHOWN]]
            card.table((BY[by], N_("Value"), N_("Counted"), N_("No data")), rows)
            if len(groups) > SHOWN:
                card.say(words(N_("and {n} more"), n=len(groups) - SHOWN), "muted")

    def _group(self, by: str, each: Group) -> tuple[Any, ...]:
        words = self.words
        name = words(N_("Not stated"))
        if each.key is not None:
            ours = by in ("tier", "channel")
            name = words(each.name) if ours else suiting(each.name, each.other_name, words)
        part = "numerator" if each.numerator or each.denominator is None else "denominator"
        link = LinkButton(name, partial(self.office.go, self._behind(part, by, each.key)))
        whole = "" if each.denominator is None else f" / {self._foot(each.denominator)}"
        missing = words.number(each.missing) if each.missing else ""
        return link, self._amount(each.value), self._top(each.numerator) + whole, missing

    def _behind(self, part: str, by: str = "", key: object = None) -> Link:
        where: dict[str, tuple[object, ...]] = {
            "measure": (self.it.name,), "month": (str(self.it.month),), "part": (part,)
        }  # fmt: skip
        if by:
            where |= {"by": (by,), "key": (str(key),)}
        return Link("quality", where=where, section="behind")

    def _amount(self, value: float | None) -> str:
        return amount(self.words, self.measure.unit, value, self.it.currency)

    def _top(self, value: float) -> str:
        return amount(self.words, self.measure.top, value, self.it.currency)

    def _foot(self, value: float) -> str:
        return amount(self.words, self.measure.made_of, value, self.it.currency)
