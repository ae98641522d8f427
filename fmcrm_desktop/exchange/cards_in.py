"""Reads contact files (vCard 2.1, 3.0, 4.0; VCF) as a table: a card a row, under headings that people know.

One own reader for all: vobject raises on real cards of Android and Lotus Notes, and a card with one odd property
is still somebody's telephone number. Several numbers of one kind stand in one cell, a line each; what a number is
for stands in brackets behind it, as it may in any other table.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from fmcrm_desktop.exchange.card_lines import Property, properties, split, unescaped
from fmcrm_desktop.exchange.limits import LARGEST_CARDS, MEGABYTE, MOST_PROPERTIES, MOST_ROWS
from fmcrm_desktop.exchange.table import Cell, NumberedRow
from fmcrm_desktop.model.refusal import Unreadable
from fmcrm_desktop.model.words import N_

HEADER = ("Full name", "Other name", "Company", "Person or company", "Mobile telephone", "Phone", "Home phone",
          "Work phone", "Fax", "Email", "WeChat", "Postal address", "Other contact", "Birthday", "Gender",
          "Occupation", "Notes")  # fmt: skip
"""What a file of cards has for headings: heading_words.py knows each."""

_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_MOBILE = frozenset("CELL MOBILE IPHONE 手机 移动电话 PCS".split())
_PURPOSES = ("BILLING", "REPAIRS", "EMERGENCY")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·]+")
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T.*| .*)?")
_NO_YEAR = "1604"
"""The year Apple writes where none is known."""


def looks_like_cards(start: bytes) -> bool:
    """Whether a file beginning so holds cards, in whatever characters."""
    return b"BEGIN:VCARD" in start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").upper()[:40]


def check_size(path: Path) -> None:
    """Cards are read whole, so a file of them has its limit, whoever named its characters."""
    if path.stat().st_size > LARGEST_CARDS:
        raise Unreadable(
            N_("The file is larger than {most} MB. Split it and import the parts one after the other."),
            most=LARGEST_CARDS // MEGABYTE,
        )


def rows(path: Path, encoding: str) -> Iterator[NumberedRow]:
    """The heading as line 0, then every card with the line it begins on; groups of contacts are left out."""
    yield 0, list(HEADER)
    count = 0
    for line, card in _cards(path.read_bytes(), encoding):
        if any("KIND" in p.name and p.value.strip().lower() == "group" for p in card):
            continue
        count += 1
        if count > MOST_ROWS:
            raise Unreadable(
                N_("The file has more than {most} rows. Split it and import the parts."), most=MOST_ROWS
            )
        yield line, _row(card)
    if not count:
        raise Unreadable(N_("The file holds no contact card."))


def _cards(data: bytes, encoding: str) -> Iterator[tuple[int, list[Property]]]:
    """The properties of each card. A card in a card (an AGENT) is left out; one that never ends, ends where the
    next begins."""
    card: list[Property] | None = None
    begun, inner = 0, 0
    for line, each in properties(data, encoding):
        word = each.text.strip().upper()
        if each.name == "BEGIN" and word == "VCARD":
            if card is not None and card and card[-1].name == "AGENT":
                inner += 1
                continue
            if card:
                yield begun, card
            card, begun, inner = [], line, 0
        elif each.name == "END" and word == "VCARD":
            if inner:
                inner -= 1
                card = [*(card or []), Property("X-END", "", frozenset(), {}, "")]
            else:
                if card:
                    yield begun, card
                card = None
        elif card is not None and not inner:
            if len(card) >= MOST_PROPERTIES:
                raise Unreadable(
                    N_("The contact card in line {line} has more than {most} lines: the file is damaged."),
                    line=begun, most=MOST_PROPERTIES,
                )  # fmt: skip
            card.append(each)
            inner += each.name == "AGENT" and "BEGIN:VCARD" in word and "END:VCARD" not in word
    if card:
        yield begun, card


def _row(card: list[Property]) -> list[Cell]:
    """The cells of one card."""
    cells: dict[str, list[str]] = defaultdict(list)
    labels = {each.group: _label(each.value) for each in card if each.group and each.name == "X-ABLABEL"}
    for each in sorted(card, key=lambda one: "PREF" not in one.types and one.params.get("PREF") != "1"):
        _contact(each, labels.get(each.group, ""), cells)
    first = {each.name: each for each in reversed(card)}
    _names(first, cells)
    if not cells["Full name"] and not cells["Company"]:
        ways = [cells[name] for name in ("Email", *HEADER[4:8]) if cells[name]]
        cells["Full name"] = ways[0][:1] if ways else []
    if (day := first.get("BDAY")) is not None:
        _birthday(day, cells)
    if (sex := first.get("GENDER") or first.get("X-GENDER")) is not None:
        cells["Gender"] = [sex.parts()[0]]
    cells["Occupation"] = [first[name].value for name in ("TITLE", "ROLE") if name in first][:1]
    cells["Notes"] = [each.value for each in card if each.name == "NOTE"] + cells["Notes"]
    return [
        "\n".join(part for each in dict.fromkeys(cells[name]) if (part := each.strip())) for name in HEADER
    ]


def _names(first: dict[str, Property], cells: dict[str, list[str]]) -> None:
    parts = [" ".join(unescaped(each) for each in split(part, ",")) for part in split(first["N"].text, ";")] \
        if "N" in first else []  # fmt: skip
    family, given, more = (part.replace("\n", " ").strip() for part in [*parts, "", "", ""][:3])
    full = first["FN"].value.replace("\n", " ").strip() if "FN" in first else ""
    company = first["ORG"].parts()[0].replace("\n", " ").strip() if "ORG" in first else ""
    if _HAN.fullmatch(family + given) and full.replace(" ", "") in (family + given, given + family, ""):
        full = (
            family + given
        )  # Chinese puts the family first and nothing between, whatever a foreign telephone does
    full = full or " ".join(part for part in (given, more, family) if part)
    kind = first["KIND"].value.strip().lower() if "KIND" in first else ""
    shown = first["X-ABSHOWAS"].value.strip().upper() if "X-ABSHOWAS" in first else ""
    is_company = (
        kind == "org" or shown == "COMPANY" or (company and full in ("", company) and not family + given)
    )
    if is_company:
        cells["Person or company"] = ["company"]
        full, company = full or company, "" if full in ("", company) else company
    other = [first["NICKNAME"].value] if "NICKNAME" in first else []
    spoken = [
        first[name].value for name in ("X-PHONETIC-LAST-NAME", "X-PHONETIC-FIRST-NAME") if name in first
    ]
    cells["Full name"] = [full] if full else []
    cells["Company"] = [company] if company else []
    cells["Other name"] = [
        each.replace("\n", " ").strip()
        for each in (other or ([" ".join(spoken)] if _HAN.search(full) else []))
    ]


def _contact(each: Property, label: str, cells: dict[str, list[str]]) -> None:
    """Put a way to reach somebody into its column."""
    value = each.value.replace("\n", " ").strip() if each.name not in ("ADR", "LABEL") else ""
    types = each.types | ({label.upper()} if label else set())
    told = _told(types, each.params.get("X-HOURS", ""))
    if each.name == "TEL" and value:
        value = re.sub(r"^tel:", "", value, flags=re.IGNORECASE).replace(";ext=", " ext ")
        cells[_telephone(types)].append(value + told)
    elif each.name == "EMAIL" and value:
        cells["Email"].append(re.sub(r"^mailto:", "", value, flags=re.IGNORECASE) + told)
    elif each.name == "ADR":
        lines = [part.replace("\n", ", ").strip() for part in each.parts()]
        cells["Postal address"].append(
            ", ".join(line.strip(", ") for line in lines if line.strip(", ")) + told
        )
    elif each.name in ("X-WECHAT", "X-WEIXIN"):
        cells["WeChat"].append(value)
    elif each.name == "IMPP" and value.lower().startswith(("wechat:", "weixin:", "x-wechat:")):
        cells["WeChat"].append(value.partition(":")[2])
    elif each.name in ("URL", "IMPP", "X-QQ", "X-SKYPE", "X-OTHER") and value:
        cells["Other contact"].append(value)


def _telephone(types: frozenset[str] | set[str]) -> str:
    """The column of a number, by its types; without any it is told by the number itself."""
    if "FAX" in types:
        return "Fax"
    if types & _MOBILE:
        return "Mobile telephone"
    if types & {"WORK", "工作", "公司", "BUSINESS"}:
        return "Work phone"
    if types & {"HOME", "X-LANDLINE", "住宅", "家", "家庭"}:
        return "Home phone"
    return "Phone"


def _told(types: frozenset[str] | set[str], hours: str) -> str:
    """What the number is for, and when or whose it is, in brackets behind it."""
    found = [each.lower() for each in _PURPOSES if {each, f"X-{each}"} & types][:1] + [hours][: bool(hours)]
    return f" ({'; '.join(found)})" if found else ""


def _label(text: str) -> str:
    found = _LABEL.fullmatch(text.strip())
    return found.group(1) if found else text.strip()


def _birthday(each: Property, cells: dict[str, list[str]]) -> None:
    """The day where it has a year; else what is said of it goes into the notes."""
    said = each.value.strip()
    found = _DAY.fullmatch(said)
    if found and found.group(1) != _NO_YEAR and "X-APPLE-OMIT-YEAR" not in each.params and _is_day(found):
        cells["Birthday"] = ["-".join(found.groups())]
    elif said:
        cells["Notes"].append(f"BDAY: {said.replace(_NO_YEAR, '-')}")


def _is_day(found: re.Match[str]) -> bool:
    from datetime import date

    try:
        return 1900 <= date(*map(int, found.groups())).year <= 2200
    except ValueError:
        return False
