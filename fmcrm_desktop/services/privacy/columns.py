"""Which columns can say who somebody is. A text column that nobody declared here is one: what is new is erased."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Table, Text

from fmcrm_desktop.model.tables import Base
from fmcrm_desktop.store.trail import HIDDEN

_CODES = frozenset(
    {
        "kind", "state", "from_state", "to_state", "channel", "direction", "language", "role", "priority", "month",
        "vote", "weight", "presence", "way", "mouth", "factor", "tier", "charged", "renewal", "method", "sha256",
        "stored_name", "source", "counts", "quorum", "majority", "base", "criterion", "gap", "need", "left_out",
        "zone", "rule", "except_days", "extra_days", "occurrence", "basis", "code", "measure", "other_measure",
        "purpose", "subject_of", "record_table", "rated_by", "thanks", "key",
    }
)  # fmt: skip
"""Names that are codes of the program in every table."""
_CODES_OF: Mapping[str, frozenset[str]] = {
    "agreement_belief": frozenset({"belief", "contract", "mark"}),
    "call": frozenset({"outcome"}),
    "committee_member": frozenset({"post"}),
    "complaint": frozenset({"loss"}),
    "complaint_aspect": frozenset({"value"}),
    "event_guest": frozenset({"answer"}),
    "lead": frozenset({"lost_reason"}),
    "leaving_entry": frozenset({"reason"}),
    "letter_template": frozenset({"kind"}),
    "offer": frozenset({"answer"}),
    "order_check": frozenset({"choices", "unit", "text", "other_text"}),
    "charge": frozenset({"vendor_number"}),
    "work_order": frozenset({"choice", "dispatch_error", "on_holiday"}),
}
_NUMBERED = frozenset({"call"})
"""Where ``number`` is a telephone number; elsewhere it is the office's own."""
_EMPTIED = frozenset(
    {
        "salutation", "gender", "age_band", "identity_kind", "identity_number", "preferred_channel", "e164", "digits",
        "other_name", "other_title", "other_text", "email", "phone", "external_number", "external", "uid",
        "message_id", "address", "account",
    }
)  # fmt: skip
"""What stands empty afterwards: codes of the person and what is searched or sent by. Elsewhere it is seen that
something stood there, for past totals count it."""
_NOT_TEXT: Mapping[str, tuple[str, ...]] = {"person": ("birthday", "customer_since", "household_size")}


@cache
def telling(name: str) -> Mapping[str, str | None]:
    """The columns of a table that can tell of somebody, and what stands there once it is erased."""
    table = Base.metadata.tables[name]
    found: dict[str, str | None] = dict.fromkeys(_NOT_TEXT.get(name, ()))
    for column in texts(table):
        found[column] = "" if column in _EMPTIED else HIDDEN
    return found


def texts(table: Table) -> Iterator[str]:
    """The names of the columns of a table in which somebody can be written about."""
    for column in table.columns:
        if isinstance(column.type, Text) and not _is_code(table, column.key):
            yield column.key


def _is_code(table: Table, name: str) -> bool:
    if name == "number":
        return table.name not in _NUMBERED
    if name == "subject":
        return "subject_id" in table.columns and "subject_of" not in table.columns
    if name == "sort_key":
        return False
    return name in _CODES or name in _CODES_OF.get(table.name, ())


def hangs(table: Any) -> bool:
    """Whether its rows name what they hang on by ``subject`` and ``subject_id``."""
    return "subject" in table.columns and "subject_id" in table.columns and "subject_of" not in table.columns
