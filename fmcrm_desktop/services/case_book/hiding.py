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
_TELEPHONE = r"(?<![\w-])(?!\d{4}-\d{1,2}-\d{1,2}(?!\d))\+?\d(?:[\d\s()-]{5,17})\d(?![\w-])"
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_WORD = r"[^\W\d_]"
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
    forms: dict[str, str] = {}
    for secret in secrets:
        for form in _forms(secret):
            forms.setdefault(form, secret.role)
    ordered = sorted(forms.items(), key=lambda each: len(each[0]), reverse=True)
    groups = [*ordered, (_MAIL, "reach"), (_TELEPHONE, "reach")]
    named = {f"g{at}": (form, role) for at, (form, role) in enumerate(groups)}
    pattern = "|".join(f"(?P<{name}>{form})" for name, (form, _role) in named.items())
    return {name: role for name, (_form, role) in named.items()}, re.compile(pattern)


def _forms(secret: Secret) -> Iterable[str]:
    text = secret.text.strip()
    if len(text) < 2:
        return
    if secret.role in ("unit", "reach"):
        yield rf"(?<![\w-])(?i:{re.escape(text)})(?![\w-])"
    elif has_chinese(text):
        yield from _chinese(text, secret.role)
    else:
        yield rf"(?<!{_WORD})(?i:{re.escape(text)})(?!{_WORD})"
        if secret.role not in ("company", "vendor"):
            for part in re.findall(rf"{_WORD}{{2,}}", text):
                usual = len(part) < 3 or part.lower() in _USUAL
                yield rf"(?<!{_WORD})(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? ){'' if usual else '?'}{re.escape(part)}(?!{_WORD})"


def _chinese(name: str, role: str) -> Iterable[str]:
    yield re.escape(name)
    if role in ("company", "vendor") or not 2 <= len(name) <= 4:
        return
    long = 2 if name.startswith(_COMPOUND) else 1
    family, given = name[:long], name[long:]
    yield rf"{re.escape(family)}(?:{_TITLED})"
    yield rf"[老小]{re.escape(family)}"
    if len(given) == 2:
        yield re.escape(given)
