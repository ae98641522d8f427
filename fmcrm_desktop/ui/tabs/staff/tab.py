"""The list of the staff and the page of one: particulars, time, rights, first passwords."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.staff import RIGHT_NAMES, ROLE_NAMES
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import signing, skills, staff, staff_time
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.bilingual import other_of, suiting
from fmcrm_desktop.ui.kit.changing import change_form
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter, Suited
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.tab import Tab, new_button
from fmcrm_desktop.ui.tabs.staff import abilities, hours

HONEST = N_(
    "A password keeps honest people apart. Whoever has the office file has the data: encrypt the computer's disk, or "
    "keep the office on a PostgreSQL server."
)
FIRST = N_(
    "At least 8 characters, no everyday word. Tell it in person; it is changed at the first signing in."
)
VENDOR = {True: N_("Outside firms"), False: N_("Own staff")}
SAVED = N_("Saved.")

MANY = many.Many(
    staff.change_many, staff.ManyStaffForm, N_("{count} staff are marked. A field left empty stays as it is."),
    staff.archive_many, staff.restore_many,
)  # fmt: skip


class StaffTab(Tab):
    name = "staff"
    title = N_("Staff")
    shows = (
        "staff", "staff_hours", "event", "visit", "setting", "staff_skill", "skill", "post", "post_need", "training",
        "recognition",
    )  # fmt: skip

    def build(self) -> None:
        columns = [
            Suited("name", N_("Name"), stretch=True),
            Suited("other_name", N_("Name in the other script"), 110, hidden=True),
            Chip("role", N_("Role"), 110, choices=ROLE_NAMES, tones=lambda _row: "grey"),
            Column("trade", N_("Trade"), 110, show=lambda row, words: words(row.trade) if row.trade else ""),
            Column("phone", N_("Telephone"), 130),
            Column("login", N_("Login name"), 110),
        ]
        filters = [Filter("role", N_("Role"), ROLE_NAMES), Filter("vendor", N_("Firm"), VENDOR),
                   Filter("skill", N_("Skill"), case=skills.for_filter)]  # fmt: skip
        empty = Empty(
            N_("Everybody who works for the office is entered here once."),
            N_("Enter somebody"),
            lambda: self.open_new({}),
            staff.add,
        )
        made = self.add_list(ListSetup("staff", staff.page, staff.rows, columns, filters, empty), share=48)
        new_button(self, staff.add, N_("New"))
        change = Action(N_("Change"), lambda ids: self.edit(ids[0]), staff.change, "pencil", False, "Ctrl+E")
        for action in (change, *many.actions(self, MANY)):
            made.add_action(action)
        made.counted.connect(lambda count: self.counts.emit(self.words(N_("{count} staff"), count=count)))

    def show_record(self, id: int) -> None:
        self.ask(staff_time.sheet, id, then=self._draw)

    def _draw(self, time: staff_time.TimeSheet) -> None:
        sheet = time.staff
        words, form, id = self.words, sheet.form, sheet.id
        page = self.new_page().head(
            suiting(form.name, form.other_name, words), other_of(form.name, form.other_name, words), form.name
        )
        if sheet.archived is not None:
            page.button(N_("Restore"), lambda: self.do(staff.restore, id, said=words(N_("Restored."))), staff.restore,
                        primary=True)  # fmt: skip
            page.chips(
                (words(N_("Left on {day}"), day=words.date(words.local(sheet.archived).date())), "grey")
            )
        else:
            page.button(
                N_("Archive"), lambda: self.do(staff.archive, id, said=words(N_("Archived."))), staff.archive
            )
            password = page.button(N_("Password…"), lambda: self.password(id), signing.give_password)
            if not form.login and password.isEnabled():
                password.refuse(words(N_("Give a login name first.")))
            page.button(N_("Change"), lambda: self.edit(id), staff.change, primary=True)
        self._particulars(page, time)
        rights = page.card(N_("What this role may"))
        rights.say(words(ROLE_NAMES[form.role]), "muted")
        rights.say(("、" if words.chinese else " · ").join(words(RIGHT_NAMES[name]) for name in sheet.rights))
        page.card().say(words(HONEST), "muted")
        self.put(page.done())

    def _particulars(self, page: Page, time: staff_time.TimeSheet) -> None:
        sheet = time.staff
        words, form = self.words, sheet.form
        left, right = page.columns(1, 1)
        card = left.card(N_("Work"))
        card.line(N_("Role"), words(ROLE_NAMES[form.role]))
        card.line(N_("Trade"), words(form.trade) if form.trade else "")
        card.line(N_("Firm"), words(VENDOR[form.vendor]))
        theirs = Link("work_orders", where={"staff": (sheet.id,), "state": ("open",)})
        card.line(
            N_("Open work orders"), words.number(sheet.open_orders), theirs if sheet.open_orders else None
        )
        if self.office.may(staff.change):
            card.line(N_("Costs an hour"), str(form.cost_rate or ""))
            card.line(N_("Charged an hour"), str(form.charge_rate or ""))
        card.line(N_("Remedy up to"), str(form.remedy_limit or ""))
        card = right.card(N_("To reach"))
        card.line(N_("Telephone"), form.phone)
        card.line(N_("Email"), form.email)
        card = right.card(N_("Signing in"))
        card.line(N_("Login name"), form.login)
        said = N_("None yet")
        if sheet.has_password:
            said = N_("To be changed at the first signing in") if sheet.must_change else N_("Own password")
        card.line(N_("Password"), words(said))
        abilities.skills_card(self, page, sheet.id, time.abilities)
        hours.hours_card(self, page, sheet.id, time)
        hours.leave_card(self, page, sheet.id, time.leave)
        hours.out_card(self, page, time)
        abilities.training_card(self, page, sheet.id, time.abilities)
        abilities.recognition_card(self, page, sheet.id, time.abilities)
        if not form.vendor:
            abilities.service_card(self, page, sheet.id)

    def open_new(self, start: dict[str, Any]) -> None:
        setup = FormSetup(
            N_("New member of staff"), staff.StaffForm(**start), staff.add,
            said=lambda _id: self.words(SAVED), then=lambda done: self.show_id(done.result),
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def edit(self, id: int, first: str = "") -> None:
        """``first`` is the field the keyboard begins in."""

        def drawn(form: FormPage) -> None:
            form.form.focus_first(first)

        change_form(self, N_("Change"), (staff.form_of, staff.change), id, drawn)

    def password(self, id: int) -> None:
        """A first password; it must be changed when it is first used."""
        said = self.words(N_("The password is set. It must be changed at the first signing in."))
        self.ask_form(
            FormSetup(
                N_("Password"), signing.PasswordForm(), signing.give_password, (id,), said=lambda _done: said,
                note=self.words(FIRST),
            )
        )  # fmt: skip
