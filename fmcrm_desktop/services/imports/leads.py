"""Takes prospects: each known by its number, telephone or email address beside its name; no open one is without a next
step, and a stage is changed by nobody but a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.campaign import Campaign
from fmcrm_desktop.model.incoming import Fault, Incoming
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.money import decimals
from fmcrm_desktop.model.phone import SHORTEST, normalise
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.prospect import OPEN, Lead, LeadUnit
from fmcrm_desktop.model.words import CHINESE, N_
from fmcrm_desktop.services import numbers, settings
from fmcrm_desktop.services.imports.alike import Alike
from fmcrm_desktop.services.imports.fees import scaled
from fmcrm_desktop.services.imports.meanings import meaning, plain
from fmcrm_desktop.services.imports.outcome import Outcome
from fmcrm_desktop.services.imports.people import in_its_script
from fmcrm_desktop.services.imports.persons import Named, Persons, phones_of
from fmcrm_desktop.services.imports.reading import day, extras, first_fault, missing, moment, text, too_long
from fmcrm_desktop.services.imports.registry import Staffers
from fmcrm_desktop.services.imports.sink import Sink, differences
from fmcrm_desktop.services.owners.forms import is_address
from fmcrm_desktop.store.work import Work

LONGEST = {"number": 60, "name": 120, "other_name": 120, "company": 120, "phone": 60, "email": 200, "wants": 4000,
           "next_step": 300, "lost_text": 1000}  # fmt: skip
NAMES = ("name", "other_name", "company")
CODED = {
    "state": "LEAD_STATES",
    "source": "LEAD_SOURCES",
    "purpose": "LEAD_PURPOSES",
    "reason": "LOST_REASONS",
}
FIRST_STEP = {False: "First contact", True: "首次联系"}
"""What is done next with whom a file says nothing of it, in the office's language."""
STARTED = N_("Prospects that came without a next step have a first contact as theirs: {count}")
STAYED = N_(
    "Prospects whose stage differs in the file: {count}. A stage is changed on the page, where its history is kept."
)


