"""Agreeing on corrective actions and carrying them out; a training stands in the record of whom it trains."""

from __future__ import annotations

from datetime import date

from fmcrm_desktop.model.complaint import Complaint, CorrectiveAction
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.skill import Training
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import trainings
from fmcrm_desktop.services.actions.forms import SOURCES, ActionForm, DoneForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.trainings import TrainingForm
from fmcrm_desktop.store.work import Work

LONGEST_COURSE = 120


@needs("complaint.write")
def add(work: Work, form: ActionForm) -> int:
    """Write an action down, and the training it is; gives the action's id."""
    _check(work, form)
    sources = {f"{name}_id": getattr(form, f"{name}_id") for name in SOURCES}
    action = CorrectiveAction(**sources, criterion=form.criterion)
    _fill(work, action, form)
    return work.add(action).id


@needs("complaint.read")
def form_of(work: Work, id: int) -> ActionForm:
    """An action as it stands, with the version seen."""
    it = work.get(CorrectiveAction, id)
    sources = {f"{name}_id": getattr(it, f"{name}_id") for name in SOURCES}
    return ActionForm(
        it.text, it.kind, it.responsible_id, it.due_day, it.trained_id, it.version, criterion=it.criterion,
        **sources,
    )  # fmt: skip


@needs("complaint.write")
def change(work: Work, id: int, form: ActionForm) -> int:
    """Put an action right; what it follows from stays, and by when it was due once it is carried out."""
    _check(work, form)
    record = work.get(CorrectiveAction, id, seen=form.version)
    due_still(record, form.due_day)
    _fill(work, record, form)
    return id


def due_still(record: CorrectiveAction, due: date | None) -> None:
    """Raises Invalid(due_day) where what was late would become in time, or the other way round."""
    if record.done_day is not None and due != record.due_day:
        raise Invalid(
            due_day=Refusal(
                N_("It was carried out on {day}: by when it was due cannot change any more."),
                day=record.done_day,
            )
        )


@needs("complaint.write")
def done(work: Work, id: int, form: DoneForm) -> int:
    """Note that an action was carried out; a training is passed, unless it was failed. Raises Invalid(done_day) for a
    day to come, and for one before the complaint came: it would be proved by the wrong months."""
    check(form)
    record = work.get(CorrectiveAction, id, seen=form.version)
    if record.archived is not None:
        raise Refusal(N_("This action is archived. Restore it first."))
    today = _today(work)
    day = form.done_day or today
    if day > today:
        raise Invalid(done_day=N_("This day is still to come."))
    if record.complaint_id is not None:
        came = work.get(Complaint, record.complaint_id).received.astimezone(work.zone).date()
        if day < came:
            raise Invalid(done_day=Refusal(N_("The complaint came only on {day}."), day=came))
    record.done_day, record.proof = day, form.proof
    training = _training(work, record)
    if training is not None and training.passed is not False:
        told = trainings.form_of(work, training.id)
        told.day, told.result = day, "passed"
        trainings.change(work, training.id, told)
    return id


@needs("complaint.write")
def archive(work: Work, id: int) -> int:
    """Take an action away that was not meant; a training that never took place goes with it."""
    record = work.get(CorrectiveAction, id)
    work.archive(record)
    _drop_training(work, record)
    return id


@needs("complaint.write")
def restore(work: Work, id: int) -> int:
    """Take an archived action back, with the training it was."""
    record = work.get(CorrectiveAction, id)
    work.restore(record)
    if record.training_id is not None and record.trained_id is not None:
        work.restore(work.get(Training, record.training_id))
    return id


def _check(work: Work, form: ActionForm) -> None:
    check(form)
    if form.trained_id is not None and form.kind != "training":
        raise Invalid(trained_id=N_("Only a training trains somebody: choose this kind, or leave it empty."))
    for id in (form.responsible_id, form.trained_id):
        if id is not None:
            work.get(Staff, id)


def _fill(work: Work, record: CorrectiveAction, form: ActionForm) -> None:
    record.text, record.kind = form.text, form.kind
    record.responsible_id, record.due_day = form.responsible_id, form.due_day
    record.trained_id = form.trained_id
    training = _training(work, record)
    if form.trained_id is None:
        _drop_training(work, record)
    elif training is None:
        course = TrainingForm(
            form.trained_id,
            _course(form.text),
            form.due_day or _today(work),
            complaint_id=record.complaint_id,
        )
        record.training_id = trainings.add(work, course)
    elif training.passed is None:
        told = trainings.form_of(work, training.id)
        told.staff_id, told.course = form.trained_id, _course(form.text)
        told.day = form.due_day or told.day
        trainings.change(work, training.id, told)


def _drop_training(work: Work, record: CorrectiveAction) -> None:
    training = _training(work, record)
    if training is not None and training.passed is None:
        work.archive(training)


def _training(work: Work, record: CorrectiveAction) -> Training | None:
    """The record of the training it is, while nobody put that away."""
    found = work.get(Training, record.training_id) if record.training_id is not None else None
    return found if found is not None and found.archived is None else None


def _course(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_COURSE else f"{line[: LONGEST_COURSE - 1]}…"


def _today(work: Work) -> date:
    return work.now.astimezone(work.zone).date()
