"""Parts: the office's list with prices, costs and, where it is counted, what is in stock and to be bought again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any

from sqlalchemy import select

from fmcrm_desktop.model.charge import Part
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.money import MOST, Money
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings, together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order, page_of, turned
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store import search
from fmcrm_desktop.store.work import Work

OFFERED = 20
WHOLE = 1000
"""Quantities are kept in thousandths."""
TO_BUY = {"buy": N_("To buy again"), "counted": N_("Stock is counted")}

GOODS, STOCK = N_("Part"), N_("Stock")


@dataclass
class PartForm:
    """A part as the office lists it. An empty stock is not counted."""

    code: Annotated[str, Field(N_("Part number"), longest=60, required=True, group=GOODS)] = ""
    measure: Annotated[
        str, Field(N_("Unit of measure"), longest=20, group=GOODS, hint=N_("Piece, metre, litre"))
    ] = ""
    name: Annotated[str, Field(N_("Part name"), longest=120, required=True, group=GOODS)] = ""
    other_name: Annotated[str, Field(N_("Name in the other language"), longest=120, group=GOODS)] = ""
    other_measure: Annotated[str, Field(N_("Unit in the other language"), longest=20, group=GOODS)] = field(
        default="", kw_only=True
    )
    price: Annotated[Money | None, Field(N_("Price"), group=GOODS)] = None
    cost: Annotated[Money | None, Field(N_("Cost price"), group=GOODS)] = None
    stock: Annotated[
        Decimal | None, Field(N_("In stock"), group=STOCK, hint=N_("Empty: it is not counted"))
    ] = None
    least: Annotated[Decimal | None, Field(N_("Buy again below"), group=STOCK)] = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part in the list; ``cost`` only for those who may see costs."""

    id: int
    code: str
    name: str
    other_name: str
    measure: str
    other_measure: str
    price: int
    cost: int | None
    stock: int | None
    least: int | None
    version: int
    archived: bool

    @property
    def buy(self) -> bool:
        return self.stock is not None and self.least is not None and self.stock < self.least


_SORTS: dict[str, Any] = {
    "code": Part.code, "name": Part.name, "price": Part.price, "cost": Part.cost, "stock": Part.stock,
}  # fmt: skip


@needs("money.read")
def page(work: Work, query: Query) -> Page[PartRow]:
    """Parts by their number; filter "stock" (TO_BUY)."""
    gone = Part.archived.is_not(None) if query.archived else Part.archived.is_(None)
    ids = select(Part.id).where(gone)
    wanted = query.where.get("stock", ())
    if "buy" in wanted:
        ids = ids.where(Part.stock < Part.least)
    elif wanted:
        ids = ids.where(Part.stock.is_not(None))
    by = query.sort
    if by == "cost" and not work.who.may("money.margin"):
        by = ""  # their order would tell what may not be seen
    column = _SORTS.get(by, Part.code)
    down = query.descending and by in _SORTS
    ids = ids.order_by(turned(column, down), Part.id.desc() if down else Part.id.asc())
    return page_of(work, query, "part", ids, rows)


@needs("money.read")
def rows(work: Work, ids: Sequence[int]) -> list[PartRow]:
    """The rows of these parts, in this order."""
    found = work.rows(_columns().where(Part.id.in_(ids)))
    return in_order(ids, [_row(work, row) for row in found], lambda row: row.id)


def _columns() -> Any:
    return select(
        Part.id, Part.code, Part.name, Part.other_name, Part.measure, Part.other_measure, Part.price, Part.cost,
        Part.stock, Part.least, Part.version, Part.archived.is_not(None),
    )  # fmt: skip


def _row(work: Work, row: Any) -> PartRow:
    values = list(row)
    values[7] = row.cost if work.who.may("money.margin") else None
    return PartRow(*values)


@needs("money.read")
def choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """Parts for pickers, by the words typed or by their ids."""
    wanted = list(ids) or search.refs(work, text, "part", limit=OFFERED)
    columns = select(Part.id, Part.name, Part.code, Part.other_name).order_by(Part.code, Part.id)
    if wanted or text.strip():
        found = work.rows(columns.where(Part.id.in_(wanted)))
    else:
        found = work.rows(columns.where(Part.archived.is_(None)).limit(OFFERED))
    return [Choice(id, name, code, other) for id, name, code, other in found]


@needs("money.write")
def add(work: Work, form: PartForm) -> int:
    """A new part."""
    return work.add(Part(**_values(work, form, None))).id


@needs("money.read")
def form_of(work: Work, id: int) -> PartForm:
    """A part as it stands, with the version seen."""
    it, currency = work.get(Part, id), settings.get(work, "office.currency")
    return PartForm(
        it.code, it.measure, it.name, it.other_name, Money(it.price, currency),
        Money(it.cost, currency) if work.who.may("money.margin") else None, figure(it.stock), figure(it.least),
        it.version, other_measure=it.other_measure,
    )  # fmt: skip