class LeadTaker:
    """The rows of a list of prospects; a second import of the same file changes nothing."""

    def __init__(self, sink: Sink, columns: dict[str, str]) -> None:
        self.sink, self.columns = sink, columns
        self.means: dict[int, Alike] = {}
        self.staff, self.persons, self.named = Staffers(sink), Persons(sink), Persons(sink, by_name=True)
        work = sink.work
        self._decimals = decimals(settings.get(work, "office.currency"))
        self._country: str = settings.get(work, "office.country")
        self._first = FIRST_STEP[settings.get(work, "office.language") == CHINESE]
        self._today = work.now.astimezone(work.zone).date()
        campaigns = select(Campaign.id, Campaign.name, Campaign.other_name).where(Campaign.archived.is_(None))
        self._campaigns = {plain(each): id for id, *names in work.rows(campaigns) for each in names if each}
        self._known: dict[tuple[str, str], list[int]] = {}
        self._called: dict[int, set[str]] = {}
        its = (Lead.id, Lead.number, Lead.name, Lead.other_name, Lead.company, Lead.digits, Lead.email)
        for id, number, *names, digits, email in work.rows(
            select(*its).where(Lead.archived.is_(None)).order_by(Lead.id)
        ):
            self._learn(
                id, (number, *names), [("phone", digits if len(digits) >= SHORTEST else ""), ("email", email)]
            )
        self._started = self._stayed = 0
        self._fresh: dict[tuple[int, int], list[str]] = {}
        self._new: Counter[tuple[int, int]] = Counter()

    @property
    def hints(self) -> list[Fault]:
        told = ((STARTED, self._started), (STAYED, self._stayed))
        return [Fault(said, {"count": count}) for said, count in told if count]

    def key(self, row: Incoming) -> object:
        return id(row)  # taken one by one: the second row already knows what the first did

    def knows(self, row: Incoming) -> bool:
        """Whether a row is surely a prospect the office has."""
        return self._find(row) is not None

    def take(self, rows: Sequence[Incoming]) -> list[Outcome]:
        # learnt together, not with a question for each row
        self.persons.find_all([_who(row) for row in rows])
        if not self.sink.dry:
            new = [row for row in rows if not (_fault(row) or row.line in self.means or self.knows(row))]
            self._new = Counter(self._month(_entered(self.sink.work, row)) for row in new)
        return [self._one(row) for row in rows]

    def _one(self, row: Incoming) -> Outcome:
        if (fault := _fault(row)) is not None:
            return Outcome("rejected", fault)
        wanted, unsaid = self._wanted(row, _name(row))
        like = self.means.get(row.line)
        id = like.id if like is not None else self._find(row)
        if id is not None:
            outcome = self._change(id, in_its_script(wanted, like), unsaid)
            self._learn(id, ("", *(wanted[each] for each in NAMES)), self._ways(row))
            return outcome
        if wanted["responsible_id"] is None:
            return Outcome("rejected", missing("responsible"))
        return self._add(row, wanted)

    def _month(self, entered: datetime) -> tuple[int, int]:
        local = entered.astimezone(self.sink.work.zone)
        return local.year, local.month

    def _number(self, entered: datetime) -> str:
        """The next number of a month. On a server those of all rows taken together are taken at once, apart from the
        deed: nobody waits for them, and a row that another one makes known leaves its number for a later one."""
        month, work = self._month(entered), self.sink.work
        fresh = self._fresh.setdefault(month, [])
        if not fresh:
            count = 1 if work.dialect == "sqlite" else max(1, self._new.pop(month, 1))
            fresh += numbers.take(work, "lead", entered, count, apart=True)
        return fresh.pop(0)

    def _add(self, row: Incoming, wanted: dict[str, Any]) -> Outcome:
        work = self.sink.work
        entered = _entered(work, row)
        closed = None
        if wanted["state"] in OPEN:
            self._started += not wanted["next_step"] or wanted["next_day"] is None
            wanted["next_step"] = wanted["next_step"] or self._first
            wanted["next_day"] = wanted["next_day"] or self._today
        else:
            wanted["next_step"], wanted["next_day"] = "", None
            closed = max(moment(row, "closed") or entered, entered)
        if wanted["state"] == "lost":
            wanted["lost_reason"] = wanted["lost_reason"] or "other"
        number = "" if self.sink.dry else self._number(entered)
        filled = {column: value for column, value in wanted.items() if value not in (None, "")}
        id = self.sink.add(
            Lead, [filled | {"number": number, "entered": entered, "closed": closed, "reopened": 0}]
        )[0]
        begun = "new" if closed is not None else wanted["state"]
        moves = [("", begun, entered)] + ([(begun, wanted["state"], closed)] if closed is not None else [])
        self.sink.add(Move, [
            {"subject": "lead", "subject_id": id, "from_state": before, "to_state": after, "moment": when,
             "staff_id": work.who.staff_id}
            for before, after, when in moves
        ])  # fmt: skip
        self.sink.add(LeadUnit, [{"lead_id": id, "unit_id": unit} for unit in self._units(row)[0]])
        self._learn(id, (number, *(wanted[each] for each in NAMES)), self._ways(row))
        return Outcome("added", id=id)

    def _change(self, id: int, wanted: dict[str, Any], unsaid: set[str]) -> Outcome:
        """What the row says else; a stage is moved by nobody but a person, and so is what follows from it."""
        kept = self.sink.stored(Lead, [id], tuple(wanted)).get(id, {})
        self._stayed += "state" not in unsaid and wanted["state"] != kept.get("state")
        left = unsaid | {"state"}
        left |= {"next_step", "next_day"} if kept.get("state") not in OPEN else set()
        left |= {"lost_reason", "lost_text"} if kept.get("state") != "lost" else set()
        # known by the name in the other script: both stay where they stand
        name = plain(wanted["name"])
        left |= {"name", "other_name"} if name and name == plain(kept.get("other_name") or "") else set()
        said = {column: value for column, value in wanted.items() if column not in left}
        different = differences(said, kept)
        if different:
            self.sink.change(Lead, {id: different})
        return Outcome("updated" if different else "same", id=id)

    def _wanted(self, row: Incoming, name: str) -> tuple[dict[str, Any], set[str]]:
        """What a new prospect would be by the row, and which of it the row does not say; words that nobody here knows
        are kept below the needs."""
        codes = {
            field: meaning(table, text(row, field)) if text(row, field) else ""
            for field, table in CODED.items()
        }
        email = text(row, "email").lower()
        responsible = self.staff.find(text(row, "responsible"))
        campaign = self._campaigns.get(plain(text(row, "campaign")))
        recommended = (
            self.named.find(Named(name=text(row, "recommended"))) if text(row, "recommended") else None
        )
        found = {**codes, "email": is_address(email), "responsible": responsible, "campaign": campaign,
                 "recommended": recommended}  # fmt: skip
        strange = tuple(field for field, each in found.items() if text(row, field) and not each)
        strange += () if self._units(row)[1] else ("units",)
        told = {"state": codes["state"], "source": codes["source"], "responsible_id": responsible}
        phone = text(row, "phone")
        person = self.persons.find(_who(row))
        values = {
            "name": name, "other_name": text(row, "other_name"), "company": text(row, "company"), "phone": phone,
            "digits": normalise(phone, self._country).digits if phone else "",
            "email": email if is_address(email) else "", "person_id": person, "state": codes["state"] or "new",
            "source": codes["source"] or ("campaign" if campaign else "other"), "purpose": codes["purpose"] or "",
            "needs": "\n".join(part for part in (text(row, "wants", 2), extras(row, self.columns, strange)) if part),
            "budget": scaled(row.values.get("budget"), self._decimals), "campaign_id": campaign,
            "recommended_by_id": recommended, "responsible_id": responsible or self.sink.work.who.staff_id,
            "next_step": text(row, "next_step"), "next_day": day(row, "next_day"),
            "lost_reason": codes["reason"] or "", "lost_text": text(row, "lost_text", 2),
        }  # fmt: skip
        return values, {column for column, each in told.items() if not each}

    def _find(self, row: Incoming) -> int | None:
        """The prospect a row surely means. A number alone is not enough: every office counts from one."""
        numbered = self._known.get(("number", text(row, "number")), [])
        ways = self._ways(row)
        same = [id for way in ways for id in self._known.get(way, ())]
        mine = {plain(each) for each in (_name(row), text(row, "other_name")) if each}
        for id in (*numbered, *same):
            if mine & self._called[id] or (id in numbered and id in same):
                return id
        alike = self._known.get(_by_name(_name(row), text(row, "company")), []) if not ways else []
        return alike[0] if alike else None

    def _learn(self, id: int, names: tuple[str, ...], ways: Sequence[tuple[str, str]]) -> None:
        number, name, other, company = names
        self._called.setdefault(id, set()).update(plain(each) for each in (name, other) if each)
        reached = [way for way in ways if way[1]]
        for way in (("number", number), *(reached or [_by_name(name, company)])):
            if way[1]:
                self._known.setdefault(way, []).append(id)

    def _ways(self, row: Incoming) -> list[tuple[str, str]]:
        """How a row says that somebody is reached, a telephone number in each form it may be kept in."""
        phone, email = text(row, "phone"), text(row, "email").lower()
        forms = normalise(phone, self._country).forms if phone else ()
        ways = [("phone", form) for form in forms if len(form) >= SHORTEST]
        return ways + ([("email", email)] if is_address(email) else [])

    def _units(self, row: Incoming) -> tuple[list[int], bool]:
        """The units of interest that stand in the office, and whether that is all of them; none is made here."""
        said = row.values.get("units")
        labels = {each.strip() for each in said} if isinstance(said, tuple) else set()
        known = select(Unit.id).where(Unit.label.in_(labels), Unit.archived.is_(None)).order_by(Unit.id)
        found = list(self.sink.work.column(known)) if labels else []
        return found, len(found) >= len(labels)


def _name(row: Incoming) -> str:
    return text(row, "name") or text(row, "company")


def _who(row: Incoming) -> Named:
    """Whom of the office's people a row may be."""
    email = text(row, "email").lower()
    return Named(name=_name(row), phones=phones_of(text(row, "phone")), emails=(email,) if email else ())


def _by_name(name: str, company: str) -> tuple[str, str]:
    return "name", plain(name) + "\n" + plain(company)


def _entered(work: Work, row: Incoming) -> datetime:
    return moment(row, "received") or work.now


def _fault(row: Incoming) -> Fault | None:
    return first_fault(row) or too_long(row, LONGEST) or (None if _name(row) else missing("name"))
