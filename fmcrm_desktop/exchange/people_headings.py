"""The headings of what is known of people beside who they are; the others stand in heading_words.py."""

from __future__ import annotations

LIKES: dict[str, str] = {
    "preferred_channel": "text preferred way|preferred channel|preferred contact|首选联系方式",
    "preferred_hours": "text preferred hours|best time to call|方便的时间|联系时间",
    "expects": "text needs and expectations|needs|expectations|需求与期望|需求",
    "warning": "text warning|please note|alert|special needs|注意事项|特别提醒",
    "speaks": "text speaks|languages spoken|spoken language|使用语言|语言",
    "account": "text fee account|account number|billing account|缴费账号|收费账号",
    "customer_since": "day customer since|client since|建档日期|客户起始日期",
    "related": "text related units|关联房产|关联房屋",
}
