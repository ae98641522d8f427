"""The public list of naughty strings with the worst of our own, and an office where everything is called by them."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from fmcrm_desktop.model.field import Field, fields_of
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import ENGLISH
from fmcrm_desktop.services import call_lists, call_topics, letters, notices, own_fields, promises, relations
from fmcrm_desktop.services.call_lists import ChosenForm
from fmcrm_desktop.services.call_topics import TopicForm
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.letters import TemplateForm
from fmcrm_desktop.services.notices import NoticeForm
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.opening import found_office
from fmcrm_desktop.services.own_fields import OwnFieldForm
from fmcrm_desktop.services.owners import ContactLine
from fmcrm_desktop.services.promises import PromiseForm
from fmcrm_desktop.services.relations import RelationForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.safety.subjects import SUBJECTS, Subject, line

PUBLIC = tuple(
    json.loads((Path(__file__).parents[1] / "fixtures/naughty/blns.json").read_text(encoding="ascii"))
)
"""All 515 of them."""
_WANTED = os.environ.get("FMCRM_NAUGHTY", "")
WHOLE = bool(_WANTED)
"""A release runs every string, by "all" or by 0-100, 100-200 … one after another; each change every twentieth and the
worst."""
_SOME = slice(*map(int, _WANTED.split("-"))) if "-" in _WANTED else slice(None, None, 1 if WHOLE else 20)
WORST = (
    "<b>&", "A & B", "a<b", "</para>", '<img src="file:///etc/passwd">', "R&D;", "&lt;b&gt;bold", "{0}%s",
    "{name} {0.__class__}", "&amp;", "'; drop table person; --", "=1+1", "-5", "+8613800138000", "@SUM(A1)", "＝1+1",
    "\t=1+1", "'=1+1", " \u3000=1+1", "_x0041_", "100% _under_ \\back", "one\ntwo\r\nthree\rfour\u2028five\x85six",
    "a,b;c\\n\"d\"", "\ufeffmarked\ufeff", "zero\u200bwidth\ufeffhere\u2060", "bell\x07escape\x1b[31m",
    "e\u0301 Za\u0334lgo", "\u0645\u0631\u062d\u0628\u0627 \u202ereversed\u202c \u05e9\u05dc\u05d5\u05dd",
    "\ue000\U000f0000\U0010fffd", "\U0001f469\u200d\U0001f469\u200d\U0001f467 family",
    "{{ name }}", "{% for a in b %}", "BEGIN:VCARD", "#N/A",
)  # fmt: skip
REFUSED = ("before\x00after", "\x00", "half \ud83d pair", "\udfff", "\ufffe", "\ufffe\uffff not characters")
"""What no database keeps, or only one of the two, and what the screen would turn into another text."""
STRINGS = tuple(each for each in dict.fromkeys((*PUBLIC[_SOME], *WORST)) if each not in REFUSED)
BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")

INVISIBLE = {"Zs", "Zl", "Zp", "Cc", "Cf"}
"""Blanks, commands and signs that only join or turn others. Signs of one's own (Co) have a shape of their own."""


def kept(text: str, lines: int = 1) -> str:
    """What stands in the database, written apart from the product: one line in one-line fields, composed, without
    blanks or the mark of a file's beginning around; nothing where all of it is blanks, commands and invisible signs,
    for nobody could read or find it again."""
    found = re.sub(
        r"\A[\s\ufeff]*|[\s\ufeff]*\Z",
        "",
        unicodedata.normalize("NFC", BREAKS.sub(" ", text) if lines == 1 else text),
    )
    return found if any(unicodedata.category(each) not in INVISIBLE for each in found) else ""


def seen(text: str) -> bool:
    """Whether any of it is more than a blank, a command or an invisible sign."""
    return any(unicodedata.category(each)[0] not in "CZ" for each in text)


def cut(text: str, field: Field, room: int = 0) -> str:
    """The same, no longer than the field takes; ``room`` is left free at its end."""
    return kept(kept(text, field.lines)[: field.longest - room], field.lines)


@dataclass(frozen=True)
class Called:
    """Everything in the office that is called by one string, by table."""

    text: str
    at: int
    ids: dict[str, int]

    @property
    def own(self) -> str:
        """What the own fields say."""
        return kept(self.text)[:1000].strip()

    def said(self, table: str, name: str) -> str:
        """What a field of it must say."""
        return str(getattr(_form(table, self.text, self.at), name))


BY_TABLE = {subject.table: subject for subject in SUBJECTS}


