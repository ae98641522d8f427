"""The month's report read back: its sentences in both languages, its parts in the office's order, both in one file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pypdf
import pytest

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.repeating import RuleText
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.reports import making, month_pack
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import Printing
from fmcrm_desktop.reports.wording import change
from fmcrm_desktop.services import agreements, calendar, month_setup, monthly, notices
from fmcrm_desktop.services.agreements import AgreementForm
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.committee import CommitteeMonth
from fmcrm_desktop.services.figures import Figure
from fmcrm_desktop.services.measures import BY_NAME
from fmcrm_desktop.services.month_parts import Lesson, MonthParts, StaffRow, TierRow
from fmcrm_desktop.services.month_setup import PARTS, MonthSetup
from fmcrm_desktop.services.month_sheet import MonthSheet
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.promise_ledger import Figures, Kept
from fmcrm_desktop.services.sheets import Exceptional, Names
from tests.reports import example, reading
from tests.sample import Sample

STILL = Figure(0.9, 90, 100, last_month=0.9, last_year=0.9)


def month() -> MonthSheet:
    sheet = example.month()
    given = dict.fromkeys(sheet.figures.measures, STILL) | {
        "satisfaction": Figure(0.924, 231, 250, target=0.9, last_month=0.893, last_year=0.95),
        "mean_time_to_repair": Figure(370, 37000, 100, last_month=430, last_year=370),
        "compliance": Figure(0.88, 88, 100, target=0.95, last_month=0.94, last_year=0.88),
        "stage_assigned": Figure(64, 640, 10, last_month=30),
    }
    late = [Exceptional("order_late", f"W-{n}", "Tap", example.START, "Gao Jun") for n in (1, 2)]
    grave = Exceptional("grave", "C-9", "Lift", example.START, "Li Na")
    return replace(
        sheet,
        figures=replace(sheet.figures, measures=given),
        exceptions=(grave, *late),
        categories=tuple(
            replace(row, cost=cost) for row, cost in zip(sheet.categories, (92_400, 7), strict=True)
        ),
        parts=MonthParts(tiers=(TierRow("A", 12, (0.9, 95, None, 1.0, 3)), TierRow("", 4, (None,) * 5))),
    )


def printed(sheet: MonthSheet, words: Words, path: Path) -> str:
    month_pack.draw(sheet, words, Printing(path))
    return " ".join(reading.text(path).split())


def outline(path: Path) -> list[str]:
    return titles(pypdf.PdfReader(path).outline[1])


def titles(part: object) -> list[str]:
    """Of the outline's entries; what stands below one of them is a list of its own."""
    assert isinstance(part, list)
    return [str(each.title) for each in part if not isinstance(each, list)]


def test_the_cover_says_what_changed_in_plain_english(tmp_path: Path, english: Words) -> None:
    said = printed(month(), english, tmp_path / "a.pdf")
    for sentence in (
        "Satisfaction rose to 92.4 % from 89.3 % in September.",
        "Mean time to repair shortened to 6 h 10 from 7 h 10 in September.",
        "Compliance fell to 88.0 % from 94.0 % in September.",
        "Satisfaction fell to 92.4 % from 95.0 % in October 2025.",
        "One grave complaint came in or is still open.",
        "2 work orders are past their due moment and not done.",
        '"Comfort" drew 3 of the 3 complaints.',
        "Compliance came to 88.0 %; the target is 95.0 %.",
    ):
        assert sentence in said
    assert "Satisfaction came to" not in said
    assert "¥924.00" in said and "¥924.07" in said
    assert "Tier A" in said and "1 h 35" in said


