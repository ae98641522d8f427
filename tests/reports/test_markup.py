"""Text from people is text on every paper: markup, braces and percent signs come out as they went in."""

from __future__ import annotations

from pathlib import Path

import pytest

from fmcrm_desktop.model.words import Words
from fmcrm_desktop.reports import (
    complaint_receipt,
    complaint_register,
    job_sheet,
    month_pack,
    work_order_register,
)
from fmcrm_desktop.reports.paper import Printing
from fmcrm_desktop.services.sheets import ComplaintRegister, Head, OrderRegister
from tests.reports import example, reading

STRINGS = (
    "<b>&", "A & B", "a<b", "</para>", '<img src="file:x">', "R&D;", "{0}%s", "&amp;", "&lt;", "<b>x", "<br/>",
    "</b>", "<!-- x -->", "<![CDATA[x]]>", "<font color=red>", "<a href='x'>", "<para>", "<i>", "<super>2", "%(x)s",
    "%d%n", "{name}", "{}", "{page}", "}{", "\\n\\t", "(open", "close)", "\\(x\\)", "[x]", "/Type /Page", "BT (x) Tj",
    "stream", "$HOME", "`ls`", "=1+1", "@x", "#x", "Tom <tom@x.org>", "1 < 2 > 0",
)  # fmt: skip


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("said", STRINGS)
def test_a_string_is_shown_character_for_character_on_every_paper(
    said: str, tmp_path: Path, english: Words
) -> None:
    sheets = (
        (complaint_receipt, example.receipt(said), 6),
        (job_sheet, example.job(said), 8),
        (month_pack, example.month(1, 1, said), 3),
        (complaint_register, ComplaintRegister(example.HEAD, None, (example.complaint(1, said),)), 1),
        (work_order_register, OrderRegister(example.HEAD, None, (example.order(1, said),)), 1),
    )
    for module, sheet, least in sheets:
        path = tmp_path / f"{module.__name__}.pdf"
        module.draw(sheet, english, Printing(path))
        assert squeezed(reading.text(path)).count(squeezed(said)) >= least, module.__name__


@pytest.mark.parametrize("said", ["<b>&", "{0}%s", "</para>", "{page} of {pages}"])
def test_the_office_and_the_person_who_prints_may_be_called_anything(
    said: str, tmp_path: Path, english: Words
) -> None:
    head = Head(said, example.HEAD.printed, said)
    complaint_register.draw(ComplaintRegister(head, None, ()), english, Printing(tmp_path / "a.pdf"))
    assert squeezed(reading.text(tmp_path / "a.pdf")).count(squeezed(said)) == 3
