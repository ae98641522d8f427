"""The receipt that a person who complained takes home: their own words, our number, by when we answer."""

from __future__ import annotations

from fmcrm_desktop.model.complaint import CHANNELS
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import BODY, SMALL, Paper, Printing, opened
from fmcrm_desktop.reports.wording import both, counted, letterhead, named
from fmcrm_desktop.services import papers
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.sheets import Receipt


def ask(office: Office, options: Options) -> Receipt:
    """The receipt of the complaint with the number asked for."""
    return office.ask(papers.receipt, options.number)


def ask_id(office: Office, id: int) -> Receipt:
    """The same by its id, where many are printed."""
    return office.ask(papers.receipt_of, id)


def draw(sheet: Receipt, words: Words, printing: Printing) -> None:
    """Print the receipt."""
    head = letterhead(words, sheet.head, N_("Receipt of your complaint"), sheet.number)
    with opened(printing, head) as paper:
        paper.text(
            words(
                N_("Thank you for telling us. What you said is kept in your own words and under this number.")
            )
        )
        _matter(paper, words, sheet)
        paper.heading(words(N_("What you told us")))
        paper.text(sheet.own_words or sheet.subject, BODY)
        if sheet.expected:
            paper.heading(words(N_("What you expect")))
            paper.text(sheet.expected, BODY)
        _promise(paper, words, sheet)
        blocks.signatures(paper, words(N_("For the office")), words(N_("Received by")))


def _matter(paper: Paper, words: Words, sheet: Receipt) -> None:
    paper.heading(words(N_("Your complaint")))
    person = words(N_("Anonymous")) if sheet.anonymous else both(sheet.person)
    rows = (
        (N_("Number"), sheet.number),
        (N_("Received on"), words.moment(sheet.received)),
        (N_("Channel"), words(CHANNELS.get(sheet.channel, sheet.channel))),
        (N_("From whom"), person),
        (N_("Unit"), named(words, sheet.unit)),
        (N_("Category"), named(words, sheet.category)),
        (N_("Subject"), sheet.subject),
    )
    for label, text in rows:
        if text:
            blocks.entry(paper, words(label), text)


def _promise(paper: Paper, words: Words, sheet: Receipt) -> None:
    paper.heading(words(N_("What happens now")))
    if sheet.remedy:
        blocks.entry(paper, words(N_("Immediate remedy")), sheet.remedy)
    if sheet.answer:
        blocks.entry(paper, words(N_("Our answer")), sheet.answer)
    elif sheet.due:
        due = words.moment(sheet.due)
        paper.text(words(N_("You will have our answer by {moment} at the latest."), moment=due))
        if sheet.lines:
            paper.text(counted(words, sheet.lines), SMALL)
    paper.space(4)
    if name := named(words, sheet.responsible):
        paper.text(words(N_("{name} is responsible until it is settled."), name=name))
    paper.text(words(N_("Name the number {number} when you ask about it."), number=sheet.number), SMALL)
