"""The place a row names, in the parts its text has: 3栋2单元1202室, 3#-2-1202, Tower A / 15F / 01."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from fmcrm_desktop.model.field import tidy
from fmcrm_desktop.model.incoming import Incoming
from fmcrm_desktop.model.written_unit import figures
from fmcrm_desktop.services.imports import meanings

_STROKE = r"[-–—/,，\s]*"
_DOOR = r"(?:单元|單元|门|門|梯)"
_END = r"(?:室|号|號|户|戶|房|#)?$"
# 3栋2单元1202室, 3号楼1202, 3#楼-2-1202, 3座 2单元 12楼 1202房
_WRITTEN = re.compile(
    rf"^(.{{1,12}}?)(?:#楼|#|栋|棟|幢|座|[号號]?[楼樓]){_STROKE}"
    rf"(?:(.{{1,6}}?){_DOOR}{_STROKE}|([0-9A-Za-z]{{1,4}})[-–—/])?"
    rf"(?:([0-9]{{1,3}})(?:楼|樓|层|層){_STROKE})?([0-9A-Za-z]{{1,10}}){_END}"
)
# 3-2-1202, 3-1202, 3/2/1202, 3-2单元-1202
_DASHED = re.compile(
    rf"^([0-9A-Za-z]{{1,6}})(?:[-–—#](?:([0-9A-Za-z]{{1,4}})(?:{_DOOR}{_STROKE}|[-–—#]))?|/([0-9A-Za-z]{{1,4}})/)"
    rf"([0-9A-Za-z]{{1,8}}){_END}"
)
# Tower A-1501, Block 2 / 0304, Tower A / 15F / 01, Building 3 - Stair 2 - 1202
_WORDED = re.compile(
    r"^((?:tower|block|blk|building|bldg|house|villa)\.?\s*[0-9A-Za-z]{1,8})\s*[-–—#/,]\s*"
    r"(?:([0-9A-Za-z ]{1,12}?)\s*[-–—#/,]\s*)?([0-9A-Za-z ]{1,20})$",
    re.IGNORECASE,
)
_FLOOR = re.compile(r"^(?:\d{1,3}|[BGLMU]\d?)\s*F(?:l|loor)?$|^(?:floor|level)\s*\w+$", re.IGNORECASE)
_BARE = re.compile(r"(?:(?<=[0-9A-Za-z])(?:#楼|#|房)|栋|棟|幢|座|[号號]?[楼樓]|单元|單元|室)$")
HALF = str.maketrans(
    {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F) if chr(wide).isalnum() or wide == 0xFF0D}
)
"""１０２ and Ｂ－３ are 102 and B-3: figures and letters of a Chinese keyboard, and the stroke between them."""


@dataclass(frozen=True)
class Address:
    """What a row says of a place, parts in plain text."""

    site: str = ""
    building: str = ""
    entrance: str = ""
    unit: str = ""
    street: str = ""
    kind: str = "unit"
    written: str = ""
    """The unit as the file has it, where its building was said twice ("3" and "3-2-1501")."""


def address_of(row: Incoming, kind: str = "unit", *, whole: bool = False) -> Address:
    """The place a row names: a building by its code, else by its street address; a unit's code may hold its
    building too (3-1202), unless it is ``whole``."""
    say = row.values.get
    return _address(
        str(say("site") or ""), str(say("building") or ""), str(say("entrance") or ""), str(say("unit") or ""),
        _street(row),
        str(say("district") or ""), kind, whole,
    )  # fmt: skip


def _street(row: Incoming) -> str:
    """21 MAGAW PLACE, from its two parts or as one; the street alone where nothing else is said."""
    say = row.values.get
    number, street, address = (str(say(name) or "") for name in ("house_number", "street", "address"))
    return f"{number} {street}".strip() if number else address or street


@lru_cache(maxsize=20_000)
def _address(  # noqa: PLR0913  the parts of one address; a cache wants them plain
    site: str, building: str, entrance: str, unit: str, street: str, district: str, kind: str, whole: bool
) -> Address:
    site = site or ("" if building else district)
    building, entrance = (_code(tidy(part).translate(HALF)) for part in (building, entrance))
    unit = tidy(unit).translate(HALF)
    site, street = tidy(site), tidy(street)
    written = ""
    if unit and not building and not street and not whole:
        building, entrance, unit = _taken_apart(unit)
    elif unit and building and not whole and _says_again(unit, building, entrance):
        written, (_, door, unit) = unit, _taken_apart(unit)
        entrance = entrance or door
    unit = _code(unit)
    if unit and meanings.plain(unit) in meanings.COMMON_AREAS:
        kind = "common"
    return Address(site, building or street, entrance, unit, street, kind, written)


def _code(text: str) -> str:
    """1 for 1栋, 1# and 一单元; long names stay whole."""
    bare = _BARE.sub("", text).strip()
    return (figures(bare) if bare != text.strip() else bare) or text.strip()


@lru_cache(maxsize=20_000)
def unit_key(code: str) -> str:
    """By which a unit is known in its building: 1202室 is 1202, whoever wrote it."""
    return meanings.plain(_code(code))


@lru_cache(maxsize=20_000)
def house_key(code: str) -> str:
    """By which a building or an entrance is known: 3号楼, 3#, 三 and 3 are one."""
    return meanings.plain(figures(_code(code)))


def _taken_apart(unit: str) -> tuple[str, str, str]:
    if found := _WRITTEN.match(unit):
        building, named, dashed, floor, code = found.groups(default="")
        # 12楼3室 is one of many 3 in a house; 2楼201 says its floor itself.
        return (
            figures(building),
            figures(named or dashed),
            code if code.lstrip("0").startswith(floor) else f"{floor}楼{code}",
        )
    if found := _DASHED.match(unit):
        building, dashed, slashed, code = found.groups(default="")
        return building, dashed or slashed, code
    if found := _WORDED.match(unit):
        building, between, code = found.group(1), found.group(2) or "", found.group(3)
        # Every floor has its 01: with the floor it is one unit among those of the building.
        return (building, "", f"{between}-{code}") if _FLOOR.match(between) else (building, between, code)
    return "", "", unit


def _says_again(unit: str, building: str, entrance: str) -> bool:
    """Whether a unit's code begins with its building, or with its entrance alone. "1-101" of building 1 may as well
    mean entrance 1, where the row names none."""
    head, door, _ = _taken_apart(unit)
    if entrance and not door and house_key(head) == house_key(entrance):
        return True
    return house_key(head) == house_key(building) and (
        bool(door or entrance) or not head.isdecimal() or "-" not in unit
    )
