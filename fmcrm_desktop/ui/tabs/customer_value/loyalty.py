"""Who renewed, may leave or is lost, month by month and one by one, and whose word mattered."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.customer_value import MOUTHS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import customer_value
from fmcrm_desktop.services.complaints.forms import LOSS_RISKS
from fmcrm_desktop.services.customer_value import leaving, loyalty
from fmcrm_desktop.services.customer_value.loyalty import (
    KINDS,
    REASONS,
    SOURCES,
    LoyaltyMonth,
    LoyaltyRow,
)
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.columns import Chip, Column, Empty, Filter
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, bar_button
from fmcrm_desktop.ui.kit.text import in_month

TONES = {"renewed": GOOD, "stays": ACCENT, "leaving": WARNING, "lost": BAD}
HOMES = {"complaint": "complaints", "agreement": "agreements", "relation": "owners"}


def _name(row: LoyaltyRow, words: Words) -> str:
    return suiting(row.person, row.person_other, words)


def _mouth(row: LoyaltyRow, words: Words) -> str:
    who = suiting(row.mouth_name, row.mouth_other, words)
    return words(N_("{name}: {value}"), name=words(MOUTHS[row.mouth]), value=who) if row.mouth else ""


def _scale(row: LoyaltyRow, words: Words) -> str:
    return suiting(row.scale, row.scale_other, words)


class LoyaltySection(Tab):
    name = "loyalty"
    title = N_("Loyalty")
    shows = ("leaving_entry", "complaint", "relation", "agreement", "person")

    def build(self) -> None:
        columns = [
            Column("day", N_("Date"), 122, sorts=False),
            Column("person", N_("The customer"), 110, stretch=True, show=_name, sorts=False),
            Chip(
                "kind", N_("What the customer does"), 110, choices=KINDS, tones=lambda row: TONES[row.kind],
                sorts=False,
            ),
            Column("reason", N_("Reason"), 116, choices=REASONS, sorts=False),
            Column("scale", N_("Behaviour"), 130, show=_scale, sorts=False),
            Column("source", N_("Told by"), 100, choices=SOURCES, sorts=False),
            Column("mouth", N_("Somebody else's word"), 140, show=_mouth, sorts=False, hidden=True),
        ]  # fmt: skip
        filters = (
            Filter("month", N_("Month"), case=loyalty.month_options, single=True, told=in_month),
            Filter("kind", N_("What the customer does"), KINDS),
            Filter("reason", N_("Reason"), REASONS),
            Filter("scale", N_("Behaviour"), case=loyalty.scale_options),
            Filter("mouth", N_("Somebody else's word"), {name: MOUTHS[name] for name in ("good", "bad")}),
        )
        empty = Empty(
            N_("Who renews, may leave or is lost stands here, from agreements, complaints, moves and entries."),
            N_("Enter by hand"), lambda: self.open_new({}), leaving.add,
        )  # fmt: skip
        made = self.add_list(
            ListSetup(self.name, loyalty.page, loyalty.rows, columns, filters, empty), share=56
        )
        for title, picture, act, case in (
            (N_("By month"), "list", self.by_month, loyalty.months),
            (N_("Enter by hand"), "plus", lambda: self.open_new({}), leaving.add),
        ):
            bar_button(self, Button(self.words(title), FILTER, picture).on(act), case)
        made.counted.connect(
            lambda count: self.counts.emit(
                self.words(N_("Loyalty, lines: {count}"), count=self.words.number(count))
            )
        )

    # the months

    def by_month(self) -> None:
        """Twelve months in the page's place."""
        self.ask(loyalty.months, then=self._months)

    def _months(self, months: tuple[LoyaltyMonth, ...]) -> None:
        words = self.words
        page = self.new_page().head(
            words(N_("Loyalty by month")), words(N_("People, each once a month and kind"))
        )
        rows = [
            (
                words.month(each.month.year, each.month.month),
                words.number(each.renewed),
                words.number(each.leaving),
                words.number(each.lost),
                "\n".join(
                    words(
                        N_("{name}: {value}"),
                        name=words(REASONS.get(reason, reason)),
                        value=words.number(many),
                    )
                    for reason, many in each.reasons
                ),
            )
            for each in reversed(months)
        ]
        page.card().table(
            (N_("Month"), KINDS["renewed"], KINDS["leaving"], KINDS["lost"], N_("Reasons")), rows
        )
        self.put(page.done())

    # one line

    def show_record(self, id: int) -> None:
        self.ask(loyalty.rows, [id], then=self._draw)

    def _draw(self, rows: list[LoyaltyRow]) -> None:
        if not rows or rows[0].id != self.id:
            return
        row, words = rows[0], self.words
        page = self.new_page().head(_name(row, words), f"{words.date(row.day)} {row.number}".strip())
        if row.source == "entry":
            page.button(
                N_("Entered by mistake"),
                lambda: self.do(leaving.archive, row.record, said=words(N_("Archived"))),
                leaving.archive,
            )
            page.button(N_("Change"), lambda: self.edit(row.record), leaving.change, picture="pencil").key(
                "Ctrl+E"
            )
        value = Link("customer_value", row.person_id, section="customers")
        page.button(N_("Customer value"), lambda: self.office.go(value), customer_value.card)
        page.chips((words(KINDS[row.kind]), TONES[row.kind]))
        card = page.card()
        card.line(N_("The customer"), _name(row, words), Link("owners", row.person_id))
        card.line(N_("Reason"), words(REASONS.get(row.reason, row.reason)))
        if row.note:
            card.line(
                N_("What they said"), words(LOSS_RISKS[row.note]) if row.note in LOSS_RISKS else row.note
            )
        if row.scale_id is not None:
            behaviour = Link("behaviour", row.scale_id, section="scales")
            card.line(N_("Behaviour"), _scale(row, words), behaviour)
        if row.mouth:
            way = Link("owners", row.mouth_id) if row.mouth_id else None
            card.line(MOUTHS[row.mouth], suiting(row.mouth_name, row.mouth_other, words), way)
        card.line(N_("Told by"), words(SOURCES[row.source]), _home(row))
        self.put(page.done())

    def open_new(self, start: dict[str, Any]) -> None:
        self.ask(leaving.draft, start.get("person"), then=lambda form: self._new(form, start))

    def _new(self, form: Any, start: dict[str, Any]) -> None:
        said = self.words(N_("Saved"))
        self.put_form(
            FormSetup(N_("Who leaves or stays"), form, leaving.add, said=lambda _id: said), "open_new", start
        )

    def edit(self, id: int) -> None:
        def open_form(form: Any) -> None:
            said = self.words(N_("Saved"))
            setup = FormSetup(N_("Who leaves or stays"), form, leaving.change, (id,), said=lambda _id: said)
            self.put_form(setup, "edit", id)

        self.ask(leaving.form_of, id, then=open_form)


def _home(row: LoyaltyRow) -> Link | None:
    """Where what tells it stands."""
    if row.source not in HOMES:
        return None
    return Link(HOMES[row.source], row.person_id if row.source == "relation" else row.record)
