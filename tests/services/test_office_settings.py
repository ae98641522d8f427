"""The settings as forms: what can be read back, what is refused and beside which field."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from fmcrm_desktop.model.refusal import Invalid, NotAllowed
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.typed_minutes import minutes_of, shown
from fmcrm_desktop.services import categories, commendations, office_settings, settings, suggestions
from fmcrm_desktop.services.commendations import CommendationForm
from fmcrm_desktop.services.office import needs
from fmcrm_desktop.services.office_settings import days_worked as day_forms
from fmcrm_desktop.services.suggestions import SuggestionForm

CARDS = [
    (office_settings.particulars, office_settings.keep_particulars),
    (office_settings.hours, office_settings.keep_hours),
    (office_settings.days, office_settings.keep_days),
    (office_settings.clocks, office_settings.keep_clocks),
    (office_settings.targets, office_settings.keep_targets),
    (office_settings.dispatching, office_settings.keep_dispatching),
    (office_settings.numbers, office_settings.keep_numbers),
    (office_settings.signing, office_settings.keep_signing),
]


def wrong(office, keep, form):
    with pytest.raises(Invalid) as refused:
        office.do(keep, form)
    return set(refused.value.fields)


@pytest.mark.parametrize(("read", "keep"), CARDS, ids=lambda case: case.__name__)
def test_a_form_saved_as_it_was_read_changes_nothing(office, read, keep):
    if (
        read is office_settings.hours
    ):  # that the usual ones are the office's is said once (services/first_steps.py)
        assert set(office.do(keep, office.ask(read)).touched) == {"setting"}
    assert not office.do(keep, office.ask(read)).touched


@pytest.mark.parametrize(("read", "keep"), CARDS, ids=lambda case: case.__name__)
def test_a_clerk_reads_the_settings_and_keeps_none(office, read, keep):
    office.who = Who(office.who.staff_id, "Clerk", "clerk")
    form = office.ask(read)
    with pytest.raises(NotAllowed):
        office.do(keep, form)


def test_the_week_is_kept_as_it_is_typed_in_either_script(office):
    form = office.ask(office_settings.hours)
    form.monday, form.sunday = "9:00－12:00，13：30–17：00", "10:00-12:00"
    office.do(office_settings.keep_hours, form)
    assert office.ask(settings.everything)["hours"]["0"] == [["09:00", "12:00"], ["13:30", "17:00"]]
    assert office.ask(office_settings.hours).sunday == "10:00-12:00"


def test_spans_that_cannot_be_read_are_said_beside_their_weekday(office):
    form = office.ask(office_settings.hours)
    form.tuesday = "morning"
    assert wrong(office, office_settings.keep_hours, form) == {"tuesday"}


def test_an_office_without_hours_and_one_with_overlapping_hours_are_refused(office):
    assert wrong(office, office_settings.keep_hours, office_settings.HoursForm()) == {"hours"}
    form = office_settings.HoursForm(monday="08:00-12:00, 11:00-15:00")
    assert wrong(office, office_settings.keep_hours, form) == {"hours"}


def test_days_off_and_make_up_days_come_back_in_order(office):
    form = office_settings.DaysForm(
        (
            day_forms.HolidayLine(date(2027, 1, 2), "Second", "morning"),
            day_forms.HolidayLine(date(2027, 1, 1)),
        ),
        (day_forms.MakeUpLine(date(2027, 1, 9), "For the second", "09:00-12:00"),),
    )
    office.do(office_settings.keep_days, form)
    back = office.ask(office_settings.days)
    assert [line.day.day for line in back.holidays] == [1, 2]
    assert back.holidays[1].part == "morning"
    assert back.make_ups == form.make_ups


def test_a_make_up_day_without_hours_is_refused(office):
    form = office_settings.DaysForm((), (day_forms.MakeUpLine(date(2027, 1, 9)),))
    assert wrong(office, office_settings.keep_days, form) == {"make_ups"}


def test_a_year_of_holidays_is_loaded_once_with_the_weekends_worked_for_them(office):
    form = office_settings.YearForm("CN", year=2026)
    first = office.do(office_settings.load_year, form).result
    back = office.ask(office_settings.days)
    assert date(2026, 10, 1) in [line.day for line in back.holidays]
    assert date(2026, 10, 10) in [line.day for line in back.make_ups]
    assert first == len(back.holidays) + len(back.make_ups)
    assert office.do(office_settings.load_year, form).result == 0


def test_a_country_nobody_knows_is_refused_beside_its_field(office):
    assert wrong(office, office_settings.load_year, office_settings.YearForm("QQ", year=2026)) == {"country"}


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Day off (substituted from 4 Jan 2026)"), ("zh_CN", "休息日（由 2026年1月4日 调休）")],
)
def test_days_within_the_names_of_holidays_are_written_as_the_office_writes_days(office, language, said):
    """Neither as in the United States nor as a machine writes them, whatever this machine's language is."""
    office.do(set_language, language)
    office.do(office_settings.load_year, office_settings.YearForm("CN", year=2026))
    names = [each["name"] for each in office.ask(settings.everything)["holidays"]]
    assert said in names
    assert not [name for name in names if re.search(r"\d[/-]\d", name)]


