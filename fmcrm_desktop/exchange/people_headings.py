"""The headings of what is known of people beside who they are, and of what a unit is beside where it stands; the
others stand in heading_words.py."""

from __future__ import annotations

LIKES: dict[str, str] = {
    "preferred_channel": "text preferred way|preferred channel|preferred contact|首选联系方式",
    "preferred_hours": "text preferred hours|best time to call|方便的时间|联系时间",
    "expects": "text needs and expectations|needs|expectations|需求与期望|需求",
    "warning": "text warning|please note|alert|special needs|注意事项|特别提醒",
    "speaks": "text speaks|languages spoken|spoken language|使用语言|语言",
    "account": "text fee account|account number|billing account|缴费账号|收费账号",
    "household_size": (
        "number household size|people in the household|size of household|number of occupants|家庭人口|家庭人数|"
        "家庭成员数|家庭成员人数|常住人口|居住人数|人口"
    ),
    "age_band": "text age band|age group|年龄段|年龄层",
    "language": "text language of letters|letter language|print language|信函语言",
    "customer_since": "day customer since|client since|建档日期|客户起始日期",
    "related": "text related units|关联房产|关联房屋",
}

FLAT: dict[str, str] = {
    "floor": "text floor|story|storey|level|房屋楼层|楼层|层|所在楼层",
    "layout": "text layout|bedrooms|floor plan|户型|房屋户型",
    "area": (
        "number floor area|area|gross area|size|sqm|square metres|square meters|area m2|建筑面积|面积|房屋面积|产权面积"
    ),
    "inner_area": "number net area|inner area|carpet area|室内面积|套内面积|使用面积",
    "rent": "text rent|monthly rent|租金|月租",
}
TENANT: dict[str, str] = {
    "tenant_name": "text tenant|tenant name|lessee|租户|租户姓名|租客|租客姓名|承租人",
    "tenant_phone": "text tenant phone|租户电话|租客电话|承租人电话",
    "tenant_from": "day lease start|tenancy start|tenant since|租期开始|租期起|起租日期|起租日|租赁开始日期",
    "tenant_until": "day lease end|tenancy end|tenant until|租期结束|租期止|租期至|租赁到期日|退租日期",
}
