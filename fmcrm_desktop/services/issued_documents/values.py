"""What the fields of a document say: those of letters, and those of its unit, price, agreement, order and account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from fmcrm_desktop.model.agreement import Agreement, AgreementLine, AgreementUnit
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.charge import Bill
from fmcrm_desktop.model.document_text import escaped, row, signing
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.prospect import Lead
from fmcrm_desktop.model.target import TargetRule
from fmcrm_desktop.model.typed_minutes import shown
from fmcrm_desktop.model.words import CHINESE, ENGLISH, Words
from fmcrm_desktop.model.work_order import PRIORITIES, WorkOrder
from fmcrm_desktop.services import charges, settings
from fmcrm_desktop.services.charges import ChargeLine
from fmcrm_desktop.services.charges.owing import OPEN
from fmcrm_desktop.services.letters.filling import BLANK, DASH, ToFill
from fmcrm_desktop.services.letters.merge_fields import LetterField
from fmcrm_desktop.services.letters.people import Addressee, Sender, addressees, home_at, in_script, values
from fmcrm_desktop.store.work import Work

HEADS = {
    "order_lines": ("work", "many", "amount"), "owed_lines": ("bill", "due", "unpaid"),
    "targets": ("priority", "respond", "arrive", "finish"), "services": ("work", "in_price"),
}  # fmt: skip
"""Fields that are a table: what stands above its columns."""
TABLES = (*HEADS, "signatures")
"""Fields that are a table or places to sign; their cells were made harmless one by one."""
TO_FILL = 3
"""So many rows has a table that is filled in by pen."""
TERMS = ("price", "charged", "from_day", "until_day", "notice_days", "renewal")
_SAID = {
    "month": ("per month", "按月收取"),
    "area": ("per square metre and month", "按建筑面积每平方米每月收取"),
    "service": ("per service", "按次收取"),
    "none": ("", ""),
    "ends": ("ends on the last day", "期满终止"),
    "same_term": ("is renewed for the same term", "期满后按原期限续期"),
    "open": ("goes on until notice is given", "期满后自动顺延，至任何一方书面通知为止"),
    "urgent": ("Urgent", "紧急"), "high": ("High", "高"), "normal": ("Normal", "普通"), "low": ("Low", "低"),
    "": ("Every priority", "各级"), "others": ("All others", "其他"),
    "labour": ("Labour", "人工费"), "part": ("Parts", "材料费"), "vendor": ("Outside firm", "外协费"),
    "fee": ("Fixed fee", "固定收费"),
    "covered": ("covered by the agreement", "合同已包含"),
    "round": ("{priority} (round the clock)", "{priority}（全天候）"),
    "in_price": ("In the price", "是否包含"), "included": ("included", "包含"), "extra": ("at extra cost", "另行收费"),
    "both": ("labour and parts", "人工及材料"), "only_labour": ("labour", "人工"), "only_parts": ("parts", "材料"),
    "residents": ("Dear residents", "尊敬的各位业主、住户"),
    "office": ("For the office (seal)", "物业服务方（盖章）"),
    "customer": ("The customer (signature)", "业主／客户（签字）"),
    "party_a": ("For the office (seal)", "甲方（盖章）"), "party_b": ("The customer (signature)", "乙方（签字）"),
    "work": ("What", "项目"), "many": ("Quantity", "数量"), "amount": ("Amount", "金额"),
    "bill": ("Bill", "账单编号"), "due": ("Due", "应缴日期"), "unpaid": ("Unpaid", "未缴金额"),
    "priority": ("Priority", "优先级"), "respond": ("First response", "响应"), "arrive": ("Arrival", "到场"),
    "finish": ("Finished", "完成"), "hours": ("{time} h", "{time} 小时"),
}  # fmt: skip

TWO_PARTIES = ("contract", "parking")
"""These name party A and party B in their text."""


def _say(language: str, word: str) -> str:
    return _SAID[word][language == CHINESE]


@dataclass(frozen=True)
class About:
    """What a document is about: whom it goes to, and what it is of."""

    kind: str = "other"
    number: str = ""
    person_id: int | None = None
    unit_id: int | None = None
    lead_id: int | None = None
    order_id: int | None = None
    agreement_id: int | None = None
    price: int | None = None
    charged: str = "none"
    from_day: date | None = None
    until_day: date | None = None
    notice_days: int | None = None
    renewal: str = "none"
    valid_until: date | None = None
    covers_labour: bool = True
    covers_parts: bool = False


class Known:
    """Everything about it, read once for both languages."""

    def __init__(self, work: Work, about: About, sent: Sender, fields: Sequence[LetterField]) -> None:
        self.work, self.about, self.sent, self.fields = work, about, sent, fields
        self.currency: str = settings.get(work, "office.currency")
        self.one = _addressee(work, about)
        self.order = work.get(WorkOrder, about.order_id) if about.order_id is not None else None
        self.agreement = work.get(Agreement, about.agreement_id) if about.agreement_id is not None else None
        self.lines = _charges(work, about)
        self.bills = _bills(work, about)
        self.targets = _targets(work, about)
        self.named = _named_services(work, about)
        homes = [home.unit_id for home in self.one.homes]
        self.area = work.value(select(func.sum(Unit.area)).where(Unit.id.in_(homes))) if homes else None

    def address(self, language: str) -> str:
        """Name and address as they stand above the text."""
        return f"{self.one.called(language)}\n{self.one.address(language)}".strip()

    def plain(self, language: str) -> dict[str, str]:
        """Every field as it is said, empty where nothing is known."""
        said = values(self.one, language, self.sent, self.fields)
        said["address"] = ("，" if language == CHINESE else ", ").join(said["address"].split("\n"))
        if self.about.person_id is None and self.about.lead_id is None:
            said["salutation"] = _say(language, "residents")
        return {**said, **self._facts(language), **self._tables(language)}

    def _facts(self, language: str) -> dict[str, str]:
        about, words = self.about, Words(language)
        agreement, terms = self.agreement, self._terms()
        start, end, notice = terms["from_day"], terms["until_day"], terms["notice_days"]
        billed = [line for line in self.lines if not line.covered]
        return {
            "number": about.number,
            "valid_until": words.date(about.valid_until) if about.valid_until else "",
            "price": self._price(terms),
            "charged": _say(language, terms["charged"]),
            "start": words.date(start) if start else "",
            "end": words.date(end) if end else "",
            "notice_days": str(notice) if notice else "",
            "renewal": _say(language, "ends" if terms["renewal"] == "none" else terms["renewal"]),
            "included": self._included(language),
            "area": f"{words.number(int(self.area) / 100, 2)} m²" if self.area else "",
            "agreement_number": agreement.number if agreement else "",
            "agreement": agreement.name if agreement else "",
            "order_number": self.order.number if self.order else "",
            "order": self.order.summary if self.order else "",
            "total": self._money(sum(line.amount for line in billed)) if self.lines else "",
            "owed": self._money(sum(each[2] for each in self.bills)) if self.bills else "",
            "owed_since": words.date(self.bills[0][1]) if self.bills and self.bills[0][1] else "",
        }

    def _terms(self) -> dict[str, Any]:
        """Price and days as the agreement has them, where the document is of one; else its own."""
        said = {name: getattr(self.about, name) for name in TERMS}
        if self.agreement is not None:
            said |= {name: getattr(self.agreement, name) for name in TERMS if hasattr(self.agreement, name)}
        return said

    def _money(self, minor: int | None) -> str:
        return "" if minor is None else str(Money(int(minor), self.currency))

    def _price(self, terms: dict[str, Any]) -> str:
        """An agreement without a price keeps a nought."""
        unpriced = self.agreement is not None and terms["charged"] == "none" and not terms["price"]
        return "" if unpriced else self._money(terms["price"])

    def _included(self, language: str) -> str:
        what = self.agreement or self.about
        if what.covers_labour and what.covers_parts:
            return _say(language, "both")
        if what.covers_labour:
            return _say(language, "only_labour")
        return _say(language, "only_parts") if what.covers_parts else ""

    def _tables(self, language: str) -> dict[str, str]:
        signs = ("party_a", "party_b") if self.about.kind in TWO_PARTIES else ("office", "customer")
        return {
            "order_lines": _table(language, "order_lines", self._charged(language)),
            "owed_lines": _table(language, "owed_lines", self._unpaid(language)),
            "targets": _table(language, "targets", self._kept(language)),
            "services": _table(language, "services", self._services(language)),
            "signatures": signing(_say(language, who) for who in signs),
        }

    def _services(self, language: str) -> list[tuple[str, str]]:
        """What the agreement names apart, and whether the price includes it."""
        return [
            (text or in_script(language, name, other), _say(language, kind))
            for kind, text, name, other in self.named
        ]

    def _charged(self, language: str) -> list[tuple[str, str, str]]:
        """Each charge of the order; what the agreement covers is said and counts for nothing."""
        covered = _say(language, "covered")
        return [
            (
                _named(line, language),
                _many(line, language),
                covered if line.covered else self._money(line.amount),
            )
            for line in self.lines
        ]

    def _unpaid(self, language: str) -> list[tuple[str, str, str]]:
        words = Words(language)
        return [
            (number, words.date(day) if day else "", self._money(amount))
            for number, day, amount in self.bills
        ]

    def _kept(self, language: str) -> list[tuple[str, ...]]:
        def hours(minutes: int) -> str:
            return _say(language, "hours").format(time=shown(minutes))

        alone = len({priority for priority, *_ in self.targets}) == 1

        def called(priority: str, always: bool) -> str:
            said = _say(language, priority if priority or alone else "others")
            return _say(language, "round").format(priority=said) if always else said

        return [
            (called(priority, always), *map(hours, times)) for priority, always, *times in self.targets
        ]  # fmt: skip


def _table(language: str, name: str, rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    return "\n".join([row(_say(language, head) for head in HEADS[name]), *map(row, rows)])


def merged(said: dict[str, str], language: str) -> dict[str, str]:
    """The values as they go into a text: harmless, and lines to fill in by pen for what is empty."""
    return {
        name: (value if name in TABLES else escaped(value)) if value.strip() else _to_fill(name, language)
        for name, value in said.items()
    }


def _to_fill(name: str, language: str) -> str:
    if name not in HEADS:
        return BLANK
    return ToFill(_table(language, name, [[BLANK] * len(HEADS[name])] * TO_FILL))


def merged_line(said: dict[str, str]) -> dict[str, str]:
    """The values as they go into a title, which is no text of lines: as they are, and a dash for an empty one."""
    return {name: value.strip() or DASH for name, value in said.items()}


def _addressee(work: Work, about: About) -> Addressee:
    """The person with the home that the document is about; a lead by its name, or nobody."""
    found = addressees(work, (about.person_id,)).get(about.person_id) if about.person_id is not None else None
    if found is None:
        lead = work.get(Lead, about.lead_id).name if about.lead_id is not None else ""
        found = Addressee(0, lead, "", "person", "", ENGLISH)
    units = [about.unit_id] if about.unit_id is not None else _units(work, about.agreement_id)
    if units:
        homes = [home_at(work, unit) for unit in units]
        found = replace(found, homes=[home for home in homes if home is not None])
    return found


def _units(work: Work, agreement: int | None) -> Sequence[int]:
    """What an agreement is for; none: all units of the person."""
    if agreement is None:
        return []
    chosen = select(Unit.id).join(AgreementUnit, AgreementUnit.unit_id == Unit.id)
    return work.column(chosen.where(AgreementUnit.agreement_id == agreement).order_by(Unit.sort_key, Unit.id))


def _charges(work: Work, about: About) -> tuple[ChargeLine, ...]:
    if about.order_id is None or not work.who.may("money.read"):
        return ()
    return charges.of_order(work, about.order_id).lines


def _bills(work: Work, about: About) -> list[tuple[str, date | None, int]]:
    """Unpaid bills as (number, due day, what is open), the oldest first."""
    if about.person_id is None or not work.who.may("money.read"):
        return []
    columns = (
        select(Bill.number, Bill.due_day, Bill.total - Bill.paid)
        .where(Bill.person_id == about.person_id, Bill.archived.is_(None), Bill.state.in_(OPEN))
        .order_by(Bill.due_day.is_(None), Bill.due_day, Bill.id)
    )
    return [(number, day, int(amount)) for number, day, amount in work.rows(columns) if amount > 0]


def _named_services(work: Work, about: About) -> list[tuple[Any, ...]]:
    """The agreement's services as (kind, text, category, category in the other script), those in the price first."""
    if about.agreement_id is None:
        return []
    it = AgreementLine
    columns = (
        select(it.kind, it.text, func.coalesce(Category.name, ""), func.coalesce(Category.other_name, ""))
        .outerjoin(Category, Category.id == it.category_id)
        .where(it.agreement_id == about.agreement_id, it.archived.is_(None))
        .order_by(it.kind.desc(), it.id)
    )
    return [tuple(each) for each in work.rows(columns)]


def _targets(work: Work, about: About) -> list[tuple[Any, ...]]:
    if about.agreement_id is None:
        return []
    columns = select(
        TargetRule.priority, TargetRule.round_the_clock, TargetRule.respond, TargetRule.arrive, TargetRule.finish
    ).where(TargetRule.agreement_id == about.agreement_id, TargetRule.archived.is_(None))  # fmt: skip
    order = [*PRIORITIES, ""]  # the others come last
    return sorted((tuple(each) for each in work.rows(columns)), key=lambda each: order.index(each[0]))


def _named(line: ChargeLine, language: str) -> str:
    """What a charge is for, with the part, the fee or who worked."""
    name = "" if line.kind == "labour" else in_script(language, line.name, line.other_name)
    kind = _say(language, line.kind)
    return line.text or (
        f"{kind}: {name}" if name and language != CHINESE else f"{kind}：{name}" if name else kind
    )


def _many(line: ChargeLine, language: str) -> str:
    if line.minutes:
        return f"{shown(line.minutes)} h"
    if line.quantity is None:
        return ""
    from fmcrm_desktop.services.parts import figure

    return f"{figure(line.quantity):f} {in_script(language, line.measure, line.other_measure)}".strip()
