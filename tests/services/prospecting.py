"""Prospects for the tests: entered, taken a step, closed."""

from __future__ import annotations

from datetime import date
from typing import Any

from fmcrm_desktop.services import prospects
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.prospects import LeadCard, LeadRow, LostForm, MoveForm, NewLeadForm, WonForm

TODAY = date(2026, 11, 20)


def enter(office: Office, name: str = "Chen Bo", **more: Any) -> int:
    given: dict[str, Any] = {
        "name": name, "responsible_id": office.who.staff_id, "next_step": "Ring back", "next_day": TODAY, **more,
    }  # fmt: skip
    made: int = office.do(prospects.add, NewLeadForm(**given)).result
    return made


def row(office: Office, id: int) -> LeadRow:
    found: LeadRow = office.ask(prospects.rows, [id])[0]
    return found


def card(office: Office, id: int) -> LeadCard:
    found: LeadCard = office.ask(prospects.card, id)
    return found


def move(office: Office, id: int, state: str) -> Any:
    return office.do(prospects.move, id, MoveForm(state, "", row(office, id).version))


def win(office: Office, id: int, **more: Any) -> Any:
    return office.do(prospects.close_won, id, WonForm(**more, version=row(office, id).version))


def lose(office: Office, id: int, reason: str = "price", **more: Any) -> Any:
    return office.do(prospects.lost, id, LostForm(reason, version=row(office, id).version, **more))
