"""Lists of equipment come in once, from any kind of file, and out again as they are."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.exchange import lists_out
from fmcrm_desktop.exchange.import_file import Choice, ImportFile, kind_of
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import equipment, imports
from fmcrm_desktop.services.office import Office
from tests.sample import Sample
from tests.services.test_imports import counts, table

HEADING = (
    "设备编号 设备名称 设备类型 楼栋 安装位置 品牌 型号 维保单位 安装日期 质保到期 备注 英文位置".split()
)
ROWS = [
    HEADING,
    [
        "L-1",
        "客梯一号",
        "电梯",
        "1",
        "大堂",
        "三菱",
        "NEXIEZ",
        "Gao Jun",
        "2020-05-01",
        "2022-05-01",
        "每月检查",
        "Lobby",
    ],
    ["L-1", "客梯一号", "电梯", "2", "", "", "", "顺达电梯公司", "", "", "", ""],
    ["P-7", "=cmd|' /C calc'!A0", "太阳能", "1", "泵房", "", "", "", "", "", "", ""],
    ["", "没有编号", "水泵", "1", "", "", "", "", "", "", "", ""],
]


def bring(office: Office, path: Path) -> tuple[int, ...]:
    choice = Choice(path)
    assert kind_of(choice) == "equipment"
    file = ImportFile.open(choice, "equipment", None, office.store.zone)
    return tuple(counts(office.do(imports.run, file.source()).result))


def forms(office: Office) -> list[Any]:
    return [office.ask(equipment.form_of, id) for id in sorted(office.ask(equipment.page, Query()).ids)]


def test_a_list_of_equipment_comes_in_once_and_says_what_it_knows(
    office: Office, sample: Sample, tmp_path: Path
) -> None:
    path = table(tmp_path, ROWS)
    assert bring(office, path) == (4, 3, 0, 0, 1)
    one, two, pump = forms(office)
    assert (one.code, one.name, one.kind, one.place, one.maker) == ("L-1", "客梯一号", "lift", "大堂", "三菱")
    assert (one.installed, one.warranty_until, one.note) == (date(2020, 5, 1), date(2022, 5, 1), "每月检查")
    assert (one.vendor_id, two.vendor_id, two.note) == (sample.plumber, None, "维保单位: 顺达电梯公司")
    assert one.building_id != two.building_id
    assert (pump.kind, pump.note) == ("other", "设备类型: 太阳能")
    assert (one.other_place, two.other_place) == ("Lobby", "")
    assert list(office.ask(equipment.page, Query(text="客梯")).ids)
    assert len(office.ask(equipment.page, Query(text="lobby")).ids) == 1
    assert bring(office, path) == (4, 0, 0, 3, 1)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_goes_out_comes_in_again_as_nothing_new(
    office: Office, sample: Sample, tmp_path: Path, ending: str
) -> None:
    bring(office, table(tmp_path, ROWS))
    out = tmp_path / f"equipment.{ending}"
    before = forms(office)
    lists_out.export(office, "equipment", Query(), out, Words("en", "Asia/Shanghai"))
    assert bring(office, out) == (3, 0, 0, 3, 0)
    assert forms(office) == before
