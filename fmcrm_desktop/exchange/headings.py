"""Which kind of table a sheet is, and which of its columns is which field, by the words of its heading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from fmcrm_desktop.exchange.heading_words import HEADINGS
from fmcrm_desktop.exchange.telling_words import OWN_WORDS, PERSONAL, TELLING
from fmcrm_desktop.model.own_field import OwnEntry
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.services.imports.meanings import SIMPLE

KINDS = tuple(HEADINGS)
NEEDED = {
    "people": ("name",),
    "units": ("unit",),
    "parking": ("unit",),
    "buildings": ("building",),
    "fees": ("name",),
    "orders": ("received",),
    "complaints": ("received",),
    "events": ("title",),
    "parts": ("code", "name"),
    "equipment": ("code", "name"),
    "prospects": ("name",),
    "calls": ("started",),
    "articles": ("title",),
}
"""Without these columns no row could be taken: better said at once than row by row."""
INSTEAD = {"name": ("last_name", "first_name", "company", "number"), "title": ("other_title",)}

TIME_OF = {"received_time": "received", "started_time": "started"}
"""Columns that hold the time of a day which stands in a column of its own, and the moment both make. They are
looked for when that one is found: a lone "Time" is the moment itself."""

BESIDE = {"tenant_name": "name", "tenant_phone": "tenant_name", "tenant_from": "tenant_name",
          "tenant_until": "tenant_name"}  # fmt: skip
"""Columns of the one who stands beside the one a row is about: without that one they are that one's own."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BRACKETS = re.compile(r"[(\[（【{].*?[)\]）】}]")
_POSSESSIVE = re.compile(r"['’]s\b", re.I)
_EITHER = re.compile(r"\s*[/|\n]\s*|\s+or\s+", re.I)
_SCRIPTS = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z][A-Za-z .'’-]*[A-Za-z]")
_SIGNS = re.compile(r"[^\w\u4e00-\u9fff]+|_")


def plain(heading: str) -> str:
    """ "Received_Date *", "ReceivedDate" and "received date (UTC)" are one; "手機號（必填）" is "手机号", "Owner's
    Name" is "owner name"."""
    text = unicodedata.normalize("NFKC", heading).translate(SIMPLE)
    text = _POSSESSIVE.sub("", _BRACKETS.sub(" ", text) or text)
    return "".join(_SIGNS.sub(" ", _CAMEL.sub(" ", text)).lower().split())


@cache
def _readings(heading: str) -> tuple[tuple[int, str], ...]:
    """What a heading may be read as, and how sure that is (0 surer than 1): the whole of it, with what stands in
    brackets ("Tel (home)"); each of its names where it has several ("Flat / Unit") or says itself in two scripts."""
    whole = unicodedata.normalize("NFKC", heading)
    found = [(0, plain(heading)), (0, plain(re.sub(r"[()\[\]]", " ", whole)))]
    if whole.isascii():
        found += [(1, plain(part)) for part in _EITHER.split(whole)]
    elif len(parts := _SCRIPTS.findall(whole)) > 1 and any(part.isascii() for part in parts):
        found += [(1, plain(part)) for part in parts if not part.isascii() or len(part) > 2]
    return tuple(dict.fromkeys(each for each in found if each[1]))


def words(kind: str, field: str) -> tuple[str, ...]:
    """The headings that mean a field, the surest first, as plain() gives them."""
    return _words(HEADINGS[kind][field])


def value_type(kind: str, field: str) -> str:
    """text, day, moment, number, yes, share or several; own for one of the office's own fields."""
    if field.startswith("own:"):
        return "day" if field.endswith(":day") else "own"
    return HEADINGS[kind][field].split(" ", 1)[0]


@cache
def _words(line: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain(word) for word in line.split(" ", 1)[1].split("|")))


@cache
def is_known(heading: str) -> bool:
    """Whether it is a heading of any kind of sheet."""
    text = plain(heading)
    return any(text in words(kind, field) for kind, fields in HEADINGS.items() for field in fields)


def field_named(kind: str, name: str) -> str | None:
    """The field a person means: by its own name ("received") or by any heading that means it ("Received Date")."""
    bare = name.strip().lower().replace(" ", "_").replace("-", "_")
    if bare in HEADINGS[kind]:
        return bare
    found = _ALIASES.get(kind, {}).get(bare)
    if found:
        return found
    text = plain(name)
    ranked = [
        (place, field)
        for field in HEADINGS[kind]
        for place, word in enumerate(words(kind, field))
        if word == text
    ]
    return min(ranked)[1] if ranked else None


_MATTER = {"external_number": "number", "external": "number", "external_id": "number", "unit_code": "unit",
           "apartment": "unit", "building_code": "building", "person": "person_name", "phone": "person_phone",
           "name": "person_name", "owner": "person_name", "status": "state"}  # fmt: skip
_ALIASES: dict[str, dict[str, str]] = {
    "people": {"external_number": "number", "mobile": "phone", "identity_number": "identity", "note": "notes",
               "unit_code": "unit", "relation": "role"},
    "units": {"external_number": "number", "code": "unit", "unit_code": "unit", "owner": "person_name",
              "owner_name": "person_name", "owner_phone": "person_phone", "owner_number": "person_number"},
    "orders": {**_MATTER, "finished": "done", "resolved": "done", "completed": "done", "subject": "summary",
               "title": "summary", "own_words": "description", "assigned_to": "staff"},
    "complaints": {**_MATTER, "closed": "resolved", "done": "resolved", "finished": "resolved", "summary": "subject",
                   "title": "subject", "text": "own_words", "description": "own_words"},
}  # fmt: skip


