"""The receipt for a letter or parcel: what it is, for whom, and room for the signature of who fetches it."""

from __future__ import annotations

from fmcrm_desktop.model.channel import DIRECTIONS, POST_CHANNELS
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import SMALL, Printing, opened
from fmcrm_desktop.reports.wording import both, letterhead
from fmcrm_desktop.services import post_room
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.post_room import PostReceipt
from fmcrm_desktop.services.sheets import Names


def ask(office: Office, options: Options) -> PostReceipt:
    """The item with the number asked for."""
    return office.ask(post_room.receipt_numbered, options.number)


def ask_id(office: Office, id: int) -> PostReceipt:
    """The same by its id, where many are printed."""
    return office.ask(post_room.receipt, id)


def draw(sheet: PostReceipt, words: Words, printing: Printing) -> None:
    """Print the receipt."""
    it = sheet.item
    with opened(printing, letterhead(words, sheet.head, N_("Receipt for post"), it.number)) as paper:
        rows = (
            (N_("Number"), it.number),
            (N_("Kind"), words(POST_CHANNELS[it.channel])),
            (N_("Direction"), words(DIRECTIONS[it.direction])),
            (N_("When"), words.moment(it.moment)),
            (N_("From or to whom"), both(Names(it.person, it.person_other)) or it.name),
            (N_("Name"), it.name if it.person else ""),
            (N_("Unit"), it.unit),
            (N_("Subject"), it.subject),
            (N_("Carrier"), it.carrier),
            (N_("Tracking no."), it.tracking),
            (N_("Where it lies"), it.place if it.handed is None else ""),
            (N_("Fetched by"), it.handed_to),
            (N_("Fetched on"), words.moment(it.handed) if it.handed is not None else ""),
        )
        for label, text in rows:
            if text:
                blocks.entry(paper, words(label), text)
        paper.space(10)
        paper.text(words(N_("Check it before signing. Damage seen later cannot be told from ours.")), SMALL)
        blocks.signatures(paper, words(N_("For the office")), words(N_("Signature of the recipient")))
