"""The checklists an office begins with: every point of contact looked at as a customer meets it, and the practices."""

from __future__ import annotations

EVERY = 6
"""Months between two reviews."""
Line = tuple[str, str]
POINTS: tuple[Line, ...] = (
    ("Telephone:", "电话："),
    (
        "A call is taken within three rings, with the office's name and one's own",
        "铃响三声内接听，先报单位和姓名",
    ),
    ("Who is missed is rung back on the same day", "未接来电当天回拨"),
    ("Nobody is passed on more than once", "来电最多转接一次"),
    ("Messages, email and letters:", "短信、邮件与信函："),
    ("Each is answered in the time we promise", "均在承诺时限内回复"),
    ("Our words are understood without knowing our trade", "用语通俗，不用行话"),
    ("Counter:", "服务前台："),
    (
        "Who comes in is greeted at once, also when somebody else is served",
        "客户进门即招呼，正在接待他人时也不例外",
    ),
    ("The wait is short, and one can sit", "等候时间短，且有座位"),
    ("What one needs to bring is known beforehand", "需带的材料事先讲明"),
    ("Suggestion box:", "意见箱："),
    ("There are slips and a pen; the box is emptied every week", "备有意见条和笔，每周开箱"),
    ("Every slip is answered, those without a name on the board", "每条都有回复，匿名的张贴答复"),
    ("Notice boards and display window:", "公告栏与宣传橱窗："),
    ("Nothing out of date hangs there", "没有过期内容"),
    ("Everything is clean, readable and in both languages", "整洁清晰，中英文齐全"),
    ("Post and parcels:", "信件与包裹："),
    ("Who has something to fetch is told on the same day", "有件当天通知领取"),
    ("Visits and meetings:", "上门与会议："),
    ("We ring before we come, and come when we said", "上门前先致电，准时到达"),
    ("We wear a badge, and leave the place clean", "佩戴工牌，离开时保持清洁"),
    ("Handbook and forms:", "手册与表格："),
    ("Everybody has the edition that holds", "住户手上都是现行版本"),
    ("A form asks only for what we do not know yet", "表格只问尚不掌握的内容"),
)
PRACTICES: tuple[Line, ...] = (
    ("Promises:", "承诺："),
    ("What is promised is written down with a time", "承诺均登记时间"),
    ("Who cannot keep one rings before it is due", "不能兑现的，在到期前先致电说明"),
    ("Complaints:", "投诉："),
    (
        "Every complaint is thanked for and entered in the customer's own words",
        "每件投诉都致谢，并按客户原话登记",
    ),
    ("Nobody is worse off for complaining", "客户不会因投诉而受冷待"),
    ("What we changed is told to those who complained", "改进结果告知投诉人"),
    ("Room to act:", "权限："),
    ("Staff know up to what sum they may put things right at once", "员工清楚自己当场补救的限额"),
    ("A request that cannot be met gets another offer, never a plain no", "办不到的请求另提方案，不简单拒绝"),
    ("Fairness:", "公平："),
    (
        "The same is done for owners and tenants, friendly and angry people",
        "对业主与租户、客气与生气的客户一视同仁",
    ),
    ("Fees and rules are explained before, not after", "收费与规定事先说明"),
    ("Information:", "信息："),
    ("Customers hear of progress without having to ask", "客户不必追问就能了解进展"),
    ("What one of us knows, all can read", "一人知道的情况，人人都能查到"),
    ("Learning:", "学习："),
    ("Cases of the month are talked about with everybody", "每月案例与全体员工讨论"),
    ("Skills and trainings are up to date", "技能与培训均在有效期内"),
)
READY: tuple[tuple[str, str, tuple[Line, ...]], ...] = (
    ("Looking through the points of contact", "接触点检查", POINTS),
    ("Looking through our practices", "服务做法检查", PRACTICES),
)
"""Name in English and Chinese, and the lines in both."""
