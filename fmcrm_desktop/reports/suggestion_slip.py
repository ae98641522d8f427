"""Empty slips to lay beside the suggestion box: three on a sheet with lines to cut along, in both languages."""

from __future__ import annotations

from fmcrm_desktop import places
from fmcrm_desktop.model.words import CHINESE, ENGLISH, N_, Words
from fmcrm_desktop.reports import qr
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import LINE, MUTED, Letterhead, Paper, Printing, Type, joined, opened
from fmcrm_desktop.reports.slip import SlipPaper
from fmcrm_desktop.services import suggestions
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.suggestions import SLIPS, Slip
from fmcrm_desktop.services.surveys import codes

EDGE = 30.0
QR, BESIDE = 46.0, 14.0
"""The side of a code, and the blank before it."""
OFFICE = Type(9, 13, colour=MUTED)
TITLE = Type(15, 21, bold=True)
SAID = Type(9, 13)
LABEL = Type(8, 11, colour=MUTED)
CODE = Type(11, 14, bold=True)
RULED, LINES = 24.0, 4
BLANKS = (N_("Name"), N_("Unit"), N_("Telephone"), N_("Date"))
INVITED = N_(
    "What could be better? You need not give your name. Every slip is answered; answers to slips without a name are "
    "put up on the notice board under the slip's code."
)


def ask(office: Office, options: Options) -> Slip:
    """The office whose box it is, and new codes."""
    return suggestions.with_codes(office.ask(suggestions.slip))


def draw(sheet: Slip, words: Words, printing: Printing) -> None:
    """Print one sheet of slips."""
    other = Words(ENGLISH if words.chinese else CHINESE, str(words.zone), places.resources() / "locale")
    head = Letterhead(sheet.office, words(N_("Suggestion slips")), "", "", words.language)
    with opened(printing, head, SlipPaper) as paper:
        paper.mark(head.title, level=0)
        high = paper.size.height / SLIPS
        for at in range(SLIPS):
            if at:
                paper.canvas.setDash(4, 4)
                paper.rule(paper.size.height - at * high, LINE, 0.75, (0, paper.size.width))
                paper.canvas.setDash()
            paper.y = paper.size.height - at * high - EDGE
            _slip(paper, sheet, (words, other), sheet.codes[at : at + 1])


def _slip(paper: Paper, sheet: Slip, tongues: tuple[Words, Words], code: tuple[str, ...]) -> None:
    for each in code:
        qr.draw(paper, each, (paper.right - QR, paper.y + 4), QR)
        paper.put_right(codes.said(each), paper.right, paper.y - QR - 10, CODE, QR + BESIDE)
    who = joined(sheet.office, " ".join(sheet.address.split()), sheet.phone)
    for line in _lines(paper, who, OFFICE)[:2]:  # or the lines to write on would leave their slip
        _line(paper, line, OFFICE)
    _line(paper, joined(*(words(N_("Your suggestion")) for words in tongues)), TITLE)
    for words in tongues:
        for line in _lines(paper, words(INVITED), SAID):
            _line(paper, line, SAID)
    for _ in range(LINES):
        paper.y -= RULED
        paper.rule(paper.y)
    paper.y -= 34
    wide = paper.width / len(BLANKS)
    for at, label in enumerate(BLANKS):
        x = paper.left + at * wide
        paper.rule(paper.y, MUTED, 0.6, (x, x + wide - 16))
        paper.put(joined(*(words(label) for words in tongues)), x, paper.y - 11, LABEL, wide - 16)


def _lines(paper: Paper, text: str, type: Type) -> tuple[str, ...]:
    return type.face.lines(text, paper.width - QR - 2 * BESIDE, type.size)


def _line(paper: Paper, text: str, type: Type) -> None:
    paper.y -= type.leading
    paper.put(text, paper.left, paper.y + type.leading * 0.28, type, paper.width)
