"""Who may become a customer of the demo office: twelve prospects over the stages, and two campaigns with costs."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from fmcrm_desktop.model.campaign import Campaign, CampaignCost, CampaignPerson, Response
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.prospect import CLOSED, Lead, LeadStep, LeadUnit
from fmcrm_desktop.model.reading import sort_key
from fmcrm_desktop.services import numbers
from fmcrm_desktop.services.demo.stage import Cast
from fmcrm_desktop.store.work import Work


class Somebody(NamedTuple):
    """A prospect as it stands today: came ``ago`` days ago, went over the stages ``way``, next step in ``ahead`` days."""

    name: str
    other: str
    company: str
    phone: str
    source: str
    purpose: str
    needs: str
    ago: int
    way: str
    next: str = ""
    ahead: int = 0
    budget: int | None = None
    lost: str = ""
    campaign: int | None = None


EVERYBODY = (
    Somebody("陆建国", "Lu Jianguo", "", "13861200101", "web", "buy", "想买三房朝南，带车位，年内搬进来", 2, "new", "回电话，问清预算", 0, 3_200_000_00),
    Somebody("Laura Keller", "", "", "13861200102", "notice", "rent", "Two rooms for a year from January, quiet side", 1, "new", "Send the list of free flats", 1),
    Somebody("海棠设计工作室", "Begonia Studio", "海棠设计工作室", "051255500103", "campaign", "rent", "80 平方米左右的底商，能挂招牌", 9, "new contacted", "发平面图和租金表", -1, 9_000_00, campaign=0),
    Somebody("邵敏", "Shao Min", "", "13861200104", "recommendation", "buy", "给父母买一套小的，要有电梯", 14, "new contacted", "约周末看房", 2, 1_800_000_00),
    Somebody("Tom Becker", "", "Becker Trading", "13861200105", "phone", "parking", "Two parking spaces near the lift", 11, "new contacted viewing", "Show P-012 and P-013", 0, 1_200_00),
    Somebody("冯佳", "Feng Jia", "", "13861200106", "campaign", "rent", "两房，养猫，最好带家具", 20, "new contacted viewing", "带看 2 号楼两套", 3, 5_500_00, campaign=0),
    Somebody("汇丰牙科", "Huifeng Dental", "汇丰牙科", "051255500107", "web", "rent", "诊所用房，需要独立进排水", 26, "new contacted viewing offer", "问报价意见", -2, 22_000_00),
    Somebody("Nadia Rossi", "", "", "13861200108", "recommendation", "service", "Cleaning and small repairs while away in winter", 17, "new contacted offer", "Talk the offer through", 1, 800_00),
    Somebody("沈氏茶行", "Shen Tea House", "沈氏茶行", "051255500109", "counter", "rent", "临街铺面，三年以上", 45, "new contacted viewing offer negotiation", "谈免租期和押金", 0, 16_000_00, campaign=1),
    Somebody("丁浩", "Ding Hao", "", "13861200110", "campaign", "service", "电梯和公区保养打包", 52, "new contacted offer won", campaign=1),
    Somebody("Paul Martin", "", "", "13861200111", "phone", "rent", "Three rooms, garage", 60, "new contacted viewing offer won"),
    Somebody("葛云", "Ge Yun", "", "13861200112", "web", "buy", "两房以内，总价不超过一百五十万", 38, "new contacted viewing lost", lost="price"),
)  # fmt: skip
CAMPAIGNS = (
    ("秋季开放日", "Autumn open day", "promotion", 30, None,
     (("promotion", 28, 260_000, "饮料与场地布置"), ("advertising", 29, 180_000, "楼道海报印刷"))),
    ("商铺招租广告", "Shops to let", "advertising", 75, 10,
     (("advertising", 70, 520_000, "公交站灯箱一个月"), ("market_entry", 66, 300_000, "商会会费"), ("service", 40, 90_000, "样板间清洁"))),
)  # fmt: skip
PAUSE = 4
"""Days between two stages."""


def prospecting(work: Work, cast: Cast, until: date) -> int:
    """Campaigns, what they cost, who answered, and the prospects; gives how many prospects there are."""
    campaigns = [_campaign(work, cast, until, at) for at in range(len(CAMPAIGNS))]
    taken = [numbers.take(work, "lead", _moment(work, until, one.ago), 1)[0] for one in EVERYBODY]
    for at, one in enumerate(EVERYBODY):
        _lead(work, cast, until, (at, taken[at], campaigns))
    return len(EVERYBODY)


def _campaign(work: Work, cast: Cast, until: date, at: int) -> int:
    name, other, kind, ago, end, costs = CAMPAIGNS[at]
    last = until - timedelta(days=end) if end is not None else None
    made = work.add(
        Campaign(name=name, other_name=other, kind=kind, from_day=until - timedelta(days=ago), until_day=last, note="")
    )
    rows = [
        {"campaign_id": made.id, "day": until - timedelta(days=day), "kind": kind, "amount": amount, "text": text}
        for kind, day, amount, text in costs
    ]
    work.add_many(CampaignCost, rows)
    people = list(dict.fromkeys(each.person for each in cast.dwellers))[at * 8 : at * 8 + 8]
    work.add_many(CampaignPerson, [{"campaign_id": made.id, "person_id": person} for person in people])
    answered = [
        {"campaign_id": made.id, "person_id": person, "moment": _moment(work, until, ago - 3 - n), "way": "came",
         "note": ""}
        for n, person in enumerate(people[:3])
    ]  # fmt: skip
    work.add_many(Response, answered)
    return int(made.id)


def _lead(work: Work, cast: Cast, until: date, which: tuple[int, str, list[int]]) -> None:
    at, number, campaigns = which
    one = EVERYBODY[at]
    way = one.way.split()
    state, staff = way[-1], cast.clerks[at % len(cast.clerks)]
    entered = _moment(work, until, one.ago)
    closed = entered + timedelta(days=PAUSE * (len(way) - 1)) if state in CLOSED else None
    person = cast.dwellers[at].person if one.source == "recommendation" else None
    lead = work.add(
        Lead(
            number=number, name=one.name, other_name=one.other, company=one.company, phone=one.phone, digits=one.phone,
            email="", source=one.source, recommended_by_id=person, purpose=one.purpose, needs=one.needs,
            campaign_id=campaigns[one.campaign] if one.campaign is not None else None, budget=one.budget,
            responsible_id=staff, next_step=one.next, state=state, entered=entered, closed=closed,
            next_day=until + timedelta(days=one.ahead) if one.next else None, lost_reason=one.lost,
            lost_text="", reopened=0, person_id=_customer(work, one) if state == "won" else None,
        )
    )  # fmt: skip
    _history(work, lead, way, staff)
    if one.purpose in ("buy", "rent") and cast.dwellers:
        work.add(LeadUnit(lead_id=lead.id, unit_id=cast.dwellers[(at * 7) % len(cast.dwellers)].unit))


def _customer(work: Work, one: Somebody) -> int:
    """Who was won is a person like any other."""
    made = work.add(Person(kind="person", name=one.name, other_name=one.other, sort_key=sort_key(one.name)))
    work.add(ContactPoint(person_id=made.id, kind="mobile", value=one.phone, digits=one.phone))
    return int(made.id)


def _history(work: Work, lead: Lead, way: list[str], staff: int) -> None:
    moves: list[dict[str, Any]] = []
    for n, state in enumerate(way):
        moment = lead.entered + timedelta(days=PAUSE * n)
        before = way[n - 1] if n else ""
        moves.append({
            "subject": "lead", "subject_id": lead.id, "from_state": before, "to_state": state, "moment": moment,
            "staff_id": staff, "why": "",
        })  # fmt: skip
        if state == "contacted":
            work.add(
                LeadStep(lead_id=lead.id, way="call", planned="", planned_day=moment.date(), moment=moment,
                         staff_id=staff, result=lead.needs)
            )  # fmt: skip
    work.add_many(Move, moves)


def _moment(work: Work, until: date, ago: int) -> datetime:
    return min(datetime.combine(until - timedelta(days=ago), time(9, 20), work.zone), work.now)
