"""Commission: the rules, a month's preview that says why each order counts or is left out, closing and freezing it."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.commission.months import (
        CloseForm,
        MonthLine,
        PersonMonth,
        PersonRow,
        close,
        close_form,
        month_options,
        of_person,
        page,
        rows,
        sheet,
        sheets,
    )
    from fmcrm_desktop.services.commission.rules import (
        RuleForm,
        RuleRow,
        add_rule,
        archive_rule,
        change_rule,
        restore_rule,
        rule_form,
        rule_page,
        rule_rows,
    )
    from fmcrm_desktop.services.commission.working import REASONS

face(__name__)
