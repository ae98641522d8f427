"""What hangs, what is planned and what must come down: put up and taken down one by one or many at once."""

from __future__ import annotations

from fmcrm_desktop.model.channel import PLACE_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import tone
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import buildings, postings
from fmcrm_desktop.services.postings import PostingForm, PostingRow
from fmcrm_desktop.ui.kit.bilingual import known, other_of, suiting
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Filter
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab
from fmcrm_desktop.ui.kit.together import ARCHIVED, RESTORED, told
from fmcrm_desktop.ui.tabs.notices.places import kind_tone


def _title(row: PostingRow, words: Words) -> str:
    return suiting(row.title, row.other_title, words)


def where(row: PostingRow, words: Words) -> str:
    """Building and place."""
    place = suiting(row.place, row.other_place, words)
    return f"{row.building} · {place}" if row.building else place


class PostingsSection(RecordsTab):
    name = "postings"
    title = N_("Boards and windows")
    shows = ("notice_posting", "notice_place", "notice", "staff")
    draft = postings.draft
    share = 58
    records = Records(
        postings.page, postings.rows, postings.add, postings.form_of, postings.change, postings.archive,
        postings.restore, PostingForm,
        (
            Column("title", N_("Title"), 130, stretch=True, show=_title, sorts=False),
            Chip("state", N_("State"), 100, choices=postings.STATES, sorts=False),
            Column("place", N_("Where"), 140, show=where, sorts=False),
            Chip("kind", N_("Kind"), 110, choices=PLACE_KINDS, tones=kind_tone, sorts=False, hidden=True),
            Column("from_day", N_("From"), 124),
            Column("until_day", N_("Take down on"), 124),
        ),
        N_("What hangs on boards and in windows stands here, with the day on which it comes down."),
        N_("Post something"), N_("Change a posting"), N_("Postings: {count}"),
        (
            Filter("state", N_("State"), postings.STATES),
            Filter("kind", N_("Kind"), PLACE_KINDS),
            Filter("building", N_("Building"), case=buildings.options),
        ),
    )  # fmt: skip

    def offered(self) -> tuple[Action, ...]:
        return (
            Action(N_("Put up"), self.put_up, postings.put_up, "check", keys="Ctrl+U"),
            Action(N_("Take down"), self.take_down, postings.take_down, "x", keys="Ctrl+D"),
            Action(N_("Archive"), self._archive, postings.archive_many, "archive", keys="Delete"),
            Action(N_("Restore"), self._restore, postings.restore_many, "archive-restore", archived=True),
        )

    def put_up(self, ids: list[int]) -> None:
        """They hang now."""
        self.do(postings.put_up, ids, said=lambda outcome: told(self.words, outcome))

    def take_down(self, ids: list[int]) -> None:
        """They are off the board."""
        self.do(postings.take_down, ids, said=lambda outcome: told(self.words, outcome))

    def _archive(self, ids: list[int]) -> None:
        self.do(postings.archive_many, ids, said=lambda outcome: told(self.words, outcome, *ARCHIVED))

    def _restore(self, ids: list[int]) -> None:
        self.do(postings.restore_many, ids, said=lambda outcome: told(self.words, outcome, *RESTORED))

    def goes_on(self, row: PostingRow) -> bool:
        return row.state != "down"

    def heading(self, row: PostingRow) -> tuple[str, str]:
        return _title(row, self.words), other_of(row.title, row.other_title, self.words)

    def draw(self, page: Page, row: PostingRow) -> None:
        words = self.words
        if not row.archived and row.state != "down":
            hangs = row.put_up is not None or row.state == "due"
            page.button(N_("Take down"), lambda: self.take_down([row.id]), postings.take_down, primary=hangs)
            if row.put_up is None:
                page.button(N_("Put up"), lambda: self.put_up([row.id]), postings.put_up, primary=not hangs)
        page.chips((words(postings.STATES[row.state]), tone(row.state)), words(PLACE_KINDS[row.kind]))
        card = page.card()
        card.line(N_("Where"), where(row, words))
        card.line(N_("From"), words.date(row.from_day))
        card.line(N_("Take down on"), words.date(row.until_day) if row.until_day else "")
        if row.notice_id is not None:
            card.line(N_("Notice"), _title(row, words), Link("notices", row.notice_id, section="notices"))
        if row.put_up is not None:
            card.line(N_("Put up"), _by(known(words, row.put_up_by), words.moment(row.put_up)))
        if row.taken_down is not None:
            card.line(N_("Taken down"), _by(known(words, row.taken_down_by), words.moment(row.taken_down)))
        if row.note:
            page.card(N_("Note")).say(row.note)


def _by(staff: str, moment: str) -> str:
    return f"{moment} · {staff}" if staff else moment
