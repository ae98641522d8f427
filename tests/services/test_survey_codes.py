"""Codes of survey sheets: every single mistake is noticed."""

from __future__ import annotations

import random

import pytest

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services.surveys import codes


def test_codes_are_short_and_hold_nothing_that_looks_alike() -> None:
    source = random.Random(4)
    made = {codes.new_code(source) for _ in range(3000)}
    assert len(made) > 2990
    assert {len(code) for code in made} == {6}
    assert not set("".join(made)) & set("01ILOilo")
    assert all(codes.check(code) == code for code in made)


def test_what_people_type_is_read() -> None:
    code = codes.new_code(random.Random(5))
    fullwidth = "".join(chr(ord(each) + 0xFEE0) for each in code)
    for typed in (code.lower(), codes.said(code), f"  {code[:3]} {code[3:]}\n".replace("\n", " "), fullwidth):
        assert codes.check(typed) == code


def test_every_wrong_character_and_every_exchange_is_noticed() -> None:
    source = random.Random(6)
    for _ in range(40):
        code = codes.new_code(source)
        wrong = [
            code[:at] + other + code[at + 1 :]
            for at in range(6)
            for other in codes.ALPHABET
            if other != code[at]
        ]
        wrong += [
            "".join(code[{a: b, b: a}.get(at, at)] for at in range(6))
            for a in range(6) for b in range(a) if code[a] != code[b]
        ]  # fmt: skip
        for typed in wrong:
            with pytest.raises(Refusal):
                codes.check(typed)


@pytest.mark.parametrize("typed", ["", "ABC", "ABCDEFGH", "0BCDEF", "ÀBCDEF", "一二三四五六"])
def test_what_cannot_be_a_code_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        codes.check(typed)


def test_no_code_at_all_is_asked_for() -> None:
    for typed in ("", " - "):
        with pytest.raises(Refusal, match="Type the code of the sheet."):
            codes.check(typed)
