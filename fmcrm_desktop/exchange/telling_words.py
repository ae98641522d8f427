"""The words that tell one kind of sheet from another, and our own words for fields that no heading has."""

from __future__ import annotations

TELLING: dict[str, tuple[str, ...]] = {
    "people": (
        "name",
        "first_name",
        "last_name",
        "phone",
        "identity",
        "gender",
        "email",
        "role",
        "wechat",
        "birthday",
        "age",
        "home_phone",
        "work_phone",
        "fax",
        "email2",
    ),
    "units": ("unit", "area", "inner_area", "floor", "layout", "fees", "rent", "building", "entrance"),
    "buildings": ("floors", "lift", "building", "entrance"),
    "fees": ("price", "formula", "months", "fixed", "recurring", "payment"),
    "parts": ("code", "measure", "cost", "stock", "least"),
    "equipment": ("code", "maker", "model", "serial", "warranty_until", "installed", "counter"),
    "prospects": ("next_step", "next_day", "source", "budget", "purpose", "campaign", "wants", "state"),
    "calls": ("started", "direction", "outcome", "seconds", "minutes", "taken_by", "topic"),
    "articles": ("title", "symptoms", "cause", "text", "author"),
    "parking": ("unit", "lot", "plate", "lot_kind", "car_kind", "tenure"),
    "orders": ("received", "summary", "state", "done", "staff", "priority", "due", "fix", "closed"),
    "complaints": ("received", "own_words", "channel", "state", "answer", "anonymous", "resolved"),
    "events": ("starts", "ends", "rule", "uid", "occurrence", "zone"),
}
"""Fields that show which kind a sheet is."""

PERSONAL = frozenset(("identity", "gender", "birthday", "age", "email", "wechat", "occupation"))
"""What only a list of people takes, with the units they live in: a sheet that has it is one, however much it says of
the units."""

OWN_WORDS: dict[str, str] = {
    "people": (
        "owner|owners|resident|residents|tenants|people|contacts|customer|业主|住户|客户|人员|业主信息|联系人"
    ),
    "units": "unit|units|rooms|apartments|flats|房屋|房产|房屋信息|房间",
    "buildings": "building|buildings|entrances|楼栋|楼栋单元|单元|楼宇",
    "fees": "fee|fees|charges|费用|费用设置|收费",
    "parts": "part|parts|materials|stock|inventory|材料|材料表|配件|库存",
    "equipment": "equipment|assets|lifts|pumps|设备|设备台账|设备清单|资产",
    "prospects": "prospect|prospects|lead|leads|enquiries|潜客|意向客户|潜在客户|线索|客户线索",
    "calls": "call|calls|call log|phone log|通话|通话记录|电话记录|来电|来电登记",
    "articles": "article|articles|knowledge|知识|知识库|文章",
    "parking": "parking|车位|车位信息|停车",
    "orders": "order|orders|work orders|violation|violations|repairs|requests|工单|报修|维修|报修单",
    "complaints": "complaint|complaints|problems|投诉|投诉登记|投诉记录",
    "events": "calendar|events|日历|日程",
}
"""What the sheet's or the file's name and its headings say of the kind."""