@needs("office.settings")
def set_language(work, language):
    settings.put(work, **{"office.language": language})


def test_what_a_year_would_bring_says_what_is_new_there_and_changed(office):
    form = office_settings.YearForm("CN", year=2026)
    coming = office.do(office_settings.coming_year, form)
    assert not coming.touched
    assert {day.state for day in coming.result.days} == {"new"}
    made_up = [day.day for day in coming.result.days if day.hours]
    assert made_up == [
        date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10),
    ]  # fmt: skip
    assert office.do(office_settings.load_year, form).result == coming.result.fresh == len(coming.result.days)
    kept = office.ask(office_settings.days)
    kept.holidays[0].part = "morning"
    removed = kept.holidays[1].day
    office.do(office_settings.keep_days, replace(kept, holidays=(kept.holidays[0], *kept.holidays[2:])))
    again = {day.day: day.state for day in office.do(office_settings.coming_year, form).result.days}
    assert (again[kept.holidays[0].day], again[removed]) == ("changed", "new")
    assert sorted(again.values()).count("there") == len(again) - 2
    assert office.do(office_settings.load_year, form).result == 1
    assert office.ask(office_settings.days).holidays[0].part == "morning"


def test_a_region_is_found_in_any_spelling_kept_and_refused_when_it_is_none(office):
    whole = office.do(office_settings.coming_year, office_settings.YearForm("DE", year=2027)).result
    form = office_settings.YearForm("de", "by", 2027)
    assert office.do(office_settings.load_year, form).result > len(whole.days)
    assert office.ask(office_settings.year).region == "by"
    for country, region in (("DE", "Atlantis"), ("CN", "GD")):
        form = office_settings.YearForm(country, region, 2027)
        assert wrong(office, office_settings.coming_year, form) == {"region"}


def test_a_region_is_found_by_its_name_and_the_united_kingdom_by_what_its_people_write(office):
    form = office_settings.YearForm("uk", "Northern Ireland", 2026)
    assert date(2026, 7, 13) in [day.day for day in office.do(office_settings.coming_year, form).result.days]
    office.do(office_settings.load_year, form)
    assert office.ask(settings.everything)["office.country"] == "GB"
    assert office.ask(office_settings.year).country == "GB"
    particulars = replace(office.ask(office_settings.particulars), country="uk")
    office.do(office_settings.keep_particulars, particulars)
    assert office.ask(settings.everything)["office.country"] == "GB"


def test_the_next_year_is_asked_for_when_the_old_one_ends(office):
    def lacks(now):
        office.store.clock = lambda: now
        return office.ask(office_settings.lacking)

    office.do(office_settings.load_year, office_settings.YearForm("CN", year=2026))
    assert lacks(datetime(2026, 10, 30, tzinfo=UTC)) is None
    assert lacks(datetime(2026, 11, 20, tzinfo=UTC)) == 2027
    office.do(office_settings.load_year, office_settings.YearForm("CN", year=2027))
    assert lacks(datetime(2026, 11, 20, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("4:00", 240),
        ("0：30", 30),
        ("1.5", 90),
        ("24", 1440),
        ("45 min", 45),
        ("2 小时", 120),
        ("30分钟", 30),
    ],
)
def test_hours_and_minutes_are_read_in_many_ways(typed, minutes):
    assert minutes_of(typed) == minutes
    assert minutes_of(shown(minutes)) == minutes