def test_and_in_natural_chinese(tmp_path: Path, chinese: Words) -> None:
    said = printed(month(), chinese, tmp_path / "a.pdf").replace(" ", "")
    for sentence in (
        "满意度由9月的89.3%上升到92.4%。",
        "平均修复时长由9月的7小时10分缩短到6小时10分。",
        "按时率由9月的94.0%下降到88.0%。",
        "满意度由2025年10月的95.0%下降到92.4%。",
        "有1件重大投诉为本月新收或尚未处理完。",
        "有2张工单已超过时限仍未完工。",
        "3件投诉中有3件属于“居住舒适”类。",
        "按时率为88.0%，目标为95.0%。",
    ):
        assert sentence in said


def test_parts_come_in_the_offices_order_and_no_others(tmp_path: Path, english: Words) -> None:
    assert tuple(month_pack.PARTS) == tuple(PARTS)
    wanted = ("exceptions", "orders", "glance")
    printed(replace(month(), chosen=(*wanted, "of a later program")), english, tmp_path / "a.pdf")
    assert outline(tmp_path / "a.pdf") == [PARTS[name] for name in wanted]


def test_the_stages_are_told_once(tmp_path: Path, english: Words) -> None:
    said = printed(month(), english, tmp_path / "a.pdf")
    assert "1 h 04" in said and 'Time in "Assigned"' not in said
    apart = tuple(name for name in PARTS if name != "stages")
    assert 'Time in "Assigned"' in printed(replace(month(), chosen=apart), english, tmp_path / "b.pdf")


def test_what_is_left_out_of_a_figure_is_told_of_one_as_of_many(tmp_path: Path, english: Words) -> None:
    said = printed(example.month(), english, tmp_path / "a.pdf")
    assert "Left out: visits without an arrival on record (2)." in " ".join(said.split())


def test_the_calendar_of_the_month_to_come_is_listed_without_what_comes_again_and_again(
    office: Office, sample: Sample, tmp_path: Path, english: Words, chinese: Words
) -> None:
    december = datetime(2026, 12, 4, 1, tzinfo=UTC)
    hour = timedelta(hours=1)
    every = EventForm(
        "Stand-up", "meeting", starts=december, ends=december + hour, repeat=RuleText("FREQ=DAILY;COUNT=9")
    )
    for form in (every, EventForm("Owners meet", "meeting", starts=december, ends=december + hour)):
        office.do(calendar.add, form)
    office.do(notices.add, notices.NoticeForm("water", (), "Water off", "停水", december, december + hour))
    office.do(agreements.add, AgreementForm("Lift care", sample.owner, until_day=date(2026, 12, 31)))
    sheet = office.ask(monthly.sheet, Month(2026, 11))
    said = printed(replace(sheet, chosen=("ahead",)), english, tmp_path / "a.pdf")
    for part in ("4 Dec 09:00", "Owners meet", "Water off 09:00–10:00", "End of an agreement", "A-2611-"):
        assert part in said
    assert "Stand-up" not in said and "Meeting 10" in said
    told = printed(replace(sheet, chosen=("ahead",)), chinese, tmp_path / "b.pdf").replace(" ", "")
    assert "合同到期" in told and "停水" in told


def test_both_languages_are_one_file_with_two_halves(office: Office, sample: Sample, tmp_path: Path) -> None:
    office.do(month_setup.keep, MonthSetup((("glance", True), ("measures", True))))
    target = tmp_path / "both.pdf"
    making.write(office, "month-pack", Options(Month(2026, 11), language="both"), target)
    document = pypdf.PdfReader(target)
    first, inside, second, inside_too = document.outline[:4]
    assert (first.title, second.title) == ("Monthly service report", "月度服务报告")  # type: ignore[union-attr]
    assert titles(inside)[:2] == ["At a glance", "All measures"]
    assert titles(inside_too)[:2] == ["概览", "全部指标"]
    pages = reading.pages(target)
    half = next(at for at, page in enumerate(pages) if "月度服务报告" in page)
    assert f"Page 1 of {half}" in pages[0] and f"共{len(pages) - half}页" in pages[half]
    assert (
        document.metadata is not None and document.metadata.title == "Monthly service report · November 2026"
    )
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".part"]
    with pytest.raises(Refusal):
        making.write(office, "suggestion-slip", Options(language="both"), tmp_path / "slip.pdf")


