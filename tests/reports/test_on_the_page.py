"""What looks right on paper: nothing alone on a page, names in the paper's script, feet that tell the paper."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdf
import pytest

from fmcrm_desktop.reports import blocks, contact_points, month_pack, notice_poster, phone_list, table
from fmcrm_desktop.reports.paper import A4, BOTTOM, Letterhead, Printing, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.services.demo import DemoPlan, build
from fmcrm_desktop.services.gaps import ContactPoint, PointsSheet
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.services.phone_book import Line, PhoneList
from fmcrm_desktop.services.postings import Poster
from fmcrm_desktop.services.sheets import Names
from tests.conftest import NOW
from tests.reports import example, reading
from tests.safety import test_every_paper as every
from tests.ui.at_work import rows

HEAD = Letterhead("Willow Court", "Try", "", "printed")
LONG = "Maximiliana Josephine von und zu Hohenlohe-Waldenburg-Schillingsfuerst de la Tour Auvergne "
OFFICE = "Willow Court Garden Estate Residential Property Management and Services Company Limited, Suzhou Branch Office"


def heads_and_feet(path: Path, heading: str) -> None:
    """The heading stands on a page with something of its own below it."""
    for page in reading.words(path):
        for word in page:
            if word.text.strip() == heading:
                below = [each for each in page if BOTTOM - 4 < each.bottom < word.bottom - 4]
                assert below, f"{heading} stands alone"
                return
    raise AssertionError(f"{heading} is not there")


@pytest.mark.parametrize("filled", range(560, 720, 7))
def test_a_heading_never_stands_alone_above_a_tall_first_row(tmp_path, filled):
    target = tmp_path / "a.pdf"
    told = Table((Column("Name", 20, wrap=8), Column("Telephone", 60)), [(LONG, "1")] * 3)
    with opened(Printing(target, A4), HEAD) as paper:
        paper.space(filled)
        table.titled(paper, "Owners", told)
    heads_and_feet(target, "Owners")


def test_the_phone_book_keeps_its_headings_with_long_names(tmp_path, english):
    line = Line(Names(LONG * 2), "", ("1",))
    for many in range(8, 16):
        target = tmp_path / f"{many}.pdf"
        parts = ((Names("Staff"), (line,) * many), (Names("Owners and tenants"), (line,) * 2))
        phone_list.draw(PhoneList(example.HEAD, "name", parts), english, Printing(target))
        heads_and_feet(target, "Owners and tenants")


def test_a_short_paragraph_is_not_torn_and_a_long_one_leaves_no_single_line(tmp_path):
    for text, least in ((LONG * 3, 0), (LONG * 12, 2)):
        for filled in range(600, 690, 5):
            target = tmp_path / "a.pdf"
            with opened(Printing(target, A4), HEAD) as paper:
                before = paper.page
                paper.space(filled)
                paper.text(text)
                torn = paper.page > before
            pages = [
                len({round(each.bottom) for each in page if each.bottom > BOTTOM - 4 and each.right > 200})
                for page in reading.words(target)
            ]
            if not torn:
                continue
            assert pages[-1] != 1, (filled, pages)
            if not least:
                assert len(pages) == 2 and pages[0] <= 1, (filled, pages)


def test_entries_close_up_where_a_few_lines_would_take_a_last_page(tmp_path, chinese):
    target = tmp_path / "a.pdf"
    lonely = 0
    for filled in range(0, 500, 10):
        with opened(Printing(target, A4), HEAD) as paper:
            paper.space(filled)
            blocks.entries(paper, [(f"Measure {at}", "What it counts, in a sentence.") for at in range(30)])
            first, used = paper.page == 1, paper.size.height - 45 - paper.y
        lonely += not first and used < 60
    assert lonely == 0
    sheet = example.month(3, 5)
    month_pack.draw(sheet, chinese, Printing(target, A4))
    last = [each for each in reading.words(target)[-1] if each.bottom > BOTTOM - 4]
    assert max(each.top for each in last) - min(each.bottom for each in last) > 100


def test_the_foot_tells_the_paper_beside_the_longest_name_of_an_office(tmp_path):
    target = tmp_path / "a.pdf"
    with opened(
        Printing(target, A4), replace(HEAD, office=OFFICE, title="Work order report", period="W-2611-006")
    ):
        pass
    foot = "".join(each.text for each in reading.words(target)[0] if each.top < BOTTOM)
    assert "Work order report·W-2611-006" in foot and foot.startswith("Willow Court Garden")


def test_long_names_that_sign_are_written_in_full(tmp_path):
    target = tmp_path / "a.pdf"
    with opened(Printing(target, A4), HEAD) as paper:
        blocks.signatures(paper, "Worked out by", LONG)
    assert LONG.rsplit(maxsplit=1)[-1] in reading.text(target)


def test_a_notice_says_its_day_once(tmp_path, english, chinese):
    starts = datetime(2026, 11, 27, 0, 0, tzinfo=UTC)
    until = starts + timedelta(hours=3)
    sheet = Poster(
        example.HEAD, "", "", "water", "Water off", "停水", "", "", starts, until, ("1", "2")
    )  # fmt: skip
    target = tmp_path / "a.pdf"
    notice_poster.draw(sheet, english, Printing(target))
    said = reading.text(target)
    assert (
        "27 Nov 2026, 08:00 – 11:00" in said and "2026年11月27日 08:00 – 11:00" in said and "1、2号楼" in said
    )
    notice_poster.draw(replace(sheet, until=starts + timedelta(days=1)), chinese, Printing(target))
    assert "2026年11月27日 08:00 – 2026年11月28日 08:00" in reading.text(target).replace("\n", "")


@pytest.fixture(scope="module")
def demo_path(founded, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "office.fmcrm"
    path.write_bytes(founded.read_bytes())
    office = open_office(str(path))
    office.store.clock = lambda: NOW
    office.do(build, DemoPlan(24, 2, 7, NOW.date()))
    office.close()
    return path


SAID_ALIKE = {"labels", "slip", "letter", "own_report", "list_print"}
"""What comes in the words it was given in."""
TELLING = {"order_report", "complaint_report", "unit_passport", "equipment_register"}
"""Papers on which a building stands by itself, not within what somebody wrote."""


def test_papers_name_staff_and_buildings_in_their_own_script(tmp_path, demo_path):
    staff = rows(demo_path, "select name, other_name from staff where other_name <> ''")
    buildings = rows(demo_path, "select name, other_name from building where other_name <> ''")
    assert staff and buildings
    office = open_office(str(demo_path), read_only=True)
    office.store.clock = lambda: NOW
    target = tmp_path / "a.pdf"
    seen = 0
    for module in set(every.modules()) - SAID_ALIKE:
        for drawn in every.sheets(office, demo_path, module):
            for language in ("en", "zh_CN"):
                drawn.draw(drawn.sheet, every.words(language), Printing(target, A4))
                if pypdf.PdfReader(target).trailer["/Root"]["/Lang"][:2] != language[:2]:
                    continue  # it speaks its recipient's language
                said = re.sub(r"\s+", " ", reading.text(target))
                for name, other in (*staff, *(buildings if module in TELLING else ())):
                    mine, theirs = (other, name) if re.search("[一-鿿]", name) else (name, other)
                    if language != "en":
                        mine, theirs = theirs, mine
                    seen += mine in said
                    wrong = re.sub(
                        f"{re.escape(mine)} {re.escape(theirs)}|{re.escape(theirs)} {re.escape(mine)}",
                        "",
                        said,
                    )
                    assert not re.search(rf"(?<![\w]){re.escape(theirs)}(?!\w)", wrong), (
                        module,
                        language,
                        theirs,
                    )
    office.close()
    assert seen > 60


def test_notes_are_not_left_alone_below_the_last_table(tmp_path, english):
    target = tmp_path / "a.pdf"
    for many in range(18, 34):
        points = tuple(
            ContactPoint(kind, "phone", 3, 1.5, 2, 0, 0, 4.0, 2)
            for kind, count in (("complaint", many), ("call", 2))
            for _ in range(count)
        )
        contact_points.draw(
            PointsSheet(example.HEAD, example.MONTH, example.MONTH, points), english, Printing(target)
        )
        last = reading.pages(target)[-1]
        assert "Rating" in last, (many, last[:80])


def test_a_poster_shows_the_number_to_call_below_a_long_address(tmp_path, english, chinese):
    starts = datetime(2026, 11, 27, 1, tzinfo=UTC)
    address = "Twelve Willow Road by the long wall of the old mill " * 6
    sheet = Poster(
        example.HEAD, "0512 5550", address, "water", "Water off", "停水", "Shut", "关好", starts, None, ()
    )  # fmt: skip
    for words in (english, chinese):
        notice_poster.draw(sheet, words, Printing(tmp_path / "a.pdf"))
        said = reading.text(tmp_path / "a.pdf")
        assert "Call us on 0512 5550" in said and "请致电0512 5550" in said