def test_targets_that_cannot_be_read_are_said_beside_their_fields(office):
    form = office.ask(office_settings.targets)
    form.urgent_respond, form.low_finish = "soon", "0:00"
    assert wrong(office, office_settings.keep_targets, form) == {"urgent_respond", "low_finish"}


def test_targets_are_kept(office):
    form = office.ask(office_settings.targets)
    form.high_arrive, form.high_round_the_clock = "3:30", True
    office.do(office_settings.keep_targets, form)
    kept = office.ask(settings.everything)["targets"]["high"]
    assert (kept["arrive"], kept["round_the_clock"]) == (210, True)


@pytest.mark.parametrize(
    "pattern",
    ["W-{yy}{mm}", "W-{n:03d}", "W-{yy}{mm}-{n:099999d}", "{n.real}{yy}{mm}", "{", "{yy}{mm}{n}{office}"],
)
def test_a_pattern_that_would_give_two_matters_one_number_is_refused(office, pattern):
    form = office.ask(office_settings.numbers)
    form.order = pattern
    assert wrong(office, office_settings.keep_numbers, form) == {"order"}


def test_praise_and_suggestions_have_patterns_of_their_own(office, sample):
    form = office.ask(office_settings.numbers)
    assert (form.commendation, form.suggestion) == ("M-{yy}{mm}-{n:03d}", "S-{yy}{mm}-{n:03d}")
    form.suggestion = "S-{yy}"
    assert wrong(office, office_settings.keep_numbers, form) == {"suggestion"}
    form.suggestion, form.commendation = "SUG{yy}{mm}/{n:d}", "PR{yy}{mm}/{n:d}"
    office.do(office_settings.keep_numbers, form)
    said = office.do(suggestions.add, SuggestionForm("A bench", person_id=sample.owner)).result
    praised = office.do(commendations.add, CommendationForm("Kind", person_id=sample.owner)).result
    assert office.ask(suggestions.rows, [said])[0].number == "SUG2611/1"
    assert office.ask(commendations.rows, [praised])[0].number == "PR2611/1"


def test_a_setting_kept_for_the_first_time_goes_back_to_its_default_and_is_kept_again(office):
    form = office.ask(office_settings.clocks)
    form.repeat_days = 30
    done = office.do(office_settings.keep_clocks, form)
    office.undo(done.deed)
    assert office.ask(office_settings.clocks).repeat_days == 14
    office.do(office_settings.keep_clocks, form)
    assert office.ask(office_settings.clocks).repeat_days == 30


def test_the_committee_and_the_post_follow_the_settings(office):
    numbers = office.ask(office_settings.numbers)
    numbers.meeting = "M{yy}{mm}/{n}"
    office.do(office_settings.keep_numbers, numbers)
    clocks = office.ask(office_settings.clocks)
    assert clocks.post_days == 7
    clocks.post_days = 0
    with pytest.raises(Invalid):
        office.do(office_settings.keep_clocks, clocks)
    clocks.post_days = 3
    office.do(office_settings.keep_clocks, clocks)
    known = office.ask(settings.everything)
    assert (known["number.meeting"], known["post.days"]) == ("M{yy}{mm}/{n}", 3)


def test_categories_are_put_in_order(office):
    rows = office.ask(categories.listed, "order")
    office.do(categories.move, rows[2].id, -1)
    now = [row.id for row in office.ask(categories.listed, "order")]
    assert now[:3] == [rows[0].id, rows[2].id, rows[1].id]
    office.do(categories.move, now[0], -1)
    assert [row.id for row in office.ask(categories.listed, "order")] == now


def test_a_category_no_longer_offered_is_offered_again(office):
    id = office.do(categories.add, categories.CategoryForm("order", "Pools")).result
    office.do(categories.archive, id)
    office.do(categories.restore, id)
    assert id in [row.id for row in office.ask(categories.listed, "order")]
