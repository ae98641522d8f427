"""The second step of a mailing: a template, its texts to be changed for this once, and how it reads to somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from fmcrm_desktop.model.field import Field, FormField
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import letters
from fmcrm_desktop.services.letters import TemplateForm
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.form import Form
from fmcrm_desktop.ui.kit.picker import PickEditor
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.letter_view import to_people
from fmcrm_desktop.ui.template_texts import FieldBar, LivePreview, beside

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.letters.mailing import Mailing


class TextStep:
    """Draws the step; what is changed here is for this mailing, the template stays."""

    def __init__(self, mailing: Mailing, form: TemplateForm) -> None:
        self.mailing, self.office, self.words = mailing, mailing.office, mailing.words
        self.form = Form(mailing.office, form)
        for name in ("name", "other_name"):
            self.form.slots[name].hide()

    def draw(self) -> None:
        mailing, words = self.mailing, self.words
        count = to_people(words, len(mailing.known.people))
        page = mailing.page(1, N_("What do you write?"), count)
        page.button(N_("Next"), self.check, letters.draft, primary=True).key("Ctrl+Return", words(N_("Next")))
        card = Card(self.office)
        picked = FormField("template", int, Field(N_("Template"), pick="letter_template"))
        self.template = PickEditor(self.office, picked)
        self.template.set(mailing.known.template)
        self.template.picker.picked.connect(lambda _id: mailing.use(self.template.picker.id))
        name = label(words(N_("Template")), "small")
        name.setBuddy(self.template)
        for widget in (name, self.template, FieldBar(self.office, self.form), self.form):
            card.add(widget)
        self.live = LivePreview(self.office, self.form, mailing.known.people)
        page.add(beside(card, self.live))
        mailing.tab.put_mailing(page.done())
        if mailing.known.template is None:
            self.template.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.focus_first()

    def check(self) -> None:
        """On to the preview, when the text can be read."""
        try:
            form = self.form.value()
        except Invalid as refusal:
            self.form.show_faults(refusal)
            return
        self.mailing.check(form, self._refused)

    def _refused(self, refusal: Refusal) -> None:
        self.mailing.faults(refusal, self.form)
