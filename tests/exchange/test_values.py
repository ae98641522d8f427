"""Days, moments, numbers, shares as people write them."""

import contextlib
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from fmcrm_desktop.exchange import dates, values

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "text",
    ["2026-11-21", "2026/11/21", "2026.11.21", "21/11/2026", "21.11.26", "20261121", "2026年11月21日", "21 Nov 2026",
     "21st November 2026", "Nov 21, 2026", "Sat, 21 Nov 2026", "２０２６年１１月２１日", "2026-11-21 "],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text):
    assert dates.read(text) == DAY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-21 13:05", (13, 5, 0)),
        ("2026-11-21T13:05:06", (13, 5, 6)),
        ("2026-11-21T13:05:06.789", (13, 5, 6)),
        ("21/11/2026 01:05:06 PM", (13, 5, 6)),
        ("21/11/2026 12:05 am", (0, 5, 0)),
        ("2026年11月21日 下午1:05", (13, 5, 0)),
        ("2026年11月21日13时5分", (13, 5, 0)),
        ("20261121T130506", (13, 5, 6)),
    ],
)
def test_a_moment_is_read_however_it_is_written(text, expected):
    assert dates.read(text) == datetime(2026, 11, 21, *expected, tzinfo=UTC).replace(tzinfo=None)


def test_a_zone_in_the_text_is_kept():
    assert dates.read("2026-11-21T13:05:00Z") == datetime(2026, 11, 21, 13, 5, tzinfo=UTC)
    there = timezone(timedelta(hours=8))
    assert dates.read("2026-11-21 13:05+08:00") == datetime(2026, 11, 21, 13, 5, tzinfo=there)


@pytest.mark.parametrize(
    "text", ["31/02/2026", "hello", "1.5", "12", "2026-13-01", "2026-11-21 25:00", "", "1#2"]
)
def test_what_is_no_day_is_not_made_one(text):
    assert dates.read(text) is None


def test_the_order_of_day_and_month_is_decided_by_one_figure_above_twelve():
    assert dates.decide(["08/01/2017", "10/21/2017"]) == dates.DayOrder("mdy")
    assert dates.decide(["08/01/2017", "21/10/2017"]) == dates.DayOrder("dmy")


def test_an_order_that_the_file_does_not_tell_is_said_to_be_ambiguous():
    found = dates.decide(["08/01/2017", "09/09/2017"], "America/New_York")
    assert (found.order, found.ambiguous, found.examples) == ("mdy", True, ["08/01/2017"])
    assert dates.decide(["08/01/2017"], "Asia/Shanghai").order == "dmy"
    assert not dates.decide(["2017-08-01", "2017年8月1日", "09/09/2017"]).ambiguous


def test_a_pattern_alone_is_obeyed():
    american = dates.read("01/02/2026 03:04:05 PM", "dmy", "%m/%d/%Y %I:%M:%S %p")
    assert american == datetime.fromisoformat("2026-01-02T15:04:05")
    assert dates.read("2026-01-02", "dmy", "%d.%m.%Y") is None
    assert dates.read("02.01.2026", "dmy", "%d.%m.%Y") == date(2026, 1, 2)


def test_a_local_time_that_never_existed_is_told():
    zone = ZoneInfo("America/New_York")
    moment, existed = dates.in_utc(datetime.fromisoformat("2026-03-08T02:30"), zone)
    assert not existed
    assert moment == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)
    moment, existed = dates.in_utc(datetime.fromisoformat("2026-11-01T01:30"), zone)
    assert existed
    assert moment == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("94.56", "94.56"), ("1,234.50", "1234.50"), ("1.234,50", "1234.50"), ("¥1,280.00", "1280.00"), ("12,5", "12.5"),
     ("1,234", "1234"), ("94.56 m²", "94.56"), ("１２", "12"), ("-5", "-5"), ("abc", None), ("1-2", None)],
)  # fmt: skip
def test_numbers_are_read_without_a_float(text, expected):
    assert values.number(text) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("有", True), ("是", True), ("Y", True), ("1", True), ("无", False), ("否", False), ("no", False),
                           ("maybe", None)],
)  # fmt: skip
def test_yes_and_no_in_both_languages(text, expected):
    assert values.yes_no(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("50%", Fraction(1, 2)), ("1/3", Fraction(1, 3)), ("0.25", Fraction(1, 4)), ("三分之一", Fraction(1, 3)),
     ("100", Fraction(1)), ("0", None), ("3/2", None), ("150%", None), ("x", None)],
)  # fmt: skip
def test_shares_are_exact(text, expected):
    assert values.share(text) == expected


def test_one_cell_may_hold_several_values():
    assert values.several("1#2") == ("1", "2")
    assert values.several("水费、电费") == ("水费", "电费")
    assert values.several("7") == ("7",)


@pytest.mark.parametrize(
    "name",
    ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"],
)
def test_local_times_around_every_change_of_the_clocks_are_those_of_the_zone_itself(name: str) -> None:
    zone = ZoneInfo(name)
    first = datetime.fromisoformat("1985-01-01T00:20")
    hours = [first + timedelta(hours=12 * n) for n in range(2 * 366 * 7)]
    near = [
        at + timedelta(hours=more)
        for at in hours
        if at.replace(tzinfo=zone).utcoffset() != (at + timedelta(hours=12)).replace(tzinfo=zone).utcoffset()
        for more in range(-50, 60)
    ]
    for local in [*near, *hours[::40], datetime.min, datetime.max - timedelta(days=1)]:
        with contextlib.suppress(OverflowError):  # before the first day and after the last there is no UTC
            there = local.replace(tzinfo=zone).astimezone(UTC)
            again = there.astimezone(zone).replace(tzinfo=None) == local
            assert dates.in_utc(local, zone) == (there, again), local
