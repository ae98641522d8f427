"""The fields a letter or a document can name, in both languages: what each is called, and what it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from fmcrm_desktop.model.letter import LETTER
from fmcrm_desktop.model.own_field import OwnField
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

FIELDS: Mapping[str, tuple[str, str]] = {
    "salutation": ("称呼", N_("Salutation line")),
    "name": ("姓名", N_("Name")),
    "other_name": ("另一姓名", N_("Name in the other script")),
    "unit": ("房屋", N_("Unit")),
    "building": ("楼栋", N_("Building")),
    "address": ("地址", N_("Address")),
    "phone": ("电话", N_("Telephone")),
    "open_matters": ("未结事项", N_("Number of open matters")),
    "today": ("今天", N_("Today's date")),
    "staff_name": ("经办人", N_("Your name")),
    "office_name": ("物业名称", N_("Name of the office")),
    "office_phone": ("物业电话", N_("Telephone of the office")),
    "office_address": ("物业地址", N_("Address of the office")),
}
"""Name of the field → the name it has in Chinese texts, and what it is."""
OF_DOCUMENTS: Mapping[str, tuple[str, str]] = {
    "number": ("文书编号", N_("Number of the document")),
    "valid_until": ("有效期至", N_("Valid until")),
    "price": ("价格", N_("Price")),
    "charged": ("计费方式", N_("How it is charged")),
    "start": ("开始日期", N_("First day")),
    "end": ("结束日期", N_("Last day")),
    "notice_days": ("提前通知天数", N_("Days of notice")),
    "renewal": ("续期方式", N_("What comes after the last day")),
    "included": ("包含内容", N_("What is included")),
    "area": ("建筑面积", N_("Floor area of the unit")),
    "agreement_number": ("合同编号", N_("Number of the agreement")),
    "agreement": ("合同名称", N_("What was agreed")),
    "services": ("服务项目", N_("Table of the services")),
    "targets": ("服务时限", N_("Table of the times kept")),
    "order_number": ("工单编号", N_("Number of the work order")),
    "order": ("维修内容", N_("What the work order is about")),
    "order_lines": ("费用明细", N_("Table of the order's charges")),
    "total": ("合计金额", N_("Total of the order's charges")),
    "owed": ("欠缴金额", N_("What is unpaid")),
    "owed_since": ("应缴日期", N_("Day the oldest unpaid bill was due")),
    "owed_lines": ("欠费明细", N_("Table of unpaid bills")),
    "signatures": ("签署栏", N_("Both signatures")),
}
"""What documents can name besides."""
PERSONAL = ("name", "other_name", "unit", "building", "address", "phone")
"""Fields that can be empty for one person and full for the next."""


@dataclass(frozen=True, slots=True)
class LetterField:
    """A field as the picker offers it: ``name`` for English texts, ``chinese`` for Chinese ones; ``title`` is marked,
    or the office's own name for it (``own`` is the id of an own field, ``other`` its name in the other language)."""

    name: str
    chinese: str
    title: str
    own: int = 0
    other: str = ""


@needs("person.read")
def fields(work: Work, kind: str = LETTER) -> list[LetterField]:
    """Every field that a letter, or a document, can name; the office's own ones last."""
    known = FIELDS if kind == LETTER else {**FIELDS, **OF_DOCUMENTS}
    found = [LetterField(name, chinese, title) for name, (chinese, title) in known.items()]
    taken = {name for field in found for name in (field.name, field.chinese)}
    for id, name, other in own_fields(work):
        first, second = identifier(name), identifier(other)
        if first and first not in taken:
            second = second if second and second not in taken else first
            found.append(LetterField(first, second, name, id, other))
            taken |= {first, second}
    return found


def own_fields(work: Work) -> list[tuple[int, str, str]]:
    """The office's own fields on people as (id, name, name in the other language); nothing where there are none."""
    columns = (
        select(OwnField.id, OwnField.name, OwnField.other_name)
        .where(OwnField.subject == "person", OwnField.archived.is_(None))
        .order_by(OwnField.position, OwnField.id)
    )
    return [(id, name, other) for id, name, other in work.rows(columns)]


def identifier(name: str) -> str:
    """The name of an own field as it stands in double braces: Car plate → Car_plate."""
    said = re.sub(r"\W+", "_", name).strip("_")
    return f"_{said}" if said[:1].isdigit() else said


def known_names(found: list[LetterField]) -> dict[str, str]:
    """Every name a text may use → the field's own name."""
    return {name: field.name for field in found for name in (field.name, field.chinese)}


def aliased(values: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """The values under every name a text may use."""
    return {name: values.get(field, "") for name, field in names.items()}
