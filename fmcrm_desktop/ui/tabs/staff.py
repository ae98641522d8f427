"""The staff page: who works here, with which role, and their passwords."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import first_password, staff
from fmcrm_desktop.ui.kit.columns import Chip, Column, Empty, Filter
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab

ROLES = {
    "clerk": N_("Clerk"), "dispatcher": N_("Dispatcher"), "manager": N_("Manager"),
    "technician": N_("Technician"), "reader": N_("Reader"),
}  # fmt: skip


class StaffTab(Tab):
    name = "staff"
    title = N_("Staff")
    shows = ("staff",)

    def build(self) -> None:
        self.add_list(
            ListSetup(
                "staff",
                staff.page,
                staff.rows,
                [
                    Column("name", N_("Name"), stretch=True),
                    Column("other_name", N_("Name in the other script"), 110, hidden=True),
                    Chip("role", N_("Role"), 120, choices=ROLES, tones=lambda _row: "grey"),
                    Column("trade", N_("Trade"), 110),
                    Column("phone", N_("Telephone"), 130),
                    Column("login", N_("Login name"), 110),
                ],
                [Filter("role", N_("Role"), ROLES)],
                Empty(N_("Everybody who works for the office is entered here once.")),
            ),
            share=55,
        )

    def show_record(self, id: int) -> None:
        self.ask(staff.form_of, id, then=self._draw)

    def _draw(self, form: staff.StaffForm) -> None:
        words, id = self.words, self.id
        page = self.new_page().head(form.name, form.other_name, form.name)
        page.button(N_("Archive"), lambda: self._archive(id), staff.archive)
        page.button(N_("Password…"), lambda: self._password(id), first_password.give)
        page.button(N_("Change"), lambda: self.edit(id), staff.change, primary=True)
        card = page.card(N_("Work"))
        card.line(N_("Role"), words(ROLES.get(form.role, form.role)))
        card.line(N_("Trade"), form.trade)
        card.line(N_("Telephone"), form.phone)
        card.line(N_("Email"), form.email)
        card.line(N_("Login name"), form.login)
        page.card().say(
            words(
                N_(
                    "A login keeps honest people apart. Whoever has the office file has the data: protect the "
                    "computer's disk, or keep the office on a server."
                )
            ),
            "muted",
        )
        button = page.button(N_("New"), lambda: self.open_new({}), staff.add, picture="plus")
        button.setToolTip("")
        self.put(page.done())

    def open_new(self, start: dict[str, Any]) -> None:
        setup = FormSetup(
            N_("New member of staff"), staff.StaffForm(**start), staff.add,
            said=lambda _id: self.words(N_("Saved.")), then=lambda done: self.show_id(done.result),
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def edit(self, id: int) -> None:
        self.ask(staff.form_of, id, then=lambda form: self._open(id, form))

    def _open(self, id: int, form: staff.StaffForm) -> None:
        said = self.words(N_("Saved."))
        self.put_form(FormSetup(N_("Change"), form, staff.change, (id,), said=lambda _r: said), "edit", id)

    def _password(self, id: int) -> None:
        said = self.words(N_("The password is set. It must be changed at the first signing in."))
        self.ask_form(
            FormSetup(N_("Password"), first_password.PasswordForm(), first_password.give, (id,), said=lambda _r: said)
        )

    def _archive(self, id: int) -> None:
        self.do(staff.archive, id, said=self.words(N_("Archived.")))
