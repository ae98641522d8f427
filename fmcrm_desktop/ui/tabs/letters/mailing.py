"""A mailing: choose people, the text, see each letter, write them all in one deed, print; or labels alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import letters
from fmcrm_desktop.services.letters import Draft, TemplateForm, Wish, Written
from fmcrm_desktop.ui.tabs.letters import people_step, printing, written_step
from fmcrm_desktop.ui.tabs.letters.preview_step import PreviewStep
from fmcrm_desktop.ui.tabs.letters.text_step import TextStep

if TYPE_CHECKING:
    from fmcrm_desktop.ui.kit.page import Page
    from fmcrm_desktop.ui.tabs.letters.tab import LettersTab

PEOPLE, TEXT, PREVIEW, PRINT = range(4)
STEPS = (N_("People"), N_("Text"), N_("Preview"), N_("Print"))


@dataclass
class Known:
    """What is known so far."""

    people: tuple[int, ...] = ()
    template: int | None = None
    form: TemplateForm | None = None
    without: frozenset[int] = frozenset()
    draft: Draft = field(default_factory=lambda: Draft((), ()))
    written: Written | None = None


@dataclass(frozen=True)
class Left:
    """A mailing under way, to go on with in another language: what is known, at which step, and what was typed over
    which text."""

    known: Known
    step: int
    labels: bool
    text: TemplateForm | None
    typed: dict[str, Any]


class Mailing:
    """Goes from step to step; each step is a page of its own, drawn from what is known."""

    def __init__(self, tab: LettersTab, people: tuple[int, ...], template: int | None, labels: bool) -> None:
        self.tab, self.office, self.words = tab, tab.office, tab.words
        self.known = Known(people, template)
        self.labels = labels
        self.printer = printing.Printer(tab)
        self.step = PEOPLE
        self.typing: TextStep | None = None

    def start(self) -> None:
        """The people first, unless they were handed over."""
        if not self.known.people:
            self.choose_people()
        elif self.labels:
            written_step.draw_labels(self)
        else:
            self.to_text()

    @property
    def wish(self) -> Wish:
        known = self.known
        assert known.form is not None
        return Wish(known.form, known.people, known.template, known.without)

    def page(self, step: int, title: str, subtitle: str = "") -> Page:
        """A page with the line of steps; the button to the left ends the mailing."""
        self.step = step
        page = self.tab.new_page().head(self.words(title), subtitle)
        page.button(N_("End"), self.tab.end)
        if not self.labels:
            page.steps(STEPS, step)
        return page

    def left(self) -> Left:
        """All there is of it, without what stands on the screen."""
        typing = self.typing if self.step == TEXT else None
        return Left(
            self.known, self.step, self.labels, typing.form.original if typing else None,
            typing.form.raw() if typing else {},
        )  # fmt: skip

    def resume(self, left: Left) -> None:
        """Go on where it was left."""
        self.known = left.known
        if left.text is not None:
            self._type(left.text)
            assert self.typing is not None
            self.typing.form.restore(left.typed)
        elif left.step == PREVIEW and left.known.form is not None:
            self.check(left.known.form, self.refused)
        elif left.known.written is not None:
            written_step.draw(self)
        else:
            self.start()

    def _type(self, form: TemplateForm) -> None:
        self.typing = TextStep(self, form)
        self.typing.draw()

    def refused(self, refusal: Refusal) -> None:
        self.office.refused.emit(refusal)

    # people

    def choose_people(self) -> None:
        people_step.draw(self)

    def take_shown(self, query: Query) -> None:
        """Everybody the list shows."""
        self.office.ask(self.tab, letters.people_of, query, then=self.take)

    def take(self, people: tuple[int, ...]) -> None:
        """These people, one or many."""
        self.known = replace(self.known, people=tuple(people), without=frozenset())
        if not people:
            self.refused(Refusal(N_("Nobody is left to write to. Choose at least one person.")))
        elif self.labels:
            written_step.draw_labels(self)
        else:
            self.to_text()

    # text

    def to_text(self) -> None:
        known = self.known
        if known.form is not None:
            self._type(known.form)
        elif known.template is not None:
            self.use(known.template)
        else:
            self._type(TemplateForm())

    def use(self, template: int | None) -> None:
        """Begin with the text of a template, or with none."""
        self.known = replace(self.known, template=template)
        if template is None:
            self._type(TemplateForm())
        else:
            self.office.ask(self.tab, letters.form_of, template, then=self._type)

    def check(self, form: TemplateForm, refused: Any) -> None:
        """Take the text as it stands and see for whom something is missing."""
        wish = Wish(form, self.known.people, self.known.template, self.known.without)

        def there(draft: Draft) -> None:
            self.known = replace(self.known, form=form, draft=draft)
            PreviewStep(self).draw()

        self.office.ask(self.tab, letters.draft, wish, then=there, refused=refused)

    # preview

    def leave_out(self, people: tuple[int, ...], at: int = 0) -> None:
        """Write to all but these."""
        self._without(self.known.without | set(people), at)

    def take_back(self) -> None:
        """Write to those left out after all."""
        self._without(frozenset(), 0)

    def _without(self, without: frozenset[int], at: int) -> None:
        wish = replace(self.wish, without=without)

        def there(draft: Draft) -> None:
            self.known = replace(self.known, without=without, draft=draft)
            PreviewStep(self, at).draw()

        self.office.ask(self.tab, letters.draft, wish, then=there, refused=self.refused)

    # writing and paper

    def write(self) -> None:
        """Keep them all; one undo takes them back."""
        words = self.words

        def said(written: Written) -> str:
            if len(written.ids) == 1:
                return words(N_("Letter {number} is written."), number=written.first)
            return words(N_("{count} letters are written, {first} to {last}."),
                         count=words.number(len(written.ids)), first=written.first, last=written.last)  # fmt: skip

        def then(done: Any) -> None:
            self.known = replace(self.known, written=done.result)
            written_step.draw(self)

        self.tab.do(letters.write, self.wish, said=said, then=then, refused=self.refused)

    def faults(self, refusal: Refusal, form: Any) -> None:
        """What is wrong with a text, under its field where it belongs to one."""
        loose = form.show_faults(refusal) if isinstance(refusal, Invalid) else [
            self.words(refusal.text, **refusal.values)
        ]  # fmt: skip
        for sentence in loose:
            self.office.say(sentence)
