"""How the demo's staff meet customers: scores with cases, self-evaluations, time at the counter, the code, goals."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.behaviour import (
    BehaviourScale,
    BehaviourScore,
    ConductCode,
    ConductReceipt,
    Goal,
    Observation,
    ScoreCase,
    SelfAnswer,
    SelfEvaluation,
    SelfQuestion,
)
from fmcrm_desktop.model.complaint import Complaint, CorrectiveAction
from fmcrm_desktop.model.improvement import Commendation
from fmcrm_desktop.model.words import CHINESE
from fmcrm_desktop.services import behaviour, conduct, self_evaluations, settings
from fmcrm_desktop.services.demo.stage import Stage

SCORES = ((200, "345434543343"), (100, "445445543444"), (12, "556455645445"))
"""Days ago, and the scores on the twelve scales; whoever comes second has them one lower."""
ANSWERS = ((150, "4334334343344334343"), (30, "4435445344454344454"))
COUNTER = (
    ("Reception", "前台", 45, 14, 11, "Everybody was greeted at once and asked for the name.",
     "每位客户一到就有人招呼并询问姓名。", "No chairs for those who wait; the price list hangs behind the door.",
     "等候处没有座椅；收费标准挂在门后看不到。", 9),
    ("East gate", "东门岗", 30, 22, 3, "Parcels were handed over against the name.", "快件核对姓名后交接。", "", "", 24),
)  # fmt: skip
ACTION = ("Four chairs and the price list beside the counter", "柜台旁增设四把座椅并张贴收费标准")
LOST = (
    ("lost", "Has sold the flat and named the guards as a reason", "已卖房搬离，称保安态度是原因之一", 0),
    ("at_risk", "Looks at flats elsewhere", "正在看其他小区的房子", 0),
    ("at_risk", "Wants to let the unit instead of living here", "打算出租后搬走", 4),
)
GOALS = (
    ("Ring back within the hour promised", "在承诺的一小时内回电", "19 of 20 promises of a month kept",
     "一个月内 20 次承诺兑现 19 次", 21, 60),
    ("Explain every bill at the counter without looking it up", "当面讲清每张账单，无需查阅",
     "No complaint about a bill for three months", "三个月内没有账单投诉", -4, 80),
)  # fmt: skip


def service(stage: Stage) -> None:
    """All of it, without chance."""
    chinese = settings.get(stage.work, "office.language") == CHINESE
    behaviour.add_twelve(stage.work)
    self_evaluations.add_ready(stage.work)
    for at, staff in enumerate(stage.cast.clerks[:2]):
        _scores(stage, staff, at)
        _evaluations(stage, staff, at)
    _losses(stage, chinese)
    _counter(stage, chinese)
    _code(stage, chinese)
    for at, (title, other, target, other_target, days, progress) in enumerate(GOALS):
        stage.work.add(
            Goal(staff_id=stage.cast.clerks[at], title=other if chinese else title,
                 target=other_target if chinese else target, made_day=stage.until - timedelta(60),
                 due_day=stage.until + timedelta(days), progress=progress)
        )  # fmt: skip


def _scores(stage: Stage, staff: int, lower: int) -> None:
    work = stage.work
    scales = work.column(select(BehaviourScale.id).order_by(BehaviourScale.position))
    complaints = work.column(select(Complaint.id).order_by(Complaint.id.desc()).limit(4))
    praise = work.column(select(Commendation.id).order_by(Commendation.id.desc()).limit(4))
    for days, scores in SCORES:
        for at, (scale, score) in enumerate(zip(scales, scores, strict=True)):
            made = work.add(
                BehaviourScore(staff_id=staff, scale_id=scale, day=stage.until - timedelta(days),
                               score=int(score) - lower, by_id=work.who.staff_id)
            )  # fmt: skip
            kind, cases = ("complaint_id", complaints) if at % 3 == 0 else ("commendation_id", praise)
            if at % 3 != 2 and cases:
                work.add(ScoreCase(score_id=made.id, **{kind: cases[at % len(cases)]}))


def _losses(stage: Stage, chinese: bool) -> None:
    """Two customers lost or about to leave, and by which behaviour."""
    scales = stage.work.column(select(BehaviourScale.id).order_by(BehaviourScale.position))
    named = select(Complaint).where(Complaint.person_id.is_not(None), Complaint.gap == "respect")
    found = stage.work.records(named.order_by(Complaint.id).limit(len(LOST)))
    for complaint, (loss, why, other, scale) in zip(found, LOST, strict=False):
        complaint.loss, complaint.loss_risk = loss, other if chinese else why
        complaint.scale_id = scales[scale]


def _evaluations(stage: Stage, staff: int, lower: int) -> None:
    questions = stage.work.column(select(SelfQuestion.id).order_by(SelfQuestion.position))
    for days, answers in ANSWERS:
        made = stage.work.add(SelfEvaluation(staff_id=staff, day=stage.until - timedelta(days)))
        for question, value in zip(questions, answers, strict=True):
            stage.work.add(
                SelfAnswer(evaluation_id=made.id, question_id=question, value=int(value) - lower)
            )


def _counter(stage: Stage, chinese: bool) -> None:
    work, seen = stage.work, []
    for place, place_zh, minutes, served, wait, good, good_zh, found, found_zh, days in COUNTER:
        texts: dict[str, Any] = {
            "place": place_zh if chinese else place, "good": good_zh if chinese else good,
            "found": found_zh if chinese else found,
        }  # fmt: skip
        started = stage.now - timedelta(days=days)
        seen.append(
            work.add(Observation(manager_id=work.who.staff_id, started=started, minutes=minutes, served=served,
                                 longest_wait=wait, **texts)).id
        )  # fmt: skip
    work.add(
        CorrectiveAction(observation_id=seen[0], kind="remedy", text=ACTION[chinese],
                         responsible_id=stage.cast.clerks[0], due_day=stage.until + timedelta(7))
    )  # fmt: skip


def _code(stage: Stage, chinese: bool) -> None:
    text, other = conduct.FIRST[::-1] if chinese else conduct.FIRST
    day = stage.until - timedelta(40)
    code = stage.work.add(ConductCode(edition=str(day.year), from_day=day, text=text, other_text=other))
    for staff in (*stage.cast.clerks[:2], *stage.cast.technicians[:2]):
        stage.work.add(ConductReceipt(code_id=code.id, staff_id=staff, acknowledged=stage.at(day, 9, 15)))