@needs("money.write")
def change(work: Work, id: int, form: PartForm) -> int:
    """Correct a part, its prices or what was counted in stock. Lines that were charged keep their prices."""
    it = work.get(Part, id, seen=form.version)
    for name, value in _values(work, form, it).items():
        setattr(it, name, value)
    return id


@needs("money.write")
def archive(work: Work, id: int) -> int:
    """Offer a part no more; lines that were charged keep it."""
    work.archive(work.get(Part, id))
    return id


@needs("money.write")
def restore(work: Work, id: int) -> int:
    """Offer a part again."""
    it = work.get(Part, id)
    _number_is_free(work, it.code, it)
    work.restore(it)
    return id


@needs("money.write")
def archive_many(work: Work, ids: Sequence[int]) -> Together:
    """Offer these parts no more."""
    return together.each(work, Part, ids, together.archive_by(work, archive), _name)


@needs("money.write")
def restore_many(work: Work, ids: Sequence[int]) -> Together:
    """Offer these parts again."""
    return together.each(work, Part, ids, lambda part: together.restore(work, part), _name)


@dataclass
class ManyPartsForm:
    """What changes on all of them; a field left empty changes nothing."""

    measure: Annotated[str, Field(N_("Unit of measure"), longest=20)] = ""
    other_measure: Annotated[str, Field(N_("Unit in the other language"), longest=20)] = ""
    least: Annotated[Decimal | None, Field(N_("Buy again below"))] = None
    dearer: Annotated[Decimal | None, Field(N_("Prices up by percent"), hint=N_("Below zero: down"))] = None


@needs("money.write")
def change_many(work: Work, ids: Sequence[int], form: ManyPartsForm) -> Together:
    """Change the fields that are filled in for every part."""
    check(form)
    if not (form.measure or form.other_measure) and form.least is None and form.dearer is None:
        raise Invalid(measure=N_("Fill in what is to change."))
    if form.dearer is not None and not -100 <= form.dearer <= 1000:
        raise Invalid(dearer=N_("Check the figure."))
    least = thousandths("least", form.least)

    def act(part: Part) -> bool:
        values: dict[str, Any] = {}
        if form.measure:  # the other language's word for what it was before would be wrong
            values |= {"measure": form.measure, "other_measure": form.other_measure}
        elif form.other_measure:
            values["other_measure"] = form.other_measure
        if least is not None:
            values["least"] = least
        if form.dearer is not None:
            values["price"] = dearer(part.price, form.dearer)
        return together.give(part, values)

    return together.each(work, Part, ids, act, _name)


def dearer(price: int, percent: Decimal) -> int:
    """A price that went up by a percentage, in whole minor units, half up."""
    return int((Decimal(price) * (100 + percent) / 100).quantize(Decimal(1), "ROUND_HALF_UP"))


def figure(kept: int | None) -> Decimal | None:
    """Thousandths as a person writes them: 2500 is 2.5."""
    return None if kept is None else (Decimal(kept) / WHOLE).normalize() + 0


def thousandths(name: str, quantity: Decimal | None) -> int | None:
    """A quantity in whole thousandths; raises Invalid under the field's name for finer or unreasonable ones."""
    if quantity is None:
        return None
    exact = quantity * WHOLE
    if exact != exact.to_integral_value() or abs(exact) > 10**12:
        raise Invalid(**{name: N_("A quantity has three decimals at most.")})
    return int(exact)


def minor(name: str, amount: Money | None) -> int:
    """An amount of a form in minor units, nothing for an empty field; raises Invalid below nothing or past reason."""
    if amount is None:
        return 0
    if not 0 <= amount.minor < MOST:
        raise Invalid(**{name: N_("Check the amount.")})
    return amount.minor


def _values(work: Work, form: PartForm, own: Part | None) -> dict[str, Any]:
    check(form)
    _number_is_free(work, form.code, own)
    least = thousandths("least", form.least)
    if least is not None and least < 0:
        raise Invalid(least=N_("Check the figure."))
    values = {
        "code": form.code, "name": form.name, "other_name": form.other_name, "measure": form.measure,
        "other_measure": form.other_measure,
        "price": minor("price", form.price), "stock": thousandths("stock", form.stock), "least": least,
    }  # fmt: skip
    if work.who.may("money.margin"):  # who does not see the cost leaves it alone
        values["cost"] = minor("cost", form.cost)
    return values


def _number_is_free(work: Work, code: str, own: Part | None) -> None:
    same = work.column(select(Part.id).where(Part.code == code, Part.archived.is_(None)))
    if any(own is None or id != own.id for id in same):
        raise Invalid(code=N_("There is a part of this number already."))


def _name(part: Part) -> str:
    return f"{part.code} {part.name}"
