"""A whole office in which every text that people type anywhere was written over: 515 hostile strings and our worst.

Each cell gets a string of its own with a number at its end. Wherever such a number is read afterwards, in a list, on a
page, on paper or in a file, the whole string must stand before it: nobody has to say where which text is shown, and a
new table, list or paper is walked without anybody thinking of it.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import is_dataclass
from itertools import cycle
from pathlib import Path

from sqlalchemy import Column, String, Table

from fmcrm_desktop import model, services
from fmcrm_desktop.model.base import Base
from fmcrm_desktop.model.field import fields_of
from tests.safety.hostile import PUBLIC, REFUSED, WORST, kept

NUMBER = re.compile(r"~(\d+)~")
NOT_TYPED = {
    "audit", "counter", "deed", "document", "import_mapping", "reminded", "setting", "sign_in_try", "staff_hours",
    "survey_sheet", "complaint_aspect", "saved_view",
}  # fmt: skip
"""Tables of the program's own bookkeeping, and codes from which a paper is found again."""
CODES = {
    "event.zone", "event_guest.answer", "staff.login", "agreement.number", "bill.number", "letter.number",
    "complaint.number", "suggestion.number", "commendation.number", "post_item.number", "work_order.number",
    "own_value.value", "order_check.value", "contact_point.value", "category.code", "staff.phone",
    "agreement_charge.month", "committee_body.quorum", "committee_body.majority", "committee_meeting.quorum",
    "committee_meeting.majority", "issued_document.number",
    "committee_meeting.number", "decision.number", "opinion.number", "dispute.number", "lead.number",
}  # fmt: skip
"""Columns called like a field that is typed, holding what the program gives or what is read as a number."""
ALSO = {
    "call.topic", "complaint.subject", "message.subject", "letter.subject", "letter_template.subject",
    "group_message.subject", "post_item.subject", "counter_visit.topic", "counter_visit.answer", "visit.result",
    "goal.result", "event.clash_reason", "contact_point.label",
}  # fmt: skip
"""Typed too, though a field of a choice is called the same somewhere."""
FEW = 3
"""So many rows of a column are filled where the demo office leaves it empty."""


def typed_names() -> set[str]:
    """The names of all fields of all forms that take any text; those that are a choice anywhere left out."""
    for room in (services, model):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            importlib.import_module(module.name)
    free, coded = set(), set()
    for name, module in sorted(sys.modules.items()):
        if not name.startswith("fmcrm_desktop.services"):
            continue
        for field in [
            field for form in vars(module).values() if _is_form(form, name) for field in fields_of(form)
        ]:
            if field.type is str:
                plain = field.field.choices is None and not field.field.pick and not field.many
                (free if plain else coded).add(field.name)
    return free - coded


def _is_form(one: object, module: str) -> bool:
    own = inspect.isclass(one) and is_dataclass(one) and one.__module__ == module
    return own and any("Field(" in str(kind) for kind in vars(one).get("__annotations__", {}).values())


def typed_columns() -> Iterator[tuple[Table, Column[str]]]:
    names = typed_names()
    for table in Base.metadata.sorted_tables:
        for column in table.columns if table.name not in NOT_TYPED else ():
            place = f"{table.name}.{column.name}"
            if (
                isinstance(column.type, String)
                and place not in CODES
                and (column.name in names or place in ALSO)
            ):
                yield table, column


def write_over(path: Path) -> dict[int, str]:
    """Write every text over by plain sqlite3; gives each number with the string it ends."""
    strings = cycle([each for each in (*PUBLIC, *WORST) if each not in REFUSED and kept(each)])
    told: dict[int, str] = {}
    with closing(sqlite3.connect(path)) as connection:
        for table, column in typed_columns():
            key = "id" if "id" in table.columns else "rowid"
            asked = f"select {key} from {table.name} where {column.name} <> '' order by {key}"
            ids = [id for (id,) in connection.execute(asked)]
            if len(ids) < FEW and column.name != "label":
                ids = [id for (id,) in connection.execute(f"select {key} from {table.name} limit {FEW}")]
            for id in ids:
                told[len(told)] = said = _ended(
                    next(strings), len(told), getattr(column.type, "length", None)
                )
                connection.execute(f"update {table.name} set {column.name} = ? where {key} = ?", (said, id))
        connection.commit()
    return told


def _ended(text: str, number: int, longest: int | None) -> str:
    end = f"~{number}~"
    return kept(kept(text)[: (longest or 300) - len(end)]) + end


def wrong_in(text: str, told: dict[int, str], as_shown: Callable[[str], str] = str) -> list[str]:
    """The strings whose number is there and which are not there whole. A text of several lines may stand in one of
    one line: whatever is blank in it is one blank then."""
    found = sorted(numbers_in(text))
    flat = " ".join(text.split())
    return [
        told[number]
        for number in found
        if as_shown(told[number]) not in text and " ".join(told[number].split()) not in flat
    ]


def numbers_in(text: str) -> set[int]:
    return {int(number) for number in NUMBER.findall(text)}
