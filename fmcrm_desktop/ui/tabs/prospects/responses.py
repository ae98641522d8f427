"""Who answered a campaign, a notice, a survey or an event."""

from __future__ import annotations

from fmcrm_desktop.model.campaign import ANSWER_WAYS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import ACCENT
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import campaigns, prospects
from fmcrm_desktop.services.campaigns import responses
from fmcrm_desktop.services.campaigns.responses import ResponseForm, ResponseRow
from fmcrm_desktop.ui.kit.bilingual import other_of, suiting
from fmcrm_desktop.ui.kit.columns import Chip, Column, Filter
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab

_OPENS = {
    "campaign": ("prospects", "campaigns"), "notice": ("notices", ""), "survey": ("surveys", ""),
    "event": ("calendar", ""),
}  # fmt: skip


def _person(row: ResponseRow, words: Words) -> str:
    return suiting(row.person, row.person_other, words)


def _about(row: ResponseRow, words: Words) -> str:
    return suiting(row.about, row.about_other, words)


class ResponsesSection(RecordsTab):
    name = "responses"
    title = N_("Who answered")
    shows = ("response", "campaign", "person", "notice", "survey", "event")
    draft = responses.draft
    share = 58
    records = Records(
        responses.page, responses.rows, responses.add, responses.form_of, responses.change, responses.archive,
        responses.restore, ResponseForm,
        (
            Column("moment", N_("When"), 122),
            Column("person", N_("Who answered"), 130, show=_person, sorts=False),
            Chip("kind", N_("Answer to"), 96, choices=responses.KINDS, tones=lambda row: ACCENT, sorts=False),
            Column("about", N_("What was answered"), 150, stretch=True, show=_about, sorts=False),
            Column("way", N_("How"), 110, choices=ANSWER_WAYS, sorts=False),
        ),
        N_("Who answered a campaign, a notice, a survey or an event stands here."),
        N_("Enter answers"), N_("Change an answer"), N_("Answers: {count}"),
        (
            Filter("about", N_("Answer to"), responses.KINDS),
            Filter("campaign", N_("Campaign"), case=campaigns.options),
            Filter("way", N_("How"), ANSWER_WAYS),
        ),
    )  # fmt: skip

    def goes_on(self, row: ResponseRow) -> bool:
        return True

    def heading(self, row: ResponseRow) -> tuple[str, str]:
        return _person(row, self.words), other_of(row.person, row.person_other, self.words)

    def draw(self, page: Page, row: ResponseRow) -> None:
        words = self.words
        if not row.archived:
            start: dict[str, object] = {"person": row.person_id}
            if row.kind == "campaign":
                start["campaign"] = row.about_id
            way = Link("prospects", new=start, section="leads")
            page.button(N_("New prospect"), lambda: self.office.go(way), prospects.add, primary=True)
        page.chips((words(responses.KINDS[row.kind]), ACCENT))
        card = page.card()
        card.line(N_("Who answered"), _person(row, words), Link("owners", row.person_id))
        tab, section = _OPENS[row.kind]
        card.line(N_("What was answered"), _about(row, words), Link(tab, row.about_id, section=section))
        card.line(N_("When"), words.moment(row.moment))
        card.line(N_("How"), words(ANSWER_WAYS[row.way]))
        if row.note:
            page.card(N_("What they said")).say(row.note)
