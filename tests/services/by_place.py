"""Where each record belongs, by plain rows: so that a measure of one building, person … is the whole second count over
what belongs there and nothing else."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime, timedelta
from typing import Any

from tests.services.by_hand import Kept, Month, Row

Key = Hashable


class Places:
    """The key of every row, by one of building, its kind, territory, category, person, vendor, tier, channel, kind
    of charge, piece of equipment; None for nowhere."""

    def __init__(self, kept: Kept, by: str, month: Month) -> None:
        self.kept, self.by, self.month = kept, by, month
        self.orders, self.requests, self.people = (
            kept.by_id(table) for table in ("work_order", "request", "person")
        )
        self.units, self.bills, self.sheets = (
            kept.by_id(table) for table in ("unit", "bill", "survey_sheet")
        )
        self.vendors = {row["id"] for row in kept.all["staff"] if row["vendor"]}
        self.last = self.month.end - timedelta(hours=1)
        """Within the last day of the month: when what has no moment of its own is looked at."""

    def of(self, table: str, row: Row) -> Key:
        """Where a row of a table belongs."""
        if self.by == "charge_kind":
            return {"charge": row.get("kind"), "agreement_charge": "agreement"}.get(table)
        if table in ("visit", "charge"):
            return self.of("work_order", self.orders[row["order_id"]])
        if table == "survey_answer":
            return self.of("survey_sheet", self.sheets[row["sheet_id"]])
        if table == "agreement_charge":
            bill = self.bills[row["bill_id"]]
            return self._said(
                {"building": self._house(bill), "moment": self.last, "customer": bill["person_id"]}
            )
        facts = {
            "work_order": self._order, "complaint": self._voice, "commendation": self._voice, "request": self._asked,
            "call": self._asked, "promise": lambda row: {"staff": row["staff_id"], "customer": row["person_id"]},
            "survey_sheet": lambda row: {"building": row["building_id"], "moment": row["answered"],
                                         "staff": row["staff_id"], "customer": row["person_id"]},
            "time_spent": lambda row: {"staff": row["staff_id"]},
            "visit_staff": lambda row: {"staff": row["staff_id"]}, "staff": lambda row: {"staff": row["id"]},
            "unit": lambda row: {"building": row["building_id"], "moment": self.last},
            "equipment": lambda row: {"building": row["building_id"], "moment": self.last, "equipment": row["id"]},
        }  # fmt: skip
        return self._said(facts[table](row))

    def _order(self, row: Row) -> dict[str, Any]:
        asked = self.requests.get(row["request_id"])
        return {
            "building": row["building_id"], "moment": row["received"], "category": row["category_id"],
            "staff": row["staff_id"], "customer": row["person_id"], "channel": asked["channel"] if asked else "other",
        }  # fmt: skip

    def _voice(self, row: Row) -> dict[str, Any]:
        staff = row["concerned_id"] if "concerned_id" in row else row["staff_id"]
        return {
            "building": row["building_id"], "moment": row["received"], "category": row["category_id"], "staff": staff,
            "customer": row["person_id"], "channel": row["channel"],
        }  # fmt: skip

    def _asked(self, row: Row) -> dict[str, Any]:
        """A request or a call."""
        return {
            "building": self._house(row), "moment": row.get("received") or row.get("started"),
            "staff": row.get("staff_id"), "customer": row["person_id"], "channel": row.get("channel", "phone"),
        }  # fmt: skip

    def _house(self, row: Row) -> int | None:
        unit = self.units.get(row["unit_id"])
        return unit["building_id"] if unit else None

    def _said(self, facts: dict[str, Any]) -> Key:
        if self.by in ("person", "vendor"):
            staff = facts.get("staff")
            return staff if (staff in self.vendors) == (self.by == "vendor") else None
        if self.by == "tier":
            customer = self.people.get(facts.get("customer"))
            return (customer["tier"] or None) if customer else None
        if self.by == "territory":
            return self._territory(facts.get("building"), facts.get("moment"))
        if self.by == "building_kind":
            houses = {row["id"]: row["kind"] for row in self.kept.all["building"]}
            return houses.get(facts.get("building")) or None
        return facts.get(self.by)

    def _territory(self, building: int | None, moment: datetime | None) -> Key:
        names = {row["id"]: (row["name"], row["other_name"]) for row in self.kept.all["territory"]}
        for row in self.kept.whole("territory_building"):
            if row["building_id"] == building and moment is not None:
                day = moment.astimezone(self.month.zone).date()
                if (row["from_day"] or day) <= day <= (row["until_day"] or day):
                    return names[row["territory_id"]]
        return None


class Only(Kept):
    """The rows that belong to one key; what is looked up by its id is there all the same."""

    PARTED = ("work_order", "visit", "charge", "complaint", "commendation", "request", "call", "promise",
              "survey_answer", "time_spent", "agreement_charge", "unit", "equipment")  # fmt: skip
    CHARGED = ("charge", "agreement_charge")
    OF_STAFF = ("staff", "visit_staff")

    def __init__(self, kept: Kept, places: Places, key: Key) -> None:
        self.all, self.places, self.key = kept.all, places, key

    def __call__(self, table: str) -> list[Row]:
        of_kind = self.places.by == "charge_kind"  # the orders whose charges they are are there for all kinds
        parted = table in (self.CHARGED if of_kind else self.PARTED) or (
            table in self.OF_STAFF and self.places.by in ("person", "vendor")
        )
        rows = self.whole(table)
        return [row for row in rows if self.places.of(table, row) == self.key] if parted else rows
