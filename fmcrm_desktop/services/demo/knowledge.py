"""What the demo office knows: articles in both languages, rated, commented and used for its orders."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from fmcrm_desktop.model.knowledge import Article, ArticleRating, ArticleUse
from fmcrm_desktop.model.matter import Note
from fmcrm_desktop.model.work_order import FINISHED, WorkOrder
from fmcrm_desktop.services.demo.stage import Stage


class Lesson(NamedTuple):
    """An article as somebody of the demo office wrote it: in one language, as people do; most titles in both."""

    kind: str
    code: str
    title: str
    symptoms: str
    cause: str
    text: str
    comment: str = ""
    other_title: str = ""


LESSONS = (
    Lesson("solution", "plumbing", "厨房水龙头滴水：更换阀芯", "龙头关紧后仍滴水，夜里有滴答声", "陶瓷阀芯磨损，多见于 2012 年以前的龙头", "1. 关角阀，开龙头放余水\n2. 撬开手柄盖，拧下压盖\n3. 换 35 mm 阀芯，密封圈涂硅脂\n4. 通水试 5 分钟，手摸接口无渗", "35 和 40 两种阀芯都带上，省一趟", "Kitchen tap drips: change the cartridge"),
    Lesson("solution", "plumbing", "Water through the ceiling: find the floor it comes from", "Drops or a stain on the bathroom ceiling, often in the evening", "Seal of the bath or floor drain above has failed", "1. Shut the riser of the flat above, not of the one that reports\n2. Fill the bath above with dyed water; wait ten minutes\n3. Renew the seal, let it cure for 24 hours\n4. Come back after two days and look at the stain", "The stain dries slowly: note its edge with a pencil.", "楼板渗水：先查清来自哪一层"),
    Lesson("tip", "plumbing", "地漏堵塞先清存水弯", "卫生间地面积水下不去", "毛发皂垢堵在存水弯", "先取下地漏芯清毛发，再用手摇疏通器；不要先倒药水，会伤老铸铁管。", "", "Floor drain blocked: clear the trap first"),
    Lesson("tip", "electric", "Stairwell light out: try the starter first", "One landing dark, the others lit", "Starter or lamp at the end of its life", "Swap the starter before the lamp: it is the cheaper part and the culprit two times of three. Write the date on the lamp.", "Works for B staircases too.", "楼道灯不亮：先换启辉器"),
    Lesson("policy", "electric", "插座打火一律按紧急处理", "插拔时有火花或焦味", "", "1. 电话里请住户先断开该回路空气开关\n2. 两小时内到场\n3. 查接线端子，更换插座，测绝缘电阻\n4. 未测绝缘不得恢复送电", "", "A sparking socket is always urgent"),
    Lesson("guide", "lift", "Lift stopped between floors: what we do until the firm comes", "Car stands between landings, people may be inside", "Usually a dirty door contact", "1. Speak to the people inside through the entry phone; stay with them\n2. Call the lift firm, read out the number on the plate\n3. Main switch off, sign at every landing\n4. Nobody but the firm opens the doors\n5. Write down when it stopped and when it ran again", "", "电梯停在层间：维保人员到场前怎么做"),
    Lesson("solution", "carpentry", "单元门关不严：更换闭门器", "单元门晚上关不严，漏油", "闭门器漏油失效", "1. 量门重选 65 kg 级闭门器\n2. 按模板打孔，先装底座\n3. 调两段速度：关门 5 秒，末段缓冲", "", "Entrance door does not close: change the door closer"),
    Lesson("policy", "cleaning", "Keys of flats are never left with a neighbour", "", "", "Keys go into the key cabinet and are signed for. If the owner is away, agree on another day.", "", "住户钥匙一律不交邻居代管"),
)  # fmt: skip
USES = 6
"""So many of the latest orders of its category each article was used for."""


def knowledge(stage: Stage) -> int:
    """The articles and what was made of them; gives their number."""
    staff = (*stage.cast.technicians, *stage.cast.clerks)
    rows = [_row(stage, at, lesson, staff) for at, lesson in enumerate(LESSONS)]
    ids = stage.work.add_many(Article, rows)
    stage.work.add_many(
        ArticleRating,
        (
            {"article_id": id, "staff_id": who, "stars": 3 + (at + n) % 3}
            for at, id in enumerate(ids)
            for n, who in enumerate(staff[: 2 + at % 4])
        ),
    )
    stage.work.add_many(
        Note,
        (
            {"subject": "article", "subject_id": id, "moment": stage.now - timedelta(days=5), "text": lesson.comment,
             "staff_id": staff[-1]}
            for id, lesson in zip(ids, LESSONS, strict=True)
            if lesson.comment
        ),
    )  # fmt: skip
    for id, lesson in zip(ids, LESSONS, strict=True):
        stage.work.add_many(ArticleUse, _uses(stage, id, lesson))
    return len(ids)


def _row(stage: Stage, at: int, lesson: Lesson, staff: tuple[int, ...]) -> dict[str, Any]:
    return {
        "kind": lesson.kind, "title": lesson.title, "other_title": lesson.other_title, "symptoms": lesson.symptoms, "cause": lesson.cause,
        "text": lesson.text, "category_id": stage.categories[("order", lesson.code)],
        "made": stage.now - timedelta(days=9 * (len(LESSONS) - at)), "staff_id": staff[at % len(staff)],
    }  # fmt: skip


def _uses(stage: Stage, article: int, lesson: Lesson) -> list[dict[str, Any]]:
    """Two of three helped; policies are read, not used."""
    if lesson.kind == "policy":
        return []
    orders = select(WorkOrder.id).where(
        WorkOrder.category_id == stage.categories[("order", lesson.code)], WorkOrder.state.in_(FINISHED)
    )
    latest = stage.work.column(orders.order_by(WorkOrder.id.desc()).limit(USES))
    return [
        {"article_id": article, "order_id": order, "helped": (at + article) % 3 != 0}
        for at, order in enumerate(latest)
    ]
