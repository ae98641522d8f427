"""The settings page: a card for each subject; its Change opens the form in the page's place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import categories, office_settings, privacy, signing
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.settings import cards, mail, retention

SAVED = N_("Saved.")


@dataclass(frozen=True)
class Subject:
    """A form of the settings: its title, the cases that read and keep it, a sentence about it, what is said after."""

    title: str
    read: Callable[..., Any]
    keep: Callable[..., Any]
    note: str = ""
    said: str = SAVED


SUBJECTS = {
    "particulars": Subject(
        N_("Office"), office_settings.particulars, office_settings.keep_particulars,
        N_("Name, telephone and address stand on every paper. The country tells which holidays are loaded."),
    ),
    "hours": Subject(
        N_("Office hours"), office_settings.hours, office_settings.keep_hours,
        N_("Spans like 08:30-12:00, 13:30-18:00, parted by commas; 22:00-06:00 runs over midnight; an empty day is "
           "off. All clocks count only these hours."),
    ),
    "days": Subject(
        N_("Days off and make-up days"), office_settings.days, office_settings.keep_days,
        N_("On a day off no clock runs. A make-up day is worked although its weekday or a holiday says otherwise."),
    ),
    "clocks": Subject(
        N_("Clocks of complaints"), office_settings.clocks, office_settings.keep_clocks,
        N_("Working hours and minutes, like 4:00 or 0:30; 24:00 are three days of eight hours."),
    ),
    "targets": Subject(
        N_("Targets of work orders"), office_settings.targets, office_settings.keep_targets,
        N_("Hours and minutes, like 0:30 or 16:00. They hold for orders received from now on."),
    ),
    "dispatching": Subject(
        N_("Dispatch board"), office_settings.dispatching, office_settings.keep_dispatching,
        N_("Visits of one person in two buildings closer together than this are marked on the board."),
    ),
    "progress": Subject(
        N_("Telling customers of progress"), office_settings.progress, office_settings.keep_progress,
        N_("When a matter comes to one of these points, a message to the customer goes to the outbox: by email, or as "
           "a text to copy or print, as the person prefers. A planned visit and an answer are told by their "
           "own forms."),
    ),
    "numbers": Subject(
        N_("Numbers and labels"), office_settings.numbers, office_settings.keep_numbers,
        N_("{yy} and {mm} are year and month, {n:03d} counts within the month in three figures; {building} and "
           "{code} are those of the unit. What has a number keeps it."),
    ),
    "mail": Subject(N_("Mail"), office_settings.mail, office_settings.keep_mail, mail.ABOUT),
    "seeing": Subject(
        N_("What technicians see"), office_settings.seeing, office_settings.keep_seeing, cards.SEEING
    ),
    "retention": Subject(
        N_("How long names are kept"), privacy.retention, privacy.keep_retention, retention.ABOUT
    ),
    "signing": Subject(N_("Signing"), office_settings.signing, office_settings.keep_signing),
}  # fmt: skip


class SettingsTab(Tab):
    name = "settings"
    title = N_("Settings")
    shows = ("setting", "category", "staff")
    _here = ""
    """The country and region that were offered for the days off."""

    def build(self) -> None:
        self.body.addWidget(self.detail)

    def reload(self) -> None:
        """The settings; for who may erase also what is older than the office wants it kept."""

        def asked(all: office_settings.Overview) -> None:
            if self.office.may(privacy.old):
                self.ask(privacy.old, then=lambda old: self._draw(all, old))
            else:
                self._draw(all, None)

        self.ask(office_settings.overview, then=asked)

    def _draw(self, all: office_settings.Overview, old: privacy.Old | None) -> None:
        page = self.new_page().head(all.known["office.name"], self.words(N_("Settings of this office")))
        left, right = page.columns(1, 1)
        cards.office(self, left, all.known)
        cards.hours(self, left, all.known)
        cards.days(self, left, all.known, all.lacking)
        cards.numbers(self, left, all.known)
        cards.clocks(self, right, all.known)
        cards.targets(self, right, all.known)
        cards.dispatching(self, right, all.known)
        cards.progress(self, right, all.known)
        cards.signing(self, right, all.known, known(self.words, all.signer))
        cards.seeing(self, right, all.known)
        cards.retention(self, right, all.known, old)
        cards.mail_server(self, right, all.known)
        cards.category_list(self, left, N_("Categories of work orders"), "order", all.orders)
        cards.category_list(self, right, N_("Categories of complaints"), "complaint", all.complaints)
        self.put(page.done())

    def open_new(self, start: dict[str, Any]) -> None:
        """A link to one of the forms."""
        if start.get("form") == "mail_password":
            mail.ask_password(self)
        if start.get("form") == "year":
            self.load_year()
        if start.get("form") in SUBJECTS:
            self.change(str(start["form"]))

    def change(self, name: str) -> None:
        """Open the form of a subject."""
        subject = SUBJECTS[name]

        def open_form(form: Any) -> None:
            said = self.words(subject.said)
            setup = FormSetup(
                subject.title, form, subject.keep, said=lambda _result: said, note=self.words(subject.note)
            )
            self.put_form(setup, "change", name)

        self.ask(subject.read, then=open_form)

    def load_year(self) -> None:
        """A country's holidays of a year: chosen here, seen on a page of their own, and taken there."""

        def open_form(form: office_settings.YearForm) -> None:
            self._here = f"{form.country} {form.region}".strip()
            self.ask_form(
                FormSetup(
                    N_("Load a year's holidays"), form, office_settings.coming_year, verb=N_("Look"),
                    then=lambda done: self.show_coming(done.result),
                )
            )  # fmt: skip

        self.ask(office_settings.year, then=open_form)

    def show_coming(self, coming: office_settings.ComingYear) -> None:
        """What a year would bring, with the button that takes it."""
        words = self.words
        form = coming.form
        where = f"{form.country.upper()} {form.region}".strip()
        title = words(N_("Days off of {year}"), year=str(form.year))
        about = words(N_("{count} days would be added"), count=coming.fresh)
        if where != self._here:
            about = words(N_("{place}: {count} days would be added"), place=where, count=coming.fresh)
        page = self.new_page().head(title, about)
        page.button(N_("Back"), self.reload)
        take = page.button(
            N_("Take them"), lambda: self.take_year(form), office_settings.load_year, primary=True
        )
        if not coming.fresh:
            take.refuse(words(N_("Nothing would be added: these days are there already.")))
        cards.coming_year(self, page, coming)
        self.put(page.done())
        take.setFocus()

    def take_year(self, form: office_settings.YearForm) -> None:
        self.do(office_settings.load_year, form, said=self.words(N_("The days are taken into the calendar.")))

    def add_category(self, subject: str) -> None:
        self._category(N_("New category"), categories.CategoryForm(subject), categories.add)

    def rename_category(self, id: int) -> None:
        self.ask(
            categories.form_of, id,
            then=lambda form: self._category(N_("Change the category"), form, categories.change, id),
        )  # fmt: skip

    def _category(
        self, title: str, form: categories.CategoryForm, case: Callable[..., Any], *args: int
    ) -> None:
        said = self.words(SAVED)
        self.ask_form(FormSetup(title, form, case, args, said=lambda _id: said))

    def sign_in(self, on: bool) -> None:
        """Ask for names and passwords, or stop asking; refused while no manager could get in."""
        case = signing.turn_on if on else signing.turn_off
        said = N_("Names and passwords are asked from now on. Ctrl+L locks the office.")
        self.do(case, said=self.words(said if on else N_("Nobody is asked for a name any more.")))

    def staff(self) -> None:
        self.office.go(Link("staff"))
