"""All corrective actions, whatever they follow from: whose they are, until when, and whether they helped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fmcrm_desktop.model.complaint import ACTION_KINDS, CRITERIA, NEEDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import actions
from fmcrm_desktop.services.actions import (
    SOURCES,
    STATES,
    ActionForm,
    ActionPage,
    ActionRow,
    DoneForm,
    Follows,
)
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter, named
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, new_button
from fmcrm_desktop.ui.tabs.complaints import actions_card

if TYPE_CHECKING:
    from fmcrm_desktop.services.conduct import ConductRow

TONES = {"open": ACCENT, "overdue": BAD, "done": GOOD}
PLACES = {
    "complaint": ("complaints", "register"), "survey": ("surveys", "results"), "plan": ("quality", "plans"),
    "observation": ("behaviour", "observations"), "review": ("procedures", ""), "suggestion": ("praise", "suggestions"),
    "decision": ("committee", "decisions"),
}  # fmt: skip
"""Where the page of each source is: tab and section."""
MINE = {"mine": N_("My own")}


def _there(row: ActionRow) -> Link | None:
    """The way to what it follows from."""
    if row.source not in PLACES:
        return None
    tab, section = PLACES[row.source]
    return Link(tab, row.page_id, section=section)


def _from(row: ActionRow | Follows, words: Words) -> str:
    source = words(SOURCES[row.source]) if row.source else ""
    return " · ".join(part for part in (source, suiting(row.about, row.about_other, words)) if part)


def _who(row: ActionRow, words: Words) -> str:
    return suiting(row.responsible, row.responsible_other, words)


COLUMNS = (
    Column("text", N_("Action"), 160, stretch=True),
    Column("kind", N_("Kind"), 120, choices=ACTION_KINDS),
    Column("responsible", N_("Responsible"), 100, show=_who),
    Column("due_day", N_("Due"), 136),
    Chip("state", N_("State"), 124, choices=STATES, tones=lambda row: TONES[row.state], sorts=False),
    Column("about", N_("Comes from"), 150, show=_from, sorts=False, hidden=True),
    Column("done_day", N_("Carried out on"), 126, hidden=True),
)
MANY = many.Many(
    actions.change_many, actions.ManyActionsForm,
    N_("{count} actions are marked. A field left empty stays as it is."), actions.archive_many,
    actions.restore_many,
)  # fmt: skip


class ActionsTab(Tab):
    name = "actions"
    title = N_("Actions")
    shows = ("corrective_action", "complaint", "training", "staff")

    def build(self) -> None:
        filters = (
            Filter("state", N_("State"), STATES, start=("open",)),
            Filter("mine", N_("Whose"), MINE),
            Filter("kind", N_("Kind"), ACTION_KINDS),
            Filter("responsible", N_("Responsible"), case=actions.staff_options, told=named),
            Filter("source", N_("Comes from"), SOURCES),
        )
        empty = Empty(
            N_("What the office changes because of complaints, surveys and observations stands here until it is done."),
            N_("Record an action"), lambda: self.open_new({}), actions.add,
        )  # fmt: skip
        made = self.add_list(
            ListSetup("actions", actions.page, actions.rows, COLUMNS, filters, empty), share=56
        )
        new_button(self, actions.add, N_("New"), N_("Record an action"))
        made.add_action(
            Action(
                N_("Carried out…"), lambda ids: self.done(ids[0]), actions.done, "check", False, "Ctrl+Return"
            )
        )
        for action in many.actions(self, MANY):
            made.add_action(action)
        made.counted.connect(lambda count: self.counts.emit(self.words(N_("Actions: {count}"), count=count)))

    def show_record(self, id: int) -> None:
        self.ask(actions.sheet, id, then=self._draw)

    def _draw(self, sheet: ActionPage) -> None:
        row, words = sheet.row, self.words
        if row.id != self.id:
            return
        page = self.new_page().head(row.text, words(ACTION_KINDS[row.kind]))
        if row.archived:
            page.button(N_("Restore"), lambda: self.do(actions.restore, row.id, said=words(N_("Restored"))),
                        actions.restore, primary=True)  # fmt: skip
        else:
            page.button(N_("Archive"), lambda: self.do(actions.archive, row.id, said=words(N_("Archived"))),
                        actions.archive)  # fmt: skip
            is_open = row.done_day is None
            page.button(N_("Change"), lambda: self.edit(row.id), actions.change, not is_open).key("Ctrl+E")
            if is_open:
                page.button(
                    N_("Carried out"), lambda: self.done(row.id), actions.done, primary=True, picture="check"
                )
        page.chips((words(STATES[row.state]), TONES[row.state]))
        card = page.card(N_("The action"))
        card.line(N_("Responsible"), _who(row, words))
        card.line(N_("Due"), words.date(row.due_day) if row.due_day else "")
        if row.trained_id is not None:
            card.line(
                N_("Who is trained"),
                suiting(row.trained, row.trained_other, words),
                Link("staff", row.trained_id),
            )
        if row.kind == "conduct":
            self._code(card, sheet.code)
        if row.source:
            card.line(SOURCES[row.source], suiting(row.about, row.about_other, words), _there(row))
        if row.criterion:
            card.line(N_("Criterion"), words({**CRITERIA, **NEEDS}.get(row.criterion, row.criterion)))
        if row.done_day is not None:
            self._proof(page.card(N_("Proof")), sheet)
        self.put(page.done())

    def _proof(self, card: Card, sheet: ActionPage) -> None:
        """When it was done, how one can see it, and whether complaints became fewer."""
        row, words = sheet.row, self.words
        card.line(N_("Carried out on"), words.date(row.done_day))
        if row.proof:
            card.say(row.proof)
        if sheet.proved.outcome:
            card.put(N_("Complaints since"), actions_card.outcome(sheet.proved, words))
            card.say(actions_card.told(sheet.proved, words), "small")

    def _code(self, card: Card, code: ConductRow | None) -> None:
        """The record that an action about conduct changes: the edition that holds, with the way to it."""
        words = self.words
        said = words(N_("No edition holds yet"))
        if code is not None:
            said = words(
                N_("{edition} · acknowledged by {n} of {all}"),
                edition=code.edition, n=code.acknowledged, all=code.of,
            )  # fmt: skip
        there = Link("behaviour", code.id if code is not None else None, section="conduct")
        card.line(N_("Code of conduct"), said, there)

    def open_new(self, start: dict[str, Any]) -> None:
        """An action; a link may say what it follows from (complaint_id and the like)."""
        form = ActionForm(**{"responsible_id": self.office.who.staff_id, **start})
        setup = FormSetup(
            N_("Record an action"), form, actions.add, said=lambda _id: self.words(N_("Saved")),
            then=lambda done: self.show_id(done.result),
        )  # fmt: skip
        self._open(setup, "open_new", start)

    def edit(self, id: int) -> None:
        def open_form(form: ActionForm) -> None:
            said = self.words(N_("Saved"))
            setup = FormSetup(N_("Change the action"), form, actions.change, (id,), said=lambda _id: said)
            self._open(setup, "edit", id)

        self.ask(actions.form_of, id, then=open_form)

    def _open(self, setup: FormSetup, again: str, it: Any) -> None:
        """The form, saying below its title what the action follows from."""

        def told(found: Follows) -> None:
            words, topics = self.words, {**CRITERIA, **NEEDS}
            topic = words(topics.get(found.criterion, found.criterion)) if found.criterion else ""
            note = " · ".join(part for part in (_from(found, words), topic) if part)
            self.put_form(replace(setup, note=note), again, it)

        if any(getattr(setup.value, f"{name}_id") is not None for name in SOURCES):
            self.ask(actions.follows, setup.value, then=told)
        else:
            self.put_form(setup, again, it)

    def done(self, id: int) -> None:
        """When it was carried out, and how one can see it."""

        self.ask(actions.rows, [id], then=lambda found: found and self._ask_done(found[0]))

    def _ask_done(self, row: ActionRow) -> None:
        said = self.words(N_("Action carried out"))
        form = DoneForm(row.proof, row.done_day, row.version)
        self.ask_form(
            FormSetup(N_("Carried out"), form, actions.done, (row.id,), said=lambda _id: said, note=row.text)
        )
