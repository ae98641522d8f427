"""Headings of other programs are understood in English and Chinese."""

import pytest

from fmcrm_desktop.exchange import headings


@pytest.mark.parametrize(
    ("heading", "kind", "expected"),
    [
        (
            "编号,业主名称,性别,年龄,手机号,身份证号,业主类型,业主编号",
            "people",
            {"number": "业主编号", "name": "业主名称", "phone": "手机号", "identity": "身份证号", "role": "业主类型"},
        ),
        (
            "房屋编号,楼栋编号,单元编号,房屋楼层,建筑面积,业主编号,房屋费用,室内面积",
            "units",
            {"unit": "房屋编号", "building": "楼栋编号", "entrance": "单元编号", "area": "建筑面积",
             "person_number": "业主编号", "fees": "房屋费用", "inner_area": "室内面积"},
        ),
        (
            "序号,日期,楼号,房号,报修人,联系电话,故障现象,维修人,完成情况,完成日期",
            "orders",
            {"received": "日期", "summary": "故障现象", "staff": "维修人", "state": "完成情况", "done": "完成日期",
             "building": "楼号"},
        ),
        ("楼栋号,单元编号,总层数,是否有电梯", "buildings", {"floors": "总层数", "lift": "是否有电梯"}),
        (
            "投诉编号,投诉时间,业主姓名,联系方式,房号,投诉内容,投诉渠道,处理状态,处理结果,办结时间",
            "complaints",
            {"number": "投诉编号", "received": "投诉时间", "own_words": "投诉内容", "channel": "投诉渠道",
             "resolved": "办结时间", "answer": "处理结果", "person_name": "业主姓名", "person_phone": "联系方式"},
        ),
        (
            "报修单号,报修时间,报修人,电话,房号,报修内容,维修人员,完工时间,状态",
            "orders",
            {"number": "报修单号", "received": "报修时间", "summary": "报修内容", "staff": "维修人员",
             "done": "完工时间", "unit": "房号"},
        ),
        (
            (
                "Received Date,Problem ID,Complaint ID,Building ID,House Number,Street Name,Apartment,Major Category,"
                "Complaint Status,Complaint Anonymous Flag,Community Board"
            ),
            "complaints",
            {"number": "Problem ID", "received": "Received Date", "house_number": "House Number",
             "street": "Street Name", "unit": "Apartment", "category": "Major Category", "state": "Complaint Status",
             "anonymous": "Complaint Anonymous Flag"},
        ),
        (
            (
                "ViolationID,HouseNumber,StreetName,Apartment,InspectionDate,OriginalCorrectByDate,NewCorrectByDate,"
                "NOVDescription,CurrentStatus,CurrentStatusDate,"
                "ViolationStatus"
            ),
            "orders",
            {"number": "ViolationID", "received": "InspectionDate", "due": "NewCorrectByDate",
             "due_first": "OriginalCorrectByDate", "summary": "NOVDescription", "state": "ViolationStatus",
             "state_detail": "CurrentStatus",
             "state_moment": "CurrentStatusDate"},
        ),
        ("Unit No,Building,Floor,Area (m²),Owner,Owner Phone", "units",
         {"unit": "Unit No", "area": "Area (m²)", "person_name": "Owner", "person_phone": "Owner Phone"}),
    ],
)  # fmt: skip
def test_the_kind_and_the_columns_are_guessed(heading, kind, expected):
    header = heading.split(",")
    assert headings.guess_kind(header) == kind
    found = headings.match(header, kind)
    assert {field: found.get(field) for field in expected} == expected


def test_longer_english_headings_mean_something_else():
    found = headings.match(["Community Board", "Complaint ID code", "Building ID"], "complaints")
    assert "site" not in found and "building" not in found and "own_words" not in found


def test_a_sheet_of_something_else_is_not_guessed():
    assert headings.guess_kind(["GF_ID", "Gasto total", "Descripción"]) is None


def test_no_column_is_used_for_two_fields():
    for kind in headings.KINDS:
        found = headings.match(
            ["编号", "名称", "电话", "地址", "状态", "时间", "内容", "类型", "面积", "房号"], kind
        )
        assert len(set(found.values())) == len(found)


def test_every_field_can_be_named_by_itself_and_by_its_headings():
    for kind, fields in headings.HEADINGS.items():
        for field in fields:
            assert headings.field_named(kind, field) == field
    assert headings.field_named("orders", "Received Date") == "received"
    assert headings.field_named("complaints", "external_number") == "number"
    assert headings.field_named("orders", "shoe size") is None
