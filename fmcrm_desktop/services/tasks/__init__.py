"""Tasks and memos: what somebody has to do, by when and for whom; and the quick note that may become a task.

office.do(add, TaskForm) -> id     office.do(tick, id)     office.do(jot, MemoForm) -> id     office.do(make_task, id)
"""

from fmcrm_desktop.services.tasks.forms import REMINDERS, REPEATS, MemoForm, TaskForm
from fmcrm_desktop.services.tasks.keeping import add, archive, change, draft, form_of, restore, tick, untick
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

__all__ = [
    "REMINDERS", "REPEATS", "STATES", "MemoForm", "TaskForm", "TaskRow", "add", "archive", "change", "change_memo",
    "draft", "form_of", "jot", "make_task", "memo_form", "of_day", "page_all", "page_given", "page_memos", "page_mine",
    "restore", "rows", "tick", "untick",
]  # fmt: skip
