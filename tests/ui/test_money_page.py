"""Money on the screen: charging an order, making its bill, taking payments, the parts list, a month of commission."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import bills, charges, commission, parts
from fmcrm_desktop.services.charges import LabourForm
from fmcrm_desktop.services.commission import RuleForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.parts import PartForm
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.chips import ChipLabel, chip_width
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.kit.table import PAD
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.money import MoneyTab
from fmcrm_desktop.ui.tabs.parts import PartsTab
from fmcrm_desktop.ui.tabs.work_orders import WorkOrdersTab
from tests.sample import Sample
from tests.services.charging import DAY, cny, give, give_rates, order

Show = Callable[[type[Tab]], Any]
Press = Callable[[QWidget, Any], Button]


@pytest.fixture
def tap(office: Office, sample: Sample) -> int:
    office.do(give_rates, sample.plumber, 4000, 7000)
    return order(office, sample)


def told(widget: QWidget) -> str:
    """Every word on labels and chips."""
    shown = [*widget.findChildren(QLabel), *widget.findChildren(ChipLabel)]
    return "\n".join(
        one.text() if isinstance(one, QLabel) else one.accessibleName() for one in shown if one.isVisible()
    )


def until(qtbot: QtBot, office: QtOffice, look: Callable[[], bool]) -> None:
    qtbot.waitUntil(lambda: office.quiet and look())


def dialog(qtbot: QtBot, tab: Tab) -> FormDialog:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in tab.findChildren(FormDialog)))
    return next(one for one in tab.findChildren(FormDialog) if one.isVisible())


def save(qtbot: QtBot, shown: FormDialog) -> None:
    with qtbot.waitSignal(shown.page.saved):
        shown.page.save()


def test_an_order_is_charged_on_its_page(
    qtbot: QtBot, show: Show, qt_office: QtOffice, office: Office, tap: int, press: Press
) -> None:
    tab = show(WorkOrdersTab)
    tab.show_id(tap)
    until(
        qtbot,
        qt_office,
        lambda: tab.detail.page is not None and "Nothing is charged yet." in told(tab.detail),
    )
    press(tab.detail.page, charges.add)
    form = dialog(qtbot, tab)
    assert form.page.form.slots["rate"].editor.raw() == "¥70.00"
    form.page.form.slots["minutes"].editor.line.setText("95")
    save(qtbot, form)
    until(
        qtbot,
        qt_office,
        lambda: "¥110.83" in told(tab.detail) and "95 min at ¥70.00 an hour" in told(tab.detail),
    )
    assert "¥47.50" in told(tab.detail)  # the margin: 110.83 less 95 minutes at 40
    gone: list[Link] = []
    qt_office.go = gone.append  # type: ignore[method-assign,assignment]
    press(tab.detail.page, bills.make)
    assert gone == [Link("money", new={"order_id": tap}, section="bills")]


def test_a_bill_is_made_and_paid(
    qtbot: QtBot, show: Show, qt_office: QtOffice, office: Office, sample: Sample, tap: int, press: Press
) -> None:
    office.do(charges.add, tap, LabourForm(sample.plumber, DAY, 60))
    tab = show(MoneyTab)
    tab.open(Link("money", new={"order_id": tap}, section="bills"))
    part = tab.part
    until(
        qtbot,
        qt_office,
        lambda: part.detail.form is not None and "Charges: 1 · work orders: 1 · ¥70.00" in told(part),
    )
    form = part.detail.form
    with qtbot.waitSignal(form.saved):
        form.save()
    until(qtbot, qt_office, lambda: part.detail.page is not None and "R-2611-001" in told(part.detail))
    press(part.detail.page, bills.pay)
    shown = dialog(qtbot, part)
    assert shown.page.form.slots["amount"].editor.raw() == "¥70.00"
    shown.page.form.slots["amount"].editor.line.setText("30")
    save(qtbot, shown)
    until(qtbot, qt_office, lambda: "¥40.00" in told(part.detail))
    assert office.ask(bills.rows, [part.id])[0].state == "partly"
    press(part.detail.page, bills.counter)
    shown = dialog(qtbot, part)
    shown.page.form.slots["why"].editor.line.setText("Warranty")
    save(qtbot, shown)
    until(qtbot, qt_office, lambda: "Cancelled by" in told(part.detail) or "R-2611-002" in told(part.detail))
    assert office.ask(bills.owed, sample.owner) == -3000


def test_parts_are_added_and_say_what_is_to_be_bought(
    qtbot: QtBot, show: Show, qt_office: QtOffice, office: Office
) -> None:
    form = PartForm("V-15", "piece", "Valve", "球阀", cny("18"), cny("7"), Decimal(2), Decimal(5))
    office.do(parts.add, form)
    tab = show(PartsTab)
    until(qtbot, qt_office, lambda: tab.detail.page is not None and "To buy again" in told(tab.detail))
    tab.open_new({})
    page = tab.detail.form
    for name, text in (("code", "P-9"), ("name", "Pipe"), ("price", "3.5"), ("stock", "12.5")):
        page.form.slots[name].editor.line.setText(text)
    with qtbot.waitSignal(page.saved):
        page.save()
    until(qtbot, qt_office, lambda: "¥3.50" in told(tab.detail) and "12.5" in told(tab.detail))


def test_a_month_of_commission_is_looked_at_and_closed(
    qtbot: QtBot, show: Show, qt_office: QtOffice, office: Office, sample: Sample, tap: int, press: Press
) -> None:
    then = datetime(2026, 10, 15, tzinfo=UTC)
    office.do(give, tap, state="closed", done=then, closed=then)
    office.do(commission.add_rule, RuleForm("Labour", "labour", Decimal(10)))
    office.do(charges.add, tap, LabourForm(sample.plumber, DAY, 60))
    tab = show(MoneyTab)
    part = tab.show_section("commission")
    part.list.show_where({"month": ("2026-10",)})
    until(qtbot, qt_office, lambda: part.detail.page is not None and "Not billed yet" in told(part.detail))
    bill = office.do(bills.make, office.ask(bills.draft, {"order_id": tap})).result
    office.do(bills.pay, bill, office.ask(bills.payment_form, bill))
    part.reload()
    until(qtbot, qt_office, lambda: "¥7.00" in told(part.detail))
    press(part.detail.page, commission.close)
    shown = dialog(qtbot, part)
    shown.page.save()
    qtbot.waitUntil(lambda: "tick here" in told(shown))
    shown.page.form.slots["checked"].editor.tick.setChecked(True)
    save(qtbot, shown)
    until(qtbot, qt_office, lambda: "Closed" in told(part.detail))
    rules = tab.show_section("rules")
    until(qtbot, qt_office, lambda: rules.detail.page is not None and "10 %" in told(rules.detail))


@pytest.mark.parametrize(("section", "longest"), [("bills", "Partly paid"), ("commission", "Changed since")])
def test_the_longest_state_is_whole_in_its_column(show: Show, section: str, longest: str) -> None:
    table = show(MoneyTab).show_section(section).list.table
    [at] = [at for at, column in enumerate(table.rows.columns) if column.key == "state"]
    assert table.columnWidth(at) >= chip_width(longest) + 2 * PAD - 4
