"""How a document's text is laid out, and that no value can make a table or a place to sign."""

from __future__ import annotations

import pytest

from fmcrm_desktop.model.document_text import (
    CLAUSE,
    GAP,
    POINT,
    SIGNATURES,
    TABLE,
    TEXT,
    blocks,
    escaped,
    row,
    signing,
)
from tests.safety.hostile import STRINGS

STROKES = (
    "a|b",
    "a\\|b",
    "x\\",
    "\\\\|",
    "|",
    "||",
    "|_ me | you",
    "| a | b |",
    "\\|_",
    "a\n| b | c |\n|_ d",
    "_",
    "_ me",
    "_x",
)


def test_the_parts_of_a_text_are_told_apart() -> None:
    text = "1. Price\n1.1 It is due.\n\n第二条　期限\n（一） 按时\n"
    text += "| A | B |\n| c | 1 |\n|_ Office | Customer\n3.5 h of work"
    kinds = [block.kind for block in blocks(text)]
    assert kinds == [CLAUSE, POINT, GAP, CLAUSE, POINT, TABLE, SIGNATURES, POINT]
    found = {block.kind: block for block in blocks(text)}
    assert found[TABLE].rows == (("A", "B"), ("c", "1"))
    assert found[SIGNATURES].rows == (("Office", "Customer"),)
    assert blocks("1.1 It is due.")[0].number == "1.1"
    assert [block.kind for block in blocks("1. This is a sentence.\n2026 was long")] == [TEXT, TEXT]


@pytest.mark.parametrize("value", (*STROKES, *STRINGS))
def test_a_value_is_text_wherever_it_stands(value: str) -> None:
    flat = " ".join(value.split())
    for text in (escaped(value), f"Dear {escaped(value)},"):
        found = blocks(text)
        assert all(block.kind not in (TABLE, SIGNATURES) for block in found)
        said = "\n".join(f"{block.number} {block.text}" for block in found)
        assert "".join(flat.split()) in "".join(said.split())
    for text in (row((value, "z")), f"|{escaped(flat)}|z|"):
        assert blocks(text)[0].rows == ((flat, "z"),)
    assert blocks(signing((flat, "z")))[0].rows == ((flat, "z"),)
