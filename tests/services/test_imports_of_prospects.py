"""Lists of prospects come in once, none without a next step, doubles with their reason; and out again as they are."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from fmcrm_desktop.exchange import lists_out
from fmcrm_desktop.exchange.import_file import Choice, ImportFile, kind_of, write_rejects
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import imports, prospects
from fmcrm_desktop.services.imports import Decide
from fmcrm_desktop.services.office import Office
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.prospecting import TODAY, card, enter, lose, move, row, win
from tests.services.test_imports import ask, counts, table

HEADING = (
    "Lead Name,Company,Mobile,Email,Lead Status,Lead Source,"
    "Next Action,Follow Up Date,Lead Owner,Budget,Units,Notes"
)
ROWS = [
    HEADING.split(","),
    ["Lena Vogt", "", "136 0000 1234", "Lena@Example.com", "Contacted", "Referral", "Show the flat", "2026-12-01",
     "Gao Jun", "3200", "1-0304; 9-999", "Two rooms, quiet"],
    ["陈波", "海棠设计", "13600005678", "", "战败", "展会", "", "", "", "", "", ""],
    ["Nadia Rossi", "", "", "", "", "", "", "", "Nobody Here", "", "", ""],
    ["Lena V. Vogt-Maier", "", "13600001234", "", "new", "", "", "", "", "", "", ""],
    ["", "", "13600009999", "", "new", "", "", "", "", "", "", ""],
]  # fmt: skip


def opened(office: Office, path: Path) -> ImportFile:
    choice = Choice(path)
    assert kind_of(choice) == "prospects"
    return ImportFile.open(choice, "prospects", None, office.store.zone)


def bring(office: Office, path: Path) -> Any:
    return office.do(imports.run, opened(office, path).source())


def by_name(office: Office) -> dict[str, Any]:
    ids = office.ask(prospects.page, Query()).ids
    return {each.row.name: each for each in (card(office, id) for id in ids)}


def test_a_list_of_prospects_comes_in_once_and_nobody_is_without_a_next_step(
    office: Office, sample: Sample, tmp_path: Path
) -> None:
    path = table(tmp_path, ROWS)
    tried = office.ask(imports.preview, opened(office, path).source())
    assert (counts(tried), tried.likes) == ((5, 4, 0, 0, 1), 0)
    assert not office.ask(prospects.page, Query()).ids, "a trial keeps nothing"
    done = bring(office, path)
    assert counts(done.result) == (5, 4, 0, 0, 1)
    found = by_name(office)
    lena, chen, nadia = found["Lena Vogt"], found["陈波"], found["Nadia Rossi"]
    assert (lena.row.phone, lena.email, lena.row.state) == ("136 0000 1234", "lena@example.com", "contacted")
    assert (lena.row.next_step, lena.row.next_day) == ("Show the flat", date(2026, 12, 1))
    assert (lena.row.responsible_id, lena.row.budget, lena.row.source) == (
        sample.plumber,
        320_000,
        "recommendation",
    )
    assert [unit.text for unit in lena.units] == ["1-0304"]
    assert lena.needs == "Two rooms, quiet\nUnits: 1-0304, 9-999", "what stands nowhere is not lost"
    assert (chen.row.state, chen.lost_reason, chen.row.next_step, chen.row.next_day) == (
        "lost",
        "other",
        "",
        None,
    )
    assert (chen.row.source, chen.needs) == ("other", "Lead Source: 展会")
    assert chen.row.closed == chen.row.entered == NOW
    assert (nadia.row.next_step, nadia.row.next_day) == ("First contact", TODAY)
    assert (nadia.row.responsible_id, nadia.needs) == (office.who.staff_id, "Lead Owner: Nobody Here")
    moves = "select from_state, to_state from move where subject = 'lead' order by id"
    assert ask(office, moves) == [("", "contacted"), ("", "new"), ("new", "lost"), ("", "new"), ("", "new")]
    assert [hint.values["count"] for hint in done.result.hints] == [2]
    assert list(office.ask(prospects.page, Query(text="vogt quiet")).ids) == [lena.id], "found by its words"
    again = office.ask(imports.preview, opened(office, path).source())
    assert (counts(again), again.likes) == ((5, 0, 0, 4, 1), 0), (
        "two who share a telephone are told by their names"
    )
    assert counts(bring(office, path).result) == (5, 0, 0, 4, 1)
    office.undo(done.deed)
    assert not office.ask(prospects.page, Query()).ids


def test_what_cannot_be_taken_comes_back_as_a_file_with_its_reason(
    office: Office, sample: Sample, tmp_path: Path
) -> None:
    file = opened(office, table(tmp_path, ROWS))
    result = office.do(imports.run, file.source()).result
    back = tmp_path / "rejects.csv"
    say = Words("en", "Asia/Shanghai")
    write_rejects(back, file, result, lambda each: say(each.why.text, **each.why.values))
    with back.open(encoding="utf-8-sig", newline="") as lines:
        told = [line[-1] for line in csv.reader(lines)][1:]
    assert told == ["The row says nothing in this field: Lead Name."]


def test_a_file_changes_what_it_says_and_leaves_the_stage_alone(
    office: Office, sample: Sample, tmp_path: Path
) -> None:
    id = enter(office, "Lena Vogt", phone="136 0000 1234", needs="Quiet", source="web")
    before = row(office, id)
    rows = [
        HEADING.split(","),
        ["lena vogt", "Hartwig Ltd", "+86 13600001234", "", "Won", "", "", "", "", "", "", ""],
    ]
    result = bring(office, table(tmp_path, rows)).result
    assert counts(result) == (1, 0, 1, 0, 0)
    after = card(office, id)
    assert (after.row.company, after.row.name, after.needs) == ("Hartwig Ltd", "lena vogt", "Quiet")
    assert (after.row.state, after.row.source, after.row.next_step) == ("new", "web", before.next_step)
    assert [hint.values["count"] for hint in result.hints] == [1]
    lose(office, id)
    rows[1][6:8] = ["Ring again", "2026-12-01"]
    bring(office, table(tmp_path, rows))
    assert (row(office, id).next_step, row(office, id).next_day) == ("", None), "who is lost has no next step"


def test_somebody_among_our_people_is_told_by_name_and_number(
    office: Office, sample: Sample, tmp_path: Path
) -> None:
    name, phone = ask(office, "select p.name, c.value from person p join contact_point c on c.person_id = p.id "
                              f"where p.id = {sample.owner} and c.kind = 'mobile'")[0]  # fmt: skip
    rows = [HEADING.split(","), [name, "", phone, *[""] * 9], ["Somebody Else", "", "13611112222", *[""] * 9]]
    bring(office, table(tmp_path, rows))
    found = by_name(office)
    assert found[name].person is not None and found[name].person.id == sample.owner
    assert found["Somebody Else"].person is None


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (["L. Vogt-Maier", "+86 136-0000-1234", "", ""], "phone"),
        (["L. Vogt-Maier", "", "LENA@example.com", ""], "email"),
        (["Lena Vogt", "13611112222", "", ""], "name"),
        (["沃莱娜", "13611112222", "", ""], "name"),
        (["", "", "other@example.com", "Lena Vogt"], "name"),
        (["L. Vogt-Maier", "", "", ""], None),
        (["Lena Vogt", "13600001234", "", ""], None),
        (["沃莱娜", "", "lena@example.com", ""], None),
    ],
)
def test_who_may_be_somebody_known_is_asked_about_with_the_reason(
    office: Office, tmp_path: Path, cells: list[str], why: str | None
) -> None:
    id = enter(office, "Lena Vogt", phone="13600001234", email="lena@example.com", other_name="沃莱娜")
    path = table(tmp_path, [["Lead Name", "Mobile", "Email", "Company", "Budget"], [*cells, "1"]])
    seen = office.ask(imports.preview, opened(office, path).source())
    assert [(one.line, one.like.id, one.like.why) for one in seen.alike if one.like] == (
        [(2, id, why)] if why else []
    )
    assert seen.added == (cells[2] != "lena@example.com" and cells[1] != "13600001234")


@pytest.mark.parametrize(
    ("row", "names"),
    [
        (["沃莱娜", "", "13600001234"], ("Lena Vogt", "沃莱娜")),
        (["Lena Maier", "沃莱娜", "13600001234"], ("Lena Maier", "沃莱娜")),
    ],
)
def test_a_name_in_the_other_script_stands_beside_the_one_that_is_here(
    office: Office, tmp_path: Path, row: list[str], names: tuple[str, str]
) -> None:
    enter(office, "Lena Vogt", phone="13600001234")
    path = table(tmp_path, [["Lead Name", "Other name", "Mobile", "Budget"], [*row, "5"]])
    for said in ((1, 0, 1, 0, 0), (1, 0, 0, 1, 0)):  # the second time it is known by that name
        done = office.do(imports.run, opened(office, path).source(decide=Decide("update")))
        assert counts(done.result) == said
    assert ask(office, "select name, other_name from lead") == [names]


def test_a_row_decided_twice_and_one_below_it_bring_one_prospect_up_to_date(
    office: Office, tmp_path: Path
) -> None:
    """What a row said of somebody known is known to the rows below it."""
    enter(office, "Lena Vogt", phone="13600001234")
    rows = [
        ["Lead Name", "Mobile", "Budget"],
        ["L. Maier", "13600001234", "5"],
        ["L. Maier", "13600001234", "6"],
    ]
    source = opened(office, table(tmp_path, rows)).source(decide=Decide("new", {2: "update"}))
    assert counts(office.do(imports.run, source).result) == (2, 0, 2, 0, 0)
    [maier] = by_name(office).values()
    assert (maier.row.name, maier.row.budget) == ("L. Maier", 600)


def test_two_figures_are_no_telephone_to_be_known_by(office: Office, tmp_path: Path) -> None:
    enter(office, "Tom Becker", phone="12")
    path = table(
        tmp_path, [["Lead Name", "Mobile", "Budget"], ["Tim Ott", "12", ""], ["Tom Becker", "12", ""]]
    )
    seen = office.ask(imports.preview, opened(office, path).source())
    assert (counts(seen), seen.likes) == ((2, 1, 0, 1, 0), 0)


def test_numbers_of_another_office_name_nobody_here(office: Office, tmp_path: Path) -> None:
    """Its export begins with the newest, and both offices count their prospects from one."""
    here = enter(office, "Tom Becker", phone="13600007777")
    number = row(office, here).number
    later = number[:-1] + "2"
    rows = [
        ["No.", "Lead Name", "Mobile", "Lead Status"],
        [later, "Lena Vogt", "13600001234", ""],
        [number, "Laura Keller", "13600005678", ""],
    ]
    path = table(tmp_path, rows)
    seen = office.ask(imports.preview, opened(office, path).source())
    assert [(one.line, one.like and one.like.why) for one in seen.alike] == [(3, "counted")]
    assert counts(bring(office, path).result) == (2, 2, 0, 0, 0)
    assert set(by_name(office)) == {"Tom Becker", "Lena Vogt", "Laura Keller"}
    rows[1:] = [[number, "Tom Beckers", "13600007777", ""], [number, "Tom Beckers", "13600008888", ""]]
    assert counts(bring(office, table(tmp_path, rows)).result) == (2, 0, 2, 0, 0), (
        "known by number and one more"
    )
    assert row(office, here).name == "Tom Beckers"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_what_goes_out_comes_in_again_as_nothing_new(
    office: Office, sample: Sample, tmp_path: Path, ending: str, language: str
) -> None:
    bring(office, table(tmp_path, ROWS))
    lena = by_name(office)["Lena Vogt"].id
    move(office, lena, "viewing")
    lose(
        office,
        enter(office, "Tom Becker", phone="13600007777", needs="First line\nsecond line"),
        "competitor",
    )
    win(
        office,
        enter(office, "Laura Keller", units=(sample.unit,), recommended_by_id=sample.owner, source="web"),
    )
    before = sorted(by_name(office).items())
    for text in ("", "becker"):  # the whole list, and as it is shown
        out = tmp_path / f"out{text}.{ending}"
        lists_out.export(office, "prospects", Query(text=text), out, Words(language, "Asia/Shanghai"))
        result = bring(office, out).result
        count = 1 if text else len(before)
        assert counts(result) == (count, 0, 0, count, 0)
        assert result.hints == []
    assert sorted(by_name(office).items()) == before


def test_people_are_asked_for_together_however_many_rows_there_are(
    office: Office, sample: Sample, tmp_path: Path
) -> None:
    head = ["Lead Name", "Email", "Lead Status"]
    rows = [head, *([f"Lead {n}", f"lead{n}@example.com", "new"] for n in range(60))]
    heard: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "contact_point" in statement:
            heard.append(statement)

    file = opened(office, table(tmp_path, rows))
    event.listen(office.store.readers, "before_cursor_execute", hear)
    tried = office.ask(imports.preview, file.source())
    event.remove(office.store.readers, "before_cursor_execute", hear)
    assert tried.added == 60
    assert 0 < len(heard) < 6, len(heard)