def test_one_change_that_answers_many_complaints_is_told_once(tmp_path: Path, english: Words) -> None:
    told = (
        Lesson("C-1", "Late", "Calls at eight"),
        Lesson("C-2", "Rude", "A script"),
        Lesson("C-3", "Late", "Calls at eight"),
    )
    sheet = replace(month(), chosen=("lessons",), parts=MonthParts(lessons=told))
    said = printed(sheet, english, tmp_path / "a.pdf")
    assert said.count("Calls at eight") == 1 and said.count("Late") == 1
    assert said.index("C-1 C-3") < said.index("C-2"), "what answers most comes first"


def test_a_committee_of_which_there_is_nothing_to_tell_takes_two_lines(
    tmp_path: Path, english: Words
) -> None:
    quiet = CommitteeMonth(example.MONTH, example.MONTH.last, (), (), (), (), (), ())
    sheet = replace(month(), chosen=("committee",), parts=MonthParts(committee=quiet))
    said = printed(sheet, english, tmp_path / "a.pdf")
    assert "No meeting was held in this month. Nothing was decided in this month." in said
    assert "Nothing is owed to the committee." in said
    assert outline(tmp_path / "a.pdf") == ["Owners' committee"]
    assert "Meetings held" not in said and "Opinions and answers" not in said


def test_staff_are_told_with_what_is_nothing_and_what_is_unknown(tmp_path: Path, chinese: Words) -> None:
    rows = (StaffRow(Names("高军", "Gao Jun"), (124, 0.877, 1.0, None, None, 13680, 0)),)
    sheet = replace(month(), chosen=("staff",), parts=MonthParts(staff=rows))
    said = printed(sheet, chinese, tmp_path / "a.pdf")
    assert "高军 124 87.7% 100.0% — — 228小时0" in said.replace("00分", "").replace("228小时 0", "228小时0")


def test_figures_of_staff_are_printed_for_those_alone_who_may_see_them(
    office: Office, sample: Sample
) -> None:
    mine = office.ask(monthly.sheet, Month(2026, 11)).parts
    assert mine is not None and mine.staff is not None and mine.fair is not None
    office.who = Who(sample.clerk, "Li Na", "clerk")
    clerks = office.ask(monthly.sheet, Month(2026, 11)).parts
    assert clerks is not None and clerks.staff is None and clerks.fair is not None


def test_each_page_names_staff_in_its_own_script(tmp_path: Path, english: Words, chinese: Words) -> None:
    gao = ("高军", "Gao Jun")
    kept = Kept(gao[0], 4, {"kept": 3, "late": 1}, gao[1])
    sheet = month()
    sheet = replace(
        sheet,
        exceptions=(Exceptional("order_late", "W-1", "Tap", example.START, *gao),),
        orders=(replace(sheet.orders[0], staff=gao[0], staff_other=gao[1]),),
        parts=MonthParts(promises=Figures(kept, (kept,), (Kept("call_back", None, {"kept": 3, "late": 1}),))),
    )
    said = printed(sheet, english, tmp_path / "e.pdf")
    assert said.count("Gao Jun") == 3 and "高军" not in said
    said = printed(sheet, chinese, tmp_path / "c.pdf")
    assert said.count("高军") == 3 and "Gao Jun" not in said


def test_two_times_shown_alike_are_not_apart() -> None:
    """As on the screen: between the whole minutes that are printed."""
    measure, september = BY_NAME["mean_time_to_repair"], Month(2026, 9)
    for value, before, said in (
        (328.4, 327.6, "as in September"),
        (328.0, 328.5, "as in September"),
        (328.0, 330.0, "2 min faster than in September"),
        (328.6, 328.4, "1 min slower than in September"),
    ):
        assert change(Words("en"), measure, Figure(value, 1, 1, last_month=before), september) == said
