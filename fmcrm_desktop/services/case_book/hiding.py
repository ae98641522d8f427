"""Taking people out of a story: names, telephone numbers and units become what they are: the owner, the clerk.

Pure text work. The longest name is looked for first; a Latin name also by its parts, a Chinese one also by the
surname before a title and by its given name, as people speak of each other. The writer looks it over all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fmcrm_desktop.model.reading import has_chinese

ROLES: dict[str, tuple[str, str]] = {
    "owner": ("the owner", "业主"),
    "tenant": ("the tenant", "租户"),
    "occupant": ("the resident", "住户"),
    "customer": ("the customer", "客户"),
    "company": ("the company", "某公司"),
    "clerk": ("the clerk", "前台人员"),
    "dispatcher": ("the dispatcher", "调度员"),
    "manager": ("the manager", "项目经理"),
    "technician": ("the technician", "维修师傅"),
    "reader": ("a colleague", "一位同事"),
    "vendor": ("the contractor", "外包单位"),
    "unit": ("the unit", "某房号"),
    "reach": ("(number)", "（联系方式）"),
}
"""What stands in a name's place, in the language of the text around it."""
_TITLED = "先生|女士|小姐|太太|师傅|经理|阿姨|大姐|大哥|叔叔|大爷|奶奶|主任|老师|总|工"
_COMPOUND = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐")
_LATIN = "A-Za-zÀ-ɏ"
_ALONE, _ENDS = "(?<![A-Za-z0-9-])", "(?![A-Za-z0-9-])"
"""Not within a longer word or number; Chinese characters may stand on either side."""
_DAY = r"(?!\d{4}-\d{1,2}-\d{1,2}(?!\d))"
_TELEPHONE = rf"{_ALONE}{_DAY}\+?(?:\d[ ()-]{{0,2}}){{6,14}}\d{_ENDS}"
_MAIL = r"[A-Za-z0-9_.+-]+@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+"
_USUAL = frozenset(
    "she her his him has had was not but the you may sun ran man can fan pan ban van one two ten our its who how why "
    "all any let long will young song rose hope grace joy june mark bill rich sung wing king more good best away home "
    "lift lifts water house office".split()
)
"""Parts of names that are words of every day: hidden only behind Mr or Ms, or every "She" would be somebody."""


@dataclass(frozen=True)
class Secret:
    """A name, label or number that must not be read, and whose it is (a key of ROLES)."""

    text: str
    role: str


def hide(text: str, secrets: Sequence[Secret]) -> str:
    """The text with roles in the place of everybody and everything that is named in it."""
    roles, pattern = _looked_for(secrets)
    language = has_chinese(text)

    def instead(found: re.Match[str]) -> str:
        said = ROLES[roles[found.lastgroup or ""]][language]
        return _capital(text, found.start(), said)

    return pattern.sub(instead, text)


def left(text: str, secrets: Sequence[Secret]) -> tuple[str, ...]:
    """What still names somebody, each once, in the order it is read."""
    _roles, pattern = _looked_for(secrets)
    return tuple(dict.fromkeys(found.group() for found in pattern.finditer(text)))


def _capital(text: str, start: int, said: str) -> str:
    """A sentence begins with a capital letter."""
    before = text[:start].rstrip()
    return said[:1].upper() + said[1:] if not before or before[-1] in ".!?\n" else said


def _looked_for(secrets: Sequence[Secret]) -> tuple[dict[str, str], re.Pattern[str]]:
    """One pattern with a group for each form of each name, the longest first."""
    forms: dict[str, tuple[int, str]] = {}
    for secret in secrets:
        for form, long in _forms(secret):
            forms.setdefault(form, (long, secret.role))
    ordered = sorted(forms.items(), key=lambda each: each[1][0], reverse=True)
    every = [*((form, role) for form, (_long, role) in ordered), (_MAIL, "reach"), (_TELEPHONE, "reach")]
    pattern = "|".join(f"(?P<g{at}>{form})" for at, (form, _role) in enumerate(every))
    return {f"g{at}": role for at, (_form, role) in enumerate(every)}, re.compile(pattern)


def _forms(secret: Secret) -> Iterable[tuple[str, int]]:
    """The patterns by which a secret is found, each with the length of what it looks for."""
    text = secret.text.strip()
    if len(text) < 2:
        return
    if secret.role in ("unit", "reach"):
        before = "(?:(?:[Uu]nit|[Ff]lat|房号|房屋) ?)?" if secret.role == "unit" else ""
        yield rf"{_ALONE}{before}{_ALONE}(?i:{re.escape(text)}){_ENDS}", len(text)
    elif has_chinese(text):
        yield from _chinese(text, secret.role)
    else:
        yield from _latin(text, secret.role)


def _latin(name: str, role: str) -> Iterable[tuple[str, int]]:
    alone, ends = f"(?<![{_LATIN}])", f"(?![{_LATIN}])"
    title = r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )"
    yield rf"{alone}{title}?(?i:{re.escape(name)}){ends}", len(name)
    if role in ("company", "vendor"):
        return
    for part in re.findall(rf"[{_LATIN}]{{2,}}", name):
        usual = len(part) < 3 or part.lower() in _USUAL
        yield rf"{alone}{title}{'' if usual else '?'}{re.escape(part)}{ends}", len(part)


def _chinese(name: str, role: str) -> Iterable[tuple[str, int]]:
    if role in ("company", "vendor") or not 2 <= len(name) <= 4:
        yield re.escape(name), len(name)
        return
    yield rf"{re.escape(name)}(?:{_TITLED})?", len(name)
    long = 2 if name.startswith(_COMPOUND) else 1
    family, given = name[:long], name[long:]
    yield rf"{re.escape(family)}(?:{_TITLED})", long + 1
    yield rf"[老小]{re.escape(family)}", long + 1
    if len(given) == 2:
        yield re.escape(given), 2
