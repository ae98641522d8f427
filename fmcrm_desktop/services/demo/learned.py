"""What the demo office learns: praise, suggestions, cases told without names, procedures and a review."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fmcrm_desktop.model.complaint import CorrectiveAction
from fmcrm_desktop.model.improvement import CaseStudy, Commendation, Procedure, Review, Suggestion
from fmcrm_desktop.services import numbers
from fmcrm_desktop.services.demo.stage import Stage

PRAISE = (
    ("The electrician explained what was wrong and left the flat cleaner than before.", "师傅把原因讲得明明白白，走之前还把地拖了。", "information", "electric"),
    ("Rang back within ten minutes, as promised.", "说十分钟回电，真的十分钟就回了。", "control", ""),
    ("She noticed my mother cannot hear well and wrote the time down for her.", "知道我母亲耳朵不好，特地把上门时间写在纸上。", "empathy", ""),
    ("The lift firm came on Sunday evening. Thank you!", "周日晚上电梯坏了也有人来修，谢谢！", "friendliness", "lift"),
    ("Good work on the bathroom tap, very polite.", "修龙头很快，人也很有礼貌。", "friendliness", "plumbing"),
)  # fmt: skip
"""What was said in both languages, the need it met, the trade of who is praised."""
SUGGESTIONS = (
    ("A bench at the east gate for those who wait with shopping.", "东门放一张长椅，买菜回来可以歇一歇。", "accepted", "We order one with the spring budget.", "已列入春季预算，届时安装。", 20),
    ("Please post when the water is off two days ahead, not one.", "停水通知请提前两天贴，不要只提前一天。", "done", "Since this month notices go up 48 hours ahead.", "本月起停水通知提前 48 小时张贴。", 16),
    ("Let the lobby radio play all day.", "大堂音乐全天播放。", "declined", "Neighbours on the first floor asked for quiet; we keep to 9 to 18.", "一楼住户希望安静，仍按 9 点到 18 点播放。", 12),
    ("A light over the bicycle stand.", "自行车棚装一盏灯。", "new", "", "", 18),
    ("A shelf for parcels that do not fit the lockers.", "快递柜放不下的大件，设个架子。", "new", "", "", 3),
)  # fmt: skip
"""What was proposed, what became of it and the answer, and how many days ago."""
CASES = (
    ("bad", "Three calls for one lock", "一把锁打了三次电话", "The owner rang three times about the same lock. Each time another clerk took it down anew and promised a visit. Nobody looked whether an order was open.", "Look at the open orders before promising anything, and say its number.", "What did the owner expect on the second call?\nWhat should the clerk see before answering?\nWhat would you have said?", "response"),
    ("good", "雨夜漏水，一张纸条", "A leak at night, and a note", "租户夜里报漏水，维修师傅二十分钟到场止水，走前在门上留了纸条：做了什么、明天几点再来、打哪个电话。第二天租户专门来道谢。", "离开现场前，把下一步写给客户。", "客户最看重的是哪一点？\n还有哪些场合可以留纸条？", "respect"),
)  # fmt: skip
PROCEDURES = (
    ("Move-in of a new owner", "新业主入住", "Hand over keys and the welcome letter | 交接钥匙和欢迎信\nRead the meters together | 共同抄录水电表\nEnter contacts and preferred hours | 登记联系方式和方便的时间\nRing after two weeks | 两周后电话回访", 12, 40),
    ("Announcing that the water is off", "停水通知", "Notice on every staircase 48 hours ahead | 提前48小时在每个单元张贴通知\nMessage to those who asked for it | 给要求通知的住户发短信\nRing the elderly on the list | 逐一致电名单上的老人", 6, -9),
    ("Renovation permit", "装修申请", "Form and drawings at the counter | 在前台递交申请表和图纸\nAnswer within three working days | 三个工作日内答复\nDeposit, working hours, lift cover | 说明押金、施工时间和电梯保护", 12, 200),
)  # fmt: skip
"""Name, how it is done, every so many months, days until the next review."""


def learned(stage: Stage) -> None:
    """All of it, without chance: what else the demo holds stays as it was."""
    _praise(stage)
    _suggestions(stage)
    stage.work.add_many(CaseStudy, (
        {"kind": kind, "title": title, "other_title": other, "told": told, "lesson": lesson, "questions": questions,
         "gap": gap, "made": stage.now - timedelta(days=6 * at + 2), "staff_id": stage.cast.clerks[0]}
        for at, (kind, title, other, told, lesson, questions, gap) in enumerate(CASES)
    ))  # fmt: skip
    _procedures(stage)


def _voice(stage: Stage, subject: str, at: int, both: tuple[str, str], days: int) -> dict[str, Any]:
    """Who says it: every third slip has no name."""
    dweller = stage.cast.dwellers[(at * 7 + 3) % len(stage.cast.dwellers)]
    received = stage.at(stage.until - timedelta(days=days), 9 + at, 20)
    nameless = at % 3 == 2
    return {
        "number": numbers.next(stage.work, subject, received), "received": received, "anonymous": nameless,
        "person_id": None if nameless else dweller.person, "unit_id": None if nameless else dweller.unit,
        "building_id": dweller.building, "own_words": stage.say(dweller, both),
    }  # fmt: skip


def _praise(stage: Stage) -> None:
    rows = []
    for at, (english, chinese, need, trade) in enumerate(PRAISE):
        row = _voice(stage, "commendation", at, (english, chinese), 4 * (len(PRAISE) - at))
        thanked = row["received"] + timedelta(hours=5) if at < 3 and not row["anonymous"] else None
        staff = stage.cast.trades[trade] if trade else stage.cast.clerks[at % len(stage.cast.clerks)]
        more = {"channel": ("phone", "counter", "letter")[at % 3], "need": need, "staff_id": staff}
        rows.append(row | more | {"thanked": thanked})
    stage.work.add_many(Commendation, rows)


def _suggestions(stage: Stage) -> None:
    rows = []
    for at, (english, chinese, state, answer, answer_chinese, days) in enumerate(SUGGESTIONS):
        row = _voice(stage, "suggestion", at, (english, chinese), days)
        said = answer if row["own_words"] == english else answer_chinese
        due = row["received"].date() + timedelta(days=14)
        more = {"channel": "suggestion_box", "state": state, "answer": said, "due_day": due}
        answered = row["received"] + timedelta(days=2) if said else None
        rows.append(row | more | {"answered": answered, "responsible_id": stage.cast.clerks[at % 2]})
    stage.work.add_many(Suggestion, rows)


def _procedures(stage: Stage) -> None:
    owner = stage.cast.clerks[0]
    ids = stage.work.add_many(Procedure, (
        {"name": name, "other_name": other, "text": text, "owner_id": owner, "every_months": months,
         "next_day": stage.until + timedelta(days=days)}
        for name, other, text, months, days in PROCEDURES
    ))  # fmt: skip
    day = stage.until - timedelta(days=150)
    found = "Two of five owners did not know whom to ring in the first week."
    (review,) = stage.work.add_many(
        Review, [{"procedure_id": ids[0], "day": day, "staff_id": owner, "found": found, "friendly": False}]
    )
    action = {
        "review_id": review, "kind": "process", "text": "Card with the names and numbers goes with the keys",
        "responsible_id": owner, "due_day": day + timedelta(days=30), "done_day": day + timedelta(days=21),
    }  # fmt: skip
    stage.work.add_many(CorrectiveAction, [action])