def _form(table: str, text: str, at: int) -> Any:
    subject: Subject = BY_TABLE[table]
    said = {
        name: f"{cut(text, field, 6)} {at}" if name == subject.unique else cut(text, field)
        for name, field in subject.free.items()
    }
    for name in ("other_name", "new_name", "meet_place"):  # the lists show it beside the name
        if name in said:
            said[name] = ""
    return subject.filled("", **said)


def enter(office: Office) -> list[Called]:
    """Enter everything once for each string in which there is something to see; what has nothing is no text and is
    refused where one is needed. An own field of each subject says it too."""
    own = {
        table: office.do(own_fields.add, OwnFieldForm(table, "text", f"=1+1 <b>{{0}}%s&{table}")).result
        for table in ("person", "unit", "complaint", "work_order")
    }
    wanted = [(at, text) for at, text in enumerate(STRINGS) if seen(kept(text)) and seen(kept(text, 2))]
    found: list[Called] = []
    for start in range(0, len(wanted), 20):
        found += office.do(_enter_some, wanted[start : start + 20], set(own)).result
    return found


@needs("office.settings")
def _enter_some(work: Work, wanted: list[tuple[int, str]], own: set[str]) -> list[Called]:
    """Twenty strings in one deed: through the same cases, with a tenth of the commits."""
    return [_enter(work, text, at, own) for at, text in wanted]


def office_of(path: Path, wanted: list[tuple[int, str]]) -> Path:
    """An office in English with a few of everything, entered under these texts, and closed again; people have a field
    of the office's own."""
    office = found_office(str(path), OfficeForm("Willow Court", "Asia/Shanghai", "CNY", ENGLISH, "Zhou Min"))
    office.do(own_fields.add, OwnFieldForm("person", "text", "Linden"))
    office.store.clock = lambda: NOW
    office.do(_enter_some, wanted, {"person"})
    office.close()
    return path


def _enter(work: Work, text: str, at: int, own: set[str]) -> Called:
    ids: dict[str, int] = {}

    def add(table: str, **more: Any) -> None:
        subject = BY_TABLE[table]
        if table in own:
            [entry] = own_fields.blank(work, table)
            more["own"] = (replace(entry, value=kept(text)[:1000].strip()),)
        result = subject.case(work, replace(_form(table, text, at), **more))
        ids[table] = result if isinstance(result, int) else result.id

    add("building")
    add("unit", building_id=ids["building"])
    hours = kept(text)[:100].strip()
    add("person", contacts=(line(hours), ContactLine("mobile", f"138{at:08d}", hours=hours)))
    tied = {"person_id": ids["person"], "unit_id": ids["unit"]}
    relations.add(work, RelationForm(**tied, note=kept(text)[:300].strip()))
    add("complaint", **tied, anonymous=False)
    for table in ("work_order", "call", "event"):
        add(table, **tied)
    if at < 100 or not WHOLE:
        add("staff")
        add("category")
    _further(work, text, ids)
    BY_TABLE["note"].case(work, "person", ids["person"], _form("note", text, at))
    return Called(text, at, ids)


def _further(work: Work, text: str, ids: dict[str, int]) -> None:
    """Topics, notices, templates, promises and call lists."""

    def said(form: type[Any], name: str) -> str:
        return cut(text, next(each.field for each in fields_of(form) if each.name == name))

    topic = TopicForm(f"{said(TopicForm, 'name')[:74]} {ids['person']}", script=said(TopicForm, "script"))
    ids["call_topic"] = call_topics.add(work, topic)
    notice = NoticeForm(title=said(NoticeForm, "title"), text=said(NoticeForm, "text"), starts=NOW,
                        until=NOW + timedelta(days=1), buildings=(ids["building"],))  # fmt: skip
    ids["notice"] = notices.add(work, notice)
    promise = PromiseForm("call_back", NOW + timedelta(hours=3), said(PromiseForm, "text"), ids["person"])
    ids["promise"] = promises.give(work, promise)
    chosen = ChosenForm(said(ChosenForm, "name"), people=(ids["person"],), script=said(ChosenForm, "script"))
    ids["call_list"] = call_lists.make(work, chosen)
    name = f"{said(TemplateForm, 'name')[:70]} {ids['person']}"
    try:
        template = TemplateForm(name, subject="About", text=said(TemplateForm, "text"))
        ids["letter_template"] = letters.add(work, template)
    except Invalid as invalid:
        assert set(invalid.fields) == {"text"} and "{" in text, (text, invalid.fields)