def match(header: Sequence[str], kind: str) -> dict[str, str]:
    """Field → heading, each column used once: the surest pairs first, exact words before contained ones."""
    found = _match(header, kind, frozenset())
    alone = {field for field in found if BESIDE.get(field, field) in HEADINGS[kind].keys() - found.keys()}
    return _match(header, kind, frozenset(BESIDE)) if alone else found


def _match(header: Sequence[str], kind: str, without: frozenset[str]) -> dict[str, str]:
    bare = [(plain(heading), _readings(heading)) for heading in header]
    pairs = []
    for order, field in enumerate(field for field in HEADINGS[kind] if field not in without):
        for place, word in enumerate(words(kind, field)):
            for column, (text, readings) in enumerate(bare):
                sure = next((sure for sure, reading in readings if reading == word), None)
                if sure is not None:
                    pairs.append((sure, place, order, column, field))
                elif _contains(text, word):
                    # Chinese says what it is last: 联系人电话 is a telephone, 楼栋房号 a unit.
                    inside = 0 if text.endswith(word) else 1
                    pairs.append((2 + inside, len(text) - len(word), order, column, field))
    found: dict[str, str] = {}
    used: set[int] = set()
    pairs.sort(key=lambda pair: (pair[-1] in TIME_OF, pair))
    for _, _, _, column, field in pairs:
        if field not in found and column not in used and TIME_OF.get(field, field) in (*found, field):
            found[field] = header[column]
            used.add(column)
    return {field: found[field] for field in HEADINGS[kind] if field in found}


def match_with_own(header: Sequence[str], kind: str, own: Mapping[str, OwnEntry]) -> dict[str, str]:
    """The same with the office's own fields, by their names in either language. The office named them: they go
    before a field of ours whose heading is theirs too, unless no row could be taken without that one."""
    columns = match(header, kind)
    needed = {
        columns[field]
        for name in NEEDED[kind]
        for field in (name, *INSTEAD.get(name, ()))
        if field in columns
    }
    found = match_own([heading for heading in header if heading not in needed], own)
    if not found:
        return columns
    return match([heading for heading in header if heading not in found.values()], kind) | found


def match_own(header: Sequence[str], own: Mapping[str, OwnEntry]) -> dict[str, str]:
    """Own field → heading: as our own export writes it, by its name, by its name but for signs."""
    found: dict[str, str] = {}
    for read in (fold, plain):
        bare = {read(heading): heading for heading in reversed(header)}
        for key, entry in own.items():
            both = (entry.name, entry.other_name)
            names = (*(f"{name} ({entry.field_id})" for name in both if name), *both)
            told = [bare[text] for name in names if (text := read(name)) and text in bare]
            free = [heading for heading in told if heading not in found.values()]
            if free and key not in found:
                found[key] = free[0]
    return found


def role_told(name: str, title: str) -> str:
    """What all people of a sheet without a column for it are to their units, by the heading of their names or else
    the sheet's own name; empty where neither says it, or says several."""
    for text in (plain(name), plain(title)):
        told = [role for role, said in _ROLES.items() if any(word in text for word in said)]
        if told:
            return told[0] if len(told) == 1 else ""
    return ""


_ROLES = {"owner": ("业主", "owner"), "tenant": ("租户", "租客", "承租", "tenant", "lessee")}


def charges_of_orders(header: Sequence[str]) -> bool:
    """Whether a sheet is our list of what orders cost, which is none of the fees that units pay."""
    bare = {plain(heading) for heading in header}
    return all(bare & told for told in ({"workorder", "工单"}, {"whatfor", "内容"}, {"amount", "金额"}))


def _contains(text: str, word: str) -> bool:
    """Chinese headings are compounds (业主手机号码必填); English ones that are longer mean something else."""
    return not word.isascii() and 2 <= len(word) < len(text) <= len(word) + 12 and word in text


def guess_kind(header: Sequence[str], name: str = "") -> str | None:
    """The kind whose telling fields most headings are; the sheet's or file's name counts too. None: no idea."""
    scores = {kind: _score(header, kind, name) for kind in KINDS}
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] >= 2 else None


def _score(header: Sequence[str], kind: str, name: str) -> float:
    found = match(header, kind)
    exact = {plain(heading) for heading in header}
    score = 0.2 * len(found)
    telling = TELLING[kind]
    if kind == "people" and not PERSONAL.isdisjoint(found):  # of the two that take units with their owners
        telling = (*telling, *TELLING["units"])
    for field in telling:
        if field in found:
            score += 1.0 if plain(found[field]) in words(kind, field) else 0.5
    own = [plain(word) for word in OWN_WORDS[kind].split("|")]
    title = plain(name)
    score += max((1.0 + len(word) / 20 for word in own if word in title), default=0.0)
    hits = sum(1 for text in exact for word in own if len(word) > 1 and text.startswith(word))
    return score + min(hits, 3) * 0.7
