"""The settings page: the office's own data, its clocks, signing in."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import LANGUAGES, N_
from fmcrm_desktop.services import office_settings, settings, signing
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.tab import Tab


class SettingsTab(Tab):
    name = "settings"
    title = N_("Settings")
    shows = ("setting",)

    def build(self) -> None:
        self.body.addWidget(self.detail)

    def reload(self) -> None:
        self.ask(settings.everything, then=self._draw)

    def _draw(self, known: dict[str, Any]) -> None:
        words = self.words
        page = self.new_page().head(known["office.name"], words(N_("Settings of this office")))
        page.button(N_("Change"), self.edit, office_settings.change, primary=True)
        left, right = page.columns(1, 1)
        card = left.card(N_("Office"))
        card.line(N_("Telephone"), known["office.phone"])
        card.line(N_("Address"), known["office.address"])
        card.line(N_("Language"), LANGUAGES[known["office.language"]])
        card.line(N_("Time zone"), known["office.zone"])
        card.line(N_("Currency"), known["office.currency"])
        card.line(N_("Paper"), known["office.paper"])
        card = left.card(N_("Office hours"))
        for day in range(7):
            spans = known["hours"].get(str(day), [])
            card.line(_WEEKDAYS[day], ", ".join(f"{start}–{end}" for start, end in spans))
        card = right.card(N_("Clocks"))
        card.line(N_("Acknowledge"), words(_HOURS, n=known["clock.acknowledge_minutes"] // 60))
        card.line(N_("Answer"), words(_HOURS, n=known["clock.answer_minutes"] // 60))
        card.line(N_("Follow up"), words(N_("{n} days"), n=known["clock.follow_up_days"]))
        card.line(N_("Repeat within"), words(N_("{n} days"), n=known["repeat.days"]))
        self._signing(right, known)
        self.put(page.done())

    def _signing(self, column: Any, known: dict[str, Any]) -> None:
        words, on = self.words, known["sign_in"]
        card = column.card(N_("Signing in"))
        card.line(N_("Asks who you are"), words(N_("Yes") if on else N_("No")))
        card.line(N_("Locks after"), words(N_("{n} minutes idle"), n=known["lock.minutes"]))
        card.line(N_("Passwords"), words(N_("Staff")), Link("staff"))
        case = signing.turn_off if on else signing.turn_on
        title = N_("Ask nobody any more") if on else N_("Ask for name and password")
        from fmcrm_desktop.ui.kit.buttons import Button

        button = Button(words(title)).guard(self.office, case)
        card.add(button.on(lambda: self.do(case, said=words(N_("Saved. It holds from the next start.")))))

    def edit(self) -> None:
        self.ask(office_settings.form, then=self._open)

    def _open(self, form: office_settings.SettingsForm) -> None:
        said = self.words(N_("Saved. Name, language and zone hold from the next start."))
        setup = FormSetup(N_("Settings"), form, office_settings.change, said=lambda _r: said)
        form_page = self.put_form(setup, "edit")
        form_page.closed.connect(self.reload)


_HOURS = N_("{n} working hours")
_WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
