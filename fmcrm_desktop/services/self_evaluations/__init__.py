"""Self-evaluation: questions staff put to themselves, their answers, and what customers say of the same needs."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.self_evaluations.beside import Beside, Need, beside
    from fmcrm_desktop.services.self_evaluations.keeping import (
        EvaluationCard,
        answer,
        answer_form,
        card,
        page,
        questions_now,
        rows,
        withdraw,
    )
    from fmcrm_desktop.services.self_evaluations.questions import (
        QuestionForm,
        QuestionRow,
        add_question,
        add_ready,
        archive_question,
        change_question,
        question_form,
        question_page,
        question_rows,
        restore_question,
    )
    from fmcrm_desktop.services.self_evaluations.whole import OfficeMonth, whole

face(__name__)
