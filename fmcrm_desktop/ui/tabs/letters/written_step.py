"""The last step of a mailing: what was written goes on paper or into files; and the sheets of labels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.label_sheet import SHEET_NAMES, SHEETS
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import letters
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.form import Form
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.letter_view import to_people
from fmcrm_desktop.ui.template_texts import in_row

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.letters.mailing import Mailing


@dataclass
class LabelsForm:
    """Which sheets lie in the printer, and where the first free label is."""

    sheet: Annotated[str, Field(N_("Sheet of labels"), choices=SHEET_NAMES, required=True)] = "3x8"
    start: Annotated[int, Field(N_("Begin at label"), required=True)] = 1


def draw(mailing: Mailing) -> None:
    """The letters are kept; now print them."""
    words, written = mailing.words, mailing.known.written
    assert written is not None
    numbers = written.first if len(written.ids) == 1 else f"{written.first} – {written.last}"
    page = mailing.page(3, N_("The letters are written"), numbers)
    card = page.card(N_("On paper"))
    card.say(
        words(N_("Each letter is in the history of its person and can be printed again from there.")), "muted"
    )
    printer, ids = mailing.printer, written.ids
    for title, picture, act in (
        (N_("Print…"), "printer", lambda: printer.print_letters(ids)),
        (N_("Save as one PDF…"), "download", lambda: printer.save_letters(ids)),
        (N_("A PDF each into a folder…"), "copy", lambda: printer.save_each(ids)),
    ):
        card.add(Button(words(title), picture=picture).on(act).guard(mailing.office, letters.sheets))
    other = Other(mailing)
    page.add(other)
    page.add(_labels(mailing, tuple(id for id, _name in mailing.known.draft.people)))
    mailing.tab.put_mailing(page.done())
    other.look()


class Other(Card):
    """Seen when people of the mailing have got another language of print since their letters were written: offers
    these letters in the new one."""

    def __init__(self, mailing: Mailing) -> None:
        super().__init__(mailing.office, N_("Another language by now"))
        self.mailing, self.letters = mailing, tuple[int, ...]()
        self.said = label("", wrap=True)
        self.add(self.said)
        anew = Button(mailing.words(N_("Write these anew")), picture="mail").on(self._write)
        anew.setObjectName("anew")
        self.add(anew.guard(mailing.office, letters.rewrite))
        self.hide()
        mailing.office.changed.connect(self._changed)

    def look(self) -> None:
        """Ask whose letters these are."""
        written = self.mailing.known.written
        if written is not None:
            self.mailing.office.ask(self, letters.outdated, self.mailing.wish, written.ids, then=self._show)

    def _changed(self, touched: frozenset[str]) -> None:
        if "person" in touched:
            self.look()

    def _show(self, found: tuple[int, ...]) -> None:
        words = self.mailing.words
        self.letters = found
        one = N_(
            "One person reads another language now. The letter can be written anew in it; the old one is put away."
        )
        more = N_("{count} people read another language now. Their letters can be written anew in it; the old ones are "
                  "put away.")  # fmt: skip
        self.said.setText(words(one) if len(found) == 1 else words(more, count=words.number(len(found))))
        self.setVisible(bool(found))

    def _write(self) -> None:
        mailing = self.mailing
        written = mailing.known.written
        assert written is not None
        wish = mailing.wish

        def then(done: Any) -> None:
            mailing.known = replace(mailing.known, written=done.result)
            draw(mailing)

        said = mailing.words(N_("The letters are written anew."))
        mailing.tab.do(letters.rewrite, wish, written.ids, said=said, then=then, refused=mailing.refused)


def draw_labels(mailing: Mailing) -> None:
    """Labels alone."""
    page = mailing.page(3, N_("Address labels"), to_people(mailing.words, len(mailing.known.people)))
    page.add(_labels(mailing, mailing.known.people))
    mailing.tab.put_mailing(page.done())


def _labels(mailing: Mailing, people: tuple[int, ...]) -> Card:
    words = mailing.words
    card = Card(mailing.office, N_("Address labels"))
    form = Form(mailing.office, LabelsForm())
    card.add(form)
    card.say(words(N_("Begin further on with a sheet of which some labels are gone: 1 is the upper left, counted "
                      "line by line. Print at full size, not fitted to the page.")), "small")  # fmt: skip

    def with_form(act: str) -> None:
        try:
            said = form.value()
            if not 1 <= (said.start or 0) <= SHEETS[said.sheet].count:
                raise Invalid(start=N_("This sheet has fewer labels."))
        except Invalid as refusal:
            form.show_faults(refusal)
            return
        getattr(mailing.printer, act)(people, said.sheet, said.start)

    save = Button(words(N_("Save labels as PDF…")), picture="download").on(lambda: with_form("save_labels"))
    now = Button(words(N_("Print labels…")), picture="printer").on(lambda: with_form("print_labels"))
    card.add(in_row(now.guard(mailing.office, letters.labels), save.guard(mailing.office, letters.labels)))
    return card
