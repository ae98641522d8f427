"""Work orders: from the request in the customer's words to the closed order, with its visits and clocks."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.work_orders.card import OrderCard, VisitCard, card
    from fmcrm_desktop.services.work_orders.entering import (
        Repeat,
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
        CloseForm,
        DeclineForm,
        DoneForm,
        MergeForm,
        OrderForm,
        ReopenForm,
        SplitForm,
        TieForm,
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
        page,
        rows,
        staff_options,
    )
    from fmcrm_desktop.services.work_orders.many import (
        ManyOrdersForm,
        archive_many,
        change_many,
        restore_many,
    )
    from fmcrm_desktop.services.work_orders.moving import (
        arrive,
        assign,
        cancel,
        close,
        decline,
        done,
        rate,
        reopen,
        respond,
        schedule,
        set_off,
        wait,
    )
    from fmcrm_desktop.services.work_orders.similar import Fix, similar
    from fmcrm_desktop.services.work_orders.ties import merge, split, tie, untie
    from fmcrm_desktop.services.work_orders.visits import clashes, free_visit, visit_form

face(__name__)
