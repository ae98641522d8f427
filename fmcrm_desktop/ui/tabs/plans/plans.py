"""The list of plans, the page of one with its times, and the orders made of them now."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.plan import PLAN_BASES
from fmcrm_desktop.model.tones import ACCENT, BAD, GREY, tone
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.work_order import PRIORITIES, STATES
from fmcrm_desktop.services import plans, work_orders
from fmcrm_desktop.services.plans import BY_BASIS, Coming, PlanCard, PlanForm, PlanRow, SkipForm
from fmcrm_desktop.ui.kit import typed
from fmcrm_desktop.ui.kit.bilingual import known, suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card, Figure
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter, Known, named
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.repeat_editor import RepeatEditor
from fmcrm_desktop.ui.kit.tab import Tab, archiving, bar_button, new_button
from fmcrm_desktop.ui.tabs.plans import telling


def _what(row: PlanRow, words: Words) -> str:
    return suiting(row.what, row.what_other, words)


def _last(row: PlanRow, words: Words) -> str:
    return words.date(words.local(row.last).date()) if row.last else ""


def _next(row: PlanRow, words: Words) -> str:
    return words.date(row.next) or (words(N_("order open")) if row.open else "—")


COLUMNS = (
    Column("name", N_("Plan"), 120, stretch=True),
    Column("what", N_("Plan for"), 120, show=_what),
    Column("basis", N_("How often"), 150, show=telling.how_often),
    Chip("next", N_("Next time"), 140, show=_next,
         tones=lambda row: BAD if row.overdue else ACCENT if row.next else GREY),
    Column("last", N_("Last done"), 92, show=_last),
    Column("minutes", N_("Takes"), 96, digits=True, show=lambda row, words: words.duration(row.minutes)),
    Known("staff", N_("Assigned to"), 100, hidden=True),
)  # fmt: skip
FILTERS = (
    Filter("basis", N_("Comes due"), PLAN_BASES),
    Filter("staff", N_("Assigned to"), case=work_orders.staff_options, told=named),
)


class PlansSection(Tab):
    name = "plan_list"
    title = N_("Plans")
    shows = (
        "plan",
        "plan_skip",
        "work_order",
        "counter_reading",
        "equipment",
        "staff",
        "checklist",
        "setting",
    )

    def build(self) -> None:
        empty = Empty(
            N_("What is to be done again and again is planned here once; its work orders are made by themselves."),
            N_("First plan"), lambda: self.open_new({}), plans.add,
        )  # fmt: skip
        made = self.add_list(ListSetup("plans", plans.page, plans.rows, COLUMNS, FILTERS, empty), share=54)
        words = self.words
        bar_button(self, Button(words(N_("Make orders now…")), FILTER).on(self.preview), plans.generate)
        new_button(self, plans.add, "", N_("New plan"))
        made.counted.connect(lambda count: self.counts.emit(words(N_("Plans: {n}"), n=words.number(count))))
        for action in (
            Action(N_("Change"), lambda ids: self.edit(ids[0]), plans.change, "pencil", many=False, keys="Ctrl+E"),
            archiving(self, plans.archive),
        ):  # fmt: skip
            made.add_action(action)

    def put_away(self, id: int) -> None:
        self.do(plans.archive, id, said=self.words(N_("Archived")))

    # the page of one

    def show_record(self, id: int) -> None:
        self.ask(plans.card, id, then=self._draw)

    def _draw(self, card: PlanCard) -> None:
        if card.row.id != self.id:
            return
        words, row, form = self.words, card.row, card.form
        page = self.new_page().head(row.name, _what(row, words))
        if row.archived:
            said = words(N_("Restored"))
            page.button(
                N_("Restore"), lambda: self.do(plans.restore, row.id, said=said), plans.restore, primary=True
            )
        else:
            page.button(N_("Archive"), lambda: self.put_away(row.id), plans.archive)
            page.button(N_("Change"), lambda: self.edit(row.id), plans.change, primary=True)
        page.chips((words(PLAN_BASES[row.basis]), GREY), telling.how_often(row, words))
        here = {"plan": (row.id,), "state": ("open",)}
        page.figures(
            Figure(N_("Next time"), words.date(row.next) or words(N_("No day yet"))),
            Figure(N_("Last done"), _last(row, words) or words(N_("Never"))),
            Figure(N_("Open orders"), words.number(row.open), link=Link("work_orders", where=here)),
        )
        self._coming(page.card(N_("Times to come")), card)
        left, right = page.columns(1, 1)
        self._work(left.card(N_("What is to be done")), card)
        self._where(right.card(N_("What it is for")), card)
        if form.description:
            page.card(N_("For the job sheet")).say(form.description)
        self._before(page.card(N_("Times before")), card)
        self.put(page.done())

    def _coming(self, made: Card, card: PlanCard) -> None:
        words, id = self.words, card.row.id
        rows: list[tuple[str | QWidget, ...]] = []
        for each in card.coming:
            make = Button(words(N_("Make the order now")), FILTER).on(partial(self.make, id, each.plan_day))
            leave = Button(words(N_("Leave out…")), FILTER).on(partial(self.leave_out, id, each.plan_day))
            make.guard(self.office, plans.make_one)
            leave.guard(self.office, plans.skip)
            only = card.row.basis != "calendar" and rows
            deeds = side_by_side() if only else side_by_side(make, leave)
            said = "\n".join(
                part for part in (telling.day(each.day, words), telling.moved(each, words)) if part
            )
            rows.append((said, deeds))
        if rows:
            made.table((N_("Date"), ""), rows)
        else:
            made.say(telling.why_no_day(card, words), "muted")

    def _work(self, made: Card, card: PlanCard) -> None:
        words, form = self.words, card.form
        made.line(N_("Summary"), form.summary)
        made.line(N_("Category"), suiting(card.category, card.category_other, words))
        made.line(N_("Priority"), words(PRIORITIES[form.priority]))
        made.line(N_("Takes"), words.duration(card.row.minutes))
        made.line(N_("Assigned to"), known(words, card.row.staff) or words(N_("Nobody yet")))
        link = Link("plans", form.checklist_id, section="checklists") if form.checklist_id else None
        made.line(N_("Checklist"), suiting(card.checklist, card.checklist_other, words), link)

    def _where(self, made: Card, card: PlanCard) -> None:
        words, row, form = self.words, card.row, card.form
        link = Link("equipment", row.equipment_id) if row.equipment_id else None
        made.line(N_("Plan for"), _what(row, words), link)
        made.line(N_("First day"), words.date(form.from_day))
        made.line(N_("Last day"), words.date(form.until_day) or words(N_("Without end")))
        made.line(N_("Orders are made"), words(N_("{n} days before"), n=form.ahead_days or 0))
        if telling.on_days_off(form):
            made.line(N_("On days off"), words(telling.on_days_off(form)))

    def _before(self, made: Card, card: PlanCard) -> None:
        words = self.words
        rows: list[tuple[str | QWidget, ...]] = []
        for each in card.before:
            if each.skip_id is not None:
                back = Button(words(N_("Put in again")), FILTER)
                back.on(partial(self.do, plans.unskip, each.skip_id, said=words(N_("Put in again"))))
                back.guard(self.office, plans.unskip)
                said = words(N_("Left out: {why}"), why=each.why)
                rows.append((telling.day(each.plan_day, words), said, back))
                continue
            link = partial(self.office.go, Link("work_orders", each.order_id))
            chip = ChipLabel(words(STATES[each.state]), tone(each.state))
            rows.append((telling.day(each.plan_day, words), LinkButton(each.number, link), chip))
        if rows:
            made.table((N_("Date"), N_("Work order"), N_("Stage")), rows)
        else:
            made.say(words(N_("No order was made of it yet.")), "muted")

    # deeds

    def make(self, id: int, day: date) -> None:
        said = self.words(N_("Order made"))
        self.do(plans.make_one, id, day, said=said)

    def leave_out(self, id: int, day: date) -> None:
        said = self.words(N_("Left out this time"))
        setup = FormSetup(
            N_("Leave this time out"), SkipForm(), plans.skip, (id, day), said=lambda _id: said,
            verb=N_("Leave it out"), note=telling.day(day, self.words),
        )  # fmt: skip
        self.ask_form(setup)

    def preview(self) -> None:
        """What would be made now, before it is."""
        self.ask(plans.preview, then=self._preview)

    def _preview(self, found: tuple[Coming, ...]) -> None:
        words = self.words
        if not found:
            self.office.say(words(N_("Nothing is to be made now: every time that is near has its order.")))
            return

        def leave() -> None:
            self.detail.drop_form()
            page = self.new_page().head(words(N_("Orders to be made now")))
            page.button(N_("Not now"), lambda: self.id and self.show_record(self.id))
            page.button(N_("Make them"), self.generate, plans.generate, primary=True, picture="check")
            rows = [(each.plan, each.summary, telling.day(each.day, words)) for each in found]
            page.card().table((N_("Plan"), N_("Summary"), N_("Due")), rows)
            self.put(page.done())

        self.detail.leave(leave)

    def generate(self) -> None:
        words = self.words
        self.do(
            plans.generate,
            said=lambda ids: words(N_("Work orders made: {n}"), n=words.number(len(ids))),
            then=lambda _done: self.id and self.show_record(self.id),
        )

    def open_new(self, start: dict[str, Any]) -> None:
        def open_form(form: PlanForm) -> None:
            setup = FormSetup(
                N_("New plan"), form, plans.add, said=lambda _id: self.words(N_("Saved")),
                then=lambda done: self.show_id(done.result),
            )  # fmt: skip
            _by_basis(self.put_form(setup, "open_new", start))

        self.ask(plans.draft, start, then=open_form)

    def edit(self, id: int) -> None:
        def open_form(form: PlanForm) -> None:
            said = self.words(N_("Saved"))
            setup = FormSetup(N_("Change a plan"), form, plans.change, (id,), said=lambda _id: said)
            _by_basis(self.put_form(setup, "edit", id))

        self.ask(plans.form_of, id, then=open_form)


def _by_basis(page: FormPage) -> None:
    """Show only what the chosen basis asks for; the repeat goes by the first day."""
    slots = page.form.slots

    def look() -> None:
        wanted = BY_BASIS.get(slots["basis"].editor.raw(), ())
        page.form.leave_out({name for names in BY_BASIS.values() for name in names} - set(wanted))

    def begin() -> None:
        repeat, first = slots["rule"].editor, slots["from_day"].editor.raw()
        if isinstance(repeat, RepeatEditor) and len(first) == 10:
            repeat.begin_on(typed.day_of(first, page.office.words.today()))

    page.form.on_change("basis", look)
    page.form.on_change("from_day", begin)
    begin()
    look()
