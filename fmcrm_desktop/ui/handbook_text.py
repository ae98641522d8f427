"""A page of the handbook as a text document in the window's colours; links lead to other pages and to tabs."""

from __future__ import annotations

from PySide6.QtGui import QBrush, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from fmcrm_desktop.model import handbook
from fmcrm_desktop.model.handbook import Block, Page, Run
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.shortcuts import KEYS

PAGE, PLACE = "page:", "place:"
"""How the address of a link begins: another page of the handbook, a tab or section of the program."""
TEXT, HEADING = 14, 15


def document(page: Page, words: Words, places: bool) -> QTextDocument:
    """``places``: the tabs can be reached now; without them nothing leads to one."""
    made = QTextDocument()
    made.setDefaultFont(theme.font(TEXT))
    made.setDocumentMargin(theme.GAP_XL)
    cursor = QTextCursor(made)
    cursor.setBlockFormat(_block_format(0, 10))
    cursor.insertText(page.title, _char(theme.HEADING, bold=True))
    for block in page.blocks:
        if block.kind == handbook.KEYS:
            _keys(cursor, words)
        elif block.kind == handbook.PICTURE:
            if places:
                cursor.insertBlock(_block_format(4, 8))
                said = words(N_("Show me: {what}"), what=block.text)
                cursor.insertText(said, _link(PLACE + block.target))
        else:
            _block(cursor, block)
    return made


def _block(cursor: QTextCursor, block: Block) -> None:
    heading = block.kind == handbook.HEADING
    shape = _block_format(14 if heading else 0, 4 if heading else 7)
    sign = {handbook.STEP: f"{block.number}.  ", handbook.POINT: "•  "}.get(block.kind, "")
    hung = theme.metrics(TEXT, bold=True).horizontalAdvance(sign)
    shape.setLeftMargin(hung)
    shape.setTextIndent(-hung)
    cursor.insertBlock(shape)
    if sign:
        cursor.insertText(sign, _char(colour="accent", bold=True))
    for run in block.runs:
        cursor.insertText(run.text, _format(run, heading))


def _keys(cursor: QTextCursor, words: Words) -> None:
    for keys, text in KEYS:
        cursor.insertBlock(_block_format(0, 3))
        cursor.insertText(keys, _format(Run(keys, handbook.KEY)))
        cursor.insertText(f"   {words(text)}", _char())


def _format(run: Run, heading: bool = False) -> QTextCharFormat:
    if heading:
        return _char(HEADING, bold=True)
    if run.kind == handbook.LINK:
        return _link(PAGE + run.target)
    made = _char(bold=run.kind in (handbook.BOLD, handbook.NAME, handbook.KEY))
    if run.kind == handbook.KEY:
        made.setBackground(QBrush(theme.colour("grey_soft")))
    return made


def _link(address: str) -> QTextCharFormat:
    made = _char(colour="accent")
    made.setAnchor(True)
    made.setAnchorHref(address)
    made.setFontUnderline(True)
    return made


def _char(size: float = TEXT, bold: bool = False, colour: str = "ink") -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(theme.font(size, bold))
    made.setForeground(QBrush(theme.colour(colour)))
    return made


def _block_format(above: float, below: float) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setTopMargin(above)
    made.setBottomMargin(below)
    made.setLineHeight(128, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return made
