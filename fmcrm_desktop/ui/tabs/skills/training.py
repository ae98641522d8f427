"""Training: the courses of everybody, how they went, until when they hold, and the complaint they answer."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, GREY, WARNING
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import staff, trainings
from fmcrm_desktop.services.trainings import STATES, TrainingForm, TrainingRow
from fmcrm_desktop.ui.kit.bilingual import known, suiting
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter, Known, named
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, archiving, new_button

TONES = {"coming": ACCENT, "passed": GOOD, "failed": GREY, "expiring": WARNING, "expired": BAD}
COLUMNS = (
    Known("staff", N_("Staff"), 110),
    Column("course", N_("Course"), 150, stretch=True),
    Column("day", N_("Date"), 122),
    Column("until_day", N_("Good until"), 122),
    Chip("state", N_("Result"), 150, choices=STATES, tones=lambda row: TONES[row.state], sorts=False),
)


class TrainingSection(Tab):
    name = "training"
    by_rows = True
    title = N_("Training")
    shows = ("training", "staff", "skill", "complaint")

    def build(self) -> None:
        empty = Empty(
            N_("Courses taken and to come stand here, with the day they run out."), N_("Enter the first course"),
            lambda: self.open_new({}), trainings.add,
        )  # fmt: skip
        filters = (
            Filter("state", N_("Result"), STATES),
            Filter("staff", N_("Staff"), case=staff.options, told=named),
        )
        made = self.add_list(
            ListSetup("training", trainings.page, trainings.rows, COLUMNS, filters, empty), share=60
        )
        new_button(self, trainings.add, N_("New"), N_("New course"))
        made.add_action(archiving(self, trainings.archive))
        made.add_action(
            Action(N_("Change"), lambda ids: self.edit(ids[0]), trainings.change, "pencil", False, "Ctrl+E")
        )
        made.counted.connect(lambda count: self.counts.emit(self.words(N_("Courses: {count}"), count=count)))

    def show_record(self, id: int) -> None:
        self.ask(trainings.rows, [id], then=lambda found: found and self._draw(found[0]))

    def _draw(self, row: TrainingRow) -> None:
        if row.id != self.id:
            return
        words = self.words
        page = self.new_page().head(row.course, known(words, row.staff))
        if row.archived:
            page.button(N_("Restore"), lambda: self.do(trainings.restore, row.id, said=words(N_("Restored"))),
                        trainings.restore, primary=True)  # fmt: skip
        else:
            page.button(N_("Archive"), lambda: self.do(trainings.archive, row.id, said=words(N_("Archived"))),
                        trainings.archive)  # fmt: skip
            page.button(N_("Change"), lambda: self.edit(row.id), trainings.change, primary=True)
        page.chips((words(STATES[row.state]), TONES[row.state]))
        card = page.card(N_("Course"))
        card.line(N_("Staff"), known(words, row.staff), Link("staff", row.staff_id))
        card.line(N_("Date"), words.date(row.day))
        card.line(N_("Good until"), words.date(row.until_day) if row.until_day else words(N_("always")))
        card.line(N_("Teaches the skill"), suiting(row.skill, row.skill_other, words))
        if row.complaint_id is not None:
            card.line(N_("Answers the complaint"), row.complaint, Link("complaints", row.complaint_id))
        if row.note:
            card.say(row.note)
        self.put(page.done())

    def open_new(self, start: dict[str, Any]) -> None:
        """A course, of the member of staff or for the complaint a link names."""

        def open_form(form: TrainingForm) -> None:
            setup = FormSetup(
                N_("New course"), form, trainings.add, said=lambda _id: self.words(N_("Saved")),
                then=lambda done: self.show_id(done.result),
            )  # fmt: skip
            self.put_form(setup, "open_new", start)

        self.ask(trainings.new, start.get("staff_id"), start.get("complaint_id"), then=open_form)

    def edit(self, id: int) -> None:
        def open_form(form: TrainingForm) -> None:
            said = self.words(N_("Saved"))
            setup = FormSetup(N_("Change the course"), form, trainings.change, (id,), said=lambda _id: said)
            self.put_form(setup, "edit", id)

        self.ask(trainings.form_of, id, then=open_form)
