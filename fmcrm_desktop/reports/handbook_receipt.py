"""The receipt an owner signs for the handbook, in the owner's language."""

from __future__ import annotations

from fmcrm_desktop import places
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import Printing, opened
from fmcrm_desktop.reports.wording import both, letterhead, named
from fmcrm_desktop.services import handbooks
from fmcrm_desktop.services.handbooks import HandbookReceipt
from fmcrm_desktop.services.office import Office


def ask(office: Office, options: Options) -> HandbookReceipt:
    """Of the person whose number is asked for."""
    return office.ask(handbooks.receipt_numbered, options.number)


def ask_id(office: Office, id: int) -> HandbookReceipt:
    """Of a person by id, where many are printed."""
    return office.ask(handbooks.receipt, id)


def draw(sheet: HandbookReceipt, words: Words, printing: Printing) -> None:
    """Print the receipt."""
    if sheet.language and sheet.language != words.language:
        words = Words(sheet.language, str(words.zone), places.resources() / "locale")
    head = letterhead(words, sheet.head, N_("Receipt for the handbook"), "")
    with opened(printing, head) as paper:
        rows = (
            (N_("Owner"), both(sheet.person)),
            (N_("Unit"), sheet.unit),
            (N_("Handbook"), named(words, sheet.handbook)),
            (N_("Edition"), sheet.edition),
            (
                N_("Handed out"),
                words.date(sheet.issued.astimezone(words.zone).date()) if sheet.issued else "",
            ),
        )
        for label, text in rows:
            if text:
                blocks.entry(paper, words(label), text)
        paper.space(8)
        paper.text(words(N_("I have received this edition of the handbook. It replaces all earlier ones.")))
        blocks.signatures(paper, words(N_("For the office")), words(N_("Signature of the recipient")))
