"""The post room: entered, handed over, answered; receipts for several at once."""

from __future__ import annotations

from functools import partial

from fmcrm_desktop.model.channel import DIRECTIONS, POST_CHANNELS
from fmcrm_desktop.model.figure_words import days
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import ACCENT, GREY, tone
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import complaints, post_room, work_orders
from fmcrm_desktop.services.post_room import HandOverForm, PostForm, PostRow, ReplyForm
from fmcrm_desktop.ui.attachments import AttachmentsCard
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.bilingual import known, suiting
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Filter
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab
from fmcrm_desktop.ui.kit.together import told
from fmcrm_desktop.ui.tabs.channels.telling import matter_lines, person_lines, who

MANY = many.Many(
    post_room.change_many, post_room.ManyPostForm,
    N_("{count} entries are marked. A field left empty stays as it is."),
    post_room.archive_many, post_room.restore_many,
    many.Papers(N_("Print receipts to sign"), N_("Receipts for post"), "post-receipt", lambda: post_room.receipt),
)  # fmt: skip


def _subject(row: PostRow, words: Words) -> str:
    return row.subject or " ".join(part for part in (row.carrier, row.tracking) if part)


def _days(row: PostRow, words: Words) -> str:
    return days(words, row.days) if row.state in ("lies", "overdue") else ""


class PostSection(RecordsTab):
    name = "post"
    title = N_("Post room")
    shows = ("post_item", "person", "unit", "staff")
    draft = post_room.draft
    share = 60
    records = Records(
        post_room.page, post_room.rows, post_room.add, post_room.form_of, post_room.change, post_room.archive,
        post_room.restore, PostForm,
        (
            Column("number", N_("No."), 104, sorts=False),
            Column("moment", N_("When"), 112),
            Column("channel", N_("Kind"), 76, choices=POST_CHANNELS, sorts=False),
            Column("person", N_("From or to whom"), 116, show=who, sorts=False),
            Column("unit", N_("Unit"), 72, sorts=False),
            Column("subject", N_("Subject"), 100, stretch=True, show=_subject, sorts=False),
            Chip("state", N_("State"), 132, choices=post_room.STATES, sorts=False),
            Column("days", N_("Lies for"), 70, digits=True, show=_days, sorts=False),
            Column("place", N_("Where it lies"), 90, sorts=False, hidden=True),
            Column("direction", N_("Direction"), 80, choices=DIRECTIONS, sorts=False, hidden=True),
            Column("tracking", N_("Tracking no."), 110, sorts=False, hidden=True),
        ),
        N_("Letters, parcels, faxes and emails stand here, with who took them and what was answered."),
        N_("Enter post"), N_("Change post"), N_("Post: {count}"),
        (
            Filter("state", N_("State"), post_room.STATES),
            Filter("channel", N_("Kind"), POST_CHANNELS),
            Filter("direction", N_("Direction"), DIRECTIONS),
            Filter("responsible", N_("Responsible"), case=post_room.staff_options),
        ),
    )  # fmt: skip

    def offered(self) -> tuple[Action, ...]:
        giving = Action(N_("Give out…"), self.hand_over, post_room.hand_over, "check", keys="Ctrl+H")
        return (giving, *many.actions(self, MANY))

    def hand_over(self, ids: list[int]) -> None:
        """To whom, for all that are marked."""
        note = self.words(N_("{count} are given out."), count=self.words.number(len(ids)))
        setup = FormSetup(
            N_("Give out"), HandOverForm(), post_room.hand_over, (ids,),
            said=lambda outcome: told(self.words, outcome), verb=N_("Give out"), note=note,
        )  # fmt: skip
        self.ask_form(setup)

    def reply(self, row: PostRow) -> None:
        """What was answered."""
        said = self.words(N_("{number} answered"), number=row.number)

        def open_form(form: ReplyForm) -> None:
            self.ask_form(
                FormSetup(
                    N_("Answer"), form, post_room.reply, (row.id,), said=lambda _id: said,
                    note=(row.text or row.subject)[:300],
                )
            )  # fmt: skip

        self.ask(post_room.reply_form, row.id, then=open_form)

    def goes_on(self, row: PostRow) -> bool:
        return row.state in ("lies", "overdue", "to_answer", "late")

    def heading(self, row: PostRow) -> tuple[str, str]:
        return row.number, who(row, self.words)

    def draw(self, page: Page, row: PostRow) -> None:
        words = self.words
        if not row.archived:
            self._steps(page, row)
        way = ACCENT if row.direction == "in" else GREY
        page.chips(
            (words(post_room.STATES[row.state]), tone(row.state)), (words(DIRECTIONS[row.direction]), way),
            words(POST_CHANNELS[row.channel]),
        )  # fmt: skip
        if row.text:
            page.card(N_("What was written")).say(row.text)
        if row.answer or row.reply_by is not None:
            page.card(N_("What we answered")).say(
                row.answer or words(N_("Not answered yet.")), "" if row.answer else "muted"
            )
        card = page.card()
        person_lines(card, row, words, N_("From or to whom"))
        card.line(N_("When"), words.moment(row.moment))
        for title, said in (
            (N_("Subject"), row.subject), (N_("Carrier"), row.carrier), (N_("Tracking no."), row.tracking),
            (N_("Where it lies"), row.place if row.handed is None else ""),
            (N_("Responsible"), suiting(row.responsible, row.responsible_other, words)),
            (N_("Handed on"), words(N_("{n} times"), n=words.number(row.handed_off)) if row.handed_off else ""),
            (N_("Answer by"), words.date(row.reply_by) if row.reply_by else ""),
            (N_("Was answered"), words.moment(row.answered) if row.answered else ""),
            (N_("Fetched by"), row.handed_to),
            (N_("Fetched on"), words.moment(row.handed) if row.handed else ""),
            (N_("Given out by"), known(words, row.handed_by)),
        ):  # fmt: skip
            if said:
                card.line(title, said)
        matter_lines(card, row)
        page.add(AttachmentsCard(self.office, "post_item", row.id))

    def _steps(self, page: Page, row: PostRow) -> None:
        page.button(
            N_("Receipt to sign"),
            lambda: many.print_all(self, _papers(), [row.id]),
            post_room.receipt,
            picture="printer",
        )
        lies = row.state in ("lies", "overdue")
        if row.direction == "in" and row.handed is None and row.channel != "email":
            page.button(N_("Give out"), lambda: self.hand_over([row.id]), post_room.hand_over, primary=lies)
        if row.direction == "in" and row.channel != "parcel":
            owed = row.state in ("to_answer", "late")
            page.button(N_("Answer"), lambda: self.reply(row), post_room.reply, primary=owed)
            known = {
                "person_id": row.person_id, "unit_id": row.unit_id, "own_words": row.text, "subject": row.subject,
                "channel": row.channel if row.channel in ("letter", "email") else "other",
            }  # fmt: skip
            start = {name: value for name, value in known.items() if value}
            for title, tab, case in (
                (N_("Complaint"), "complaints", complaints.register),
                (N_("Work order"), "work_orders", work_orders.enter),
            ):
                page.button(title, partial(self.office.go, Link(tab, new=start)), case, picture="plus")


def _papers() -> many.Papers:
    assert MANY.papers is not None
    return MANY.papers
