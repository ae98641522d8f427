"""Tasks and memos: what somebody has to do, by when and for whom; and the quick note that may become a task.

office.do(add, TaskForm) -> id     office.do(tick, id)     office.do(jot, MemoForm) -> id     office.do(make_task, id)
"""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.tasks.forms import REMINDERS, MemoForm, TaskForm
    from fmcrm_desktop.services.tasks.keeping import (
        add,
        archive,
        archive_many,
        change,
        draft,
        form_of,
        restore,
        tick,
        tick_many,
        untick,
    )
    from fmcrm_desktop.services.tasks.listing import (
        STATES,
        TaskRow,
        of_day,
        page_all,
        page_given,
        page_memos,
        page_mine,
        rows,
    )
    from fmcrm_desktop.services.tasks.memos import change_memo, jot, make_task, memo_form
    from fmcrm_desktop.services.tasks.repeating import stands_on

face(__name__)
