"""Work orders: from the request in the customer's words to the closed order, with its visits and clocks."""

from fmcrm_desktop.services.work_orders.card import HistoryLine, OrderCard, VisitCard, card
from fmcrm_desktop.services.work_orders.entering import (
    Repeat,
    archive,
    change,
    change_form,
    draft,
    enter,
    repeats,
    restore,
    unit_of,
)
from fmcrm_desktop.services.work_orders.forms import (
    AssignForm,
    ChangeForm,
    DeclineForm,
    DoneForm,
    OrderForm,
    ReopenForm,
    VisitForm,
    WaitForm,
    WhyForm,
)
from fmcrm_desktop.services.work_orders.listing import (
    OrderRow,
    building_options,
    category_options,
    choices,
    late_count,
    open_count,
    page,
    rows,
    staff_options,
)
from fmcrm_desktop.services.work_orders.many import ManyOrdersForm, archive_many, change_many, restore_many
from fmcrm_desktop.services.work_orders.moving import (
    allowed,
    arrive,
    assign,
    cancel,
    close,
    decline,
    done,
    reopen,
    respond,
    schedule,
    set_off,
    wait,
)
from fmcrm_desktop.services.work_orders.visits import clashes, visit_form

__all__ = [
    "AssignForm", "ChangeForm", "DeclineForm", "DoneForm", "HistoryLine", "OrderCard", "OrderForm",
    "OrderRow", "ReopenForm", "Repeat", "VisitCard", "VisitForm", "WaitForm", "WhyForm", "allowed",
    "archive", "arrive", "assign", "building_options", "cancel", "card", "category_options", "change",
    "change_form", "choices", "clashes", "close", "decline", "done", "draft", "enter", "late_count",
    "open_count", "page", "reopen", "repeats", "respond", "restore", "rows", "schedule", "set_off",
    "staff_options", "unit_of", "visit_form", "wait",
    "ManyOrdersForm",
    "archive_many",
    "change_many",
    "restore_many",
]  # fmt: skip
