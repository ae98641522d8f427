"""Targets of work orders: which one holds, how its clocks stand, the rules that differ from the office's own."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.targets.choosing import (
        OFFICE_TARGET,
        agreement_for,
        office_target,
    )
    from fmcrm_desktop.services.targets.clocks import (
        CLOCK_STATES,
        CLOCKS,
        PAUSING,
        Clock,
        clocks,
        every_hour,
        left,
        pauses,
        pushed,
        set_dues,
    )  # fmt: skip
    from fmcrm_desktop.services.targets.recounting import recount
    from fmcrm_desktop.services.targets.rules import (
        RuleForm,
        RuleRow,
        add_rule,
        archive_rule,
        change_rule,
        restore_rule,
        rule_form,
        rules_page,
        rules_rows,
    )

face(__name__)
