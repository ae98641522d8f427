"""The scope of duties: what we do and do not do, in both languages; a ready text to begin with, and its paper."""

from __future__ import annotations

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import GOOD, GREY
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import committee
from fmcrm_desktop.services.committee import DutyForm, DutyRow
from fmcrm_desktop.services.committee.duties import SIDES
from fmcrm_desktop.ui.kit.bilingual import other_of, suiting
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Filter
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab

TONES = {"yes": GOOD, "no": GREY}


def _text(row: DutyRow, words: Words) -> str:
    return suiting(row.text, row.other_text, words)


class DutiesSection(RecordsTab):
    name = "duties"
    title = N_("Our duties")
    shows = ("duty",)
    share = 60
    records = Records(
        committee.duty_page, committee.duty_rows, committee.add_duty, committee.duty_form, committee.change_duty,
        committee.archive_duty, committee.restore_duty, DutyForm,
        (
            Chip("side", N_("Side"), 110, choices=SIDES, tones=lambda row: TONES[row.side], sorts=False),
            Column("text", N_("Text"), 240, stretch=True, show=_text, sorts=False),
        ),
        N_("What the office does and does not do stands here. The menu puts a ready text in."),
        N_("New line"), N_("Change a line"), N_("Lines: {count}"),
        (Filter("side", N_("Side"), SIDES),),
    )  # fmt: skip

    def offered(self) -> tuple[Action, ...]:
        return (
            *super().offered(),
            Action(N_("Put the ready text in"), lambda _ids: self._ready(), committee.put_ready, "plus"),
            Action(N_("Print"), lambda _ids: self._paper(), committee.duty_sheet, "printer"),
        )

    def _ready(self) -> None:
        self.do(
            committee.put_ready, said=self.words(N_("The ready text is in. Change what is different here."))
        )

    def _paper(self) -> None:
        self.office.go(Link("reports", new={"report": "scope-of-duties"}))

    def heading(self, row: DutyRow) -> tuple[str, str]:
        return _text(row, self.words), other_of(row.text, row.other_text, self.words)

    def draw(self, page: Page, row: DutyRow) -> None:
        page.button(N_("Print"), self._paper, committee.duty_sheet, picture="printer")
        page.chips((self.words(SIDES[row.side]), TONES[row.side]))
        card = page.card()
        card.line(N_("In English"), row.text)
        card.line(N_("In Chinese"), row.other_text)
