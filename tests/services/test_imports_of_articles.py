"""Articles come in once, what the office has no place for below their text; and out again as they are."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fmcrm_desktop.exchange import lists_out
from fmcrm_desktop.exchange.import_file import Choice, ImportFile, kind_of
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.places import resources
from fmcrm_desktop.services import articles, imports
from fmcrm_desktop.services.articles import ArticleForm
from fmcrm_desktop.services.office import Office
from tests.sample import Sample
from tests.services.test_imports import ask, counts, table

SAYS = (
    "select a.title, a.other_title, a.kind, c.name, a.symptoms, a.cause, a.text, a.staff_id from article a "
    "left join category c on c.id = a.category_id where a.archived is null order by a.id"
)
ROWS = [
    ["标题", "英文标题", "类型", "类别", "故障现象", "故障原因", "解决方法", "作者", "编写日期"],
    ["水龙头滴水", "Dripping tap", "故障处理", "给排水新类", "滴水\n声音大", "垫圈老化", "关阀\n换垫圈", "Gao Jun",
     "2024-05-06"],
    ["门锁加油", "", "传说", "", "", "", "喷润滑剂", "某某", ""],
    ["", "Fire rules", "制度", "", "", "", "Keep doors shut", "", ""],
    ["没有正文", "", "经验", "", "", "", "", "", ""],
    ["", "", "经验", "", "", "", "没有标题", "", ""],
]  # fmt: skip


def bring(office: Office, path: Path) -> Any:
    choice = Choice(path)
    assert kind_of(choice) == "articles"
    return office.do(imports.run, ImportFile.open(choice, "articles", None, office.store.zone).source())


def test_articles_come_in_once_and_nothing_said_is_lost(
    office: Office, sample: Sample, tmp_path: Path
) -> None:
    before = ask(office, SAYS)
    path = table(tmp_path, ROWS)
    done = bring(office, path)
    assert counts(done.result) == (5, 3, 0, 0, 2)
    assert [each.why.values["field"] for each in done.result.rejects] == ["解决方法", "标题"]
    assert ask(office, SAYS)[len(before) :] == [
        ("水龙头滴水", "Dripping tap", "solution", "给排水新类", "滴水\n声音大", "垫圈老化", "关阀\n换垫圈",
         sample.plumber),
        ("门锁加油", "", "tip", None, "", "", "喷润滑剂\n作者: 某某; 类型: 传说", None),
        ("Fire rules", "", "policy", None, "", "", "Keep doors shut", office.who.staff_id),
    ]  # fmt: skip
    made = ask(office, "select made from article where title = '水龙头滴水'")[0][0]
    assert str(made)[:10] in ("2024-05-05", "2024-05-06"), "history keeps its own day"
    assert list(office.ask(articles.page, Query(text="垫圈")).ids), "found by its words"
    assert counts(bring(office, path).result) == (5, 0, 0, 3, 2)
    office.undo(done.deed)
    assert ask(office, SAYS) == before


def test_an_article_is_known_by_its_title_in_either_language(
    office: Office, sample: Sample, tmp_path: Path
) -> None:
    id = office.do(articles.add, ArticleForm("tip", "Dripping tap", text="Change the washer")).result
    [[version]] = ask(office, f"select version from article where id = {id}")
    rows = [
        ["标题", "英文标题", "类型", "原因", "正文"],
        ["水龙头滴水", "dripping  TAP", "指南", "垫圈老化", ""],
    ]
    assert counts(bring(office, table(tmp_path, rows)).result) == (1, 0, 1, 0, 0)
    assert ask(office, f"select title, other_title, kind, cause from article where id = {id}") == [
        ("Dripping tap", "水龙头滴水", "guide", "垫圈老化")
    ]
    rows[1] = ["水龙头滴水 ", "", "指南", "", ""]
    assert counts(bring(office, table(tmp_path, rows)).result) == (1, 0, 0, 1, 0), (
        "known by the other one, too"
    )
    assert ask(office, f"select version from article where id = {id}")[0][0] > version


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_what_goes_out_comes_in_as_nothing_new(
    office: Office, sample: Sample, tmp_path: Path, ending: str, language: str
) -> None:
    """Two of one title stay two, whichever stands first in the file."""
    for text in ("Change the washer", "Call the plumber\nand wait"):
        office.do(articles.add, ArticleForm("solution", "Dripping tap", symptoms="drip", text=text))
    bring(office, table(tmp_path, ROWS))
    before = ask(office, SAYS)
    out = tmp_path / f"articles{ending}"
    lists_out.export(
        office, "articles", Query(), out, Words(language, "Asia/Shanghai", resources() / "locale")
    )
    if ending == ".csv":
        with out.open(encoding="utf-8-sig", newline="") as lines:
            rows: list[Any] = list(csv.reader(lines))
    else:
        rows = list(openpyxl.load_workbook(out).active.iter_rows(values_only=True))
    assert len(rows) == len(before) + 1
    assert counts(bring(office, out).result) == (len(before), 0, 0, len(before), 0)
    assert ask(office, SAYS) == before


def test_two_of_one_title_come_in_as_two_and_one_that_stands_twice_as_one(
    empty_office: Office, tmp_path: Path
) -> None:
    rows = [
        ["Title", "What to do"],
        *(["Dripping tap", each] for each in ("Change the washer", "Call the plumber", "Change the washer")),
    ]
    path = table(tmp_path, rows)
    assert counts(bring(empty_office, path).result) == (3, 2, 0, 1, 0)
    assert [row[6] for row in ask(empty_office, SAYS)] == ["Change the washer", "Call the plumber"]
    assert counts(bring(empty_office, table(tmp_path, [rows[0], *reversed(rows[1:])])).result) == (
        3,
        0,
        0,
        3,
        0,
    )
