"""What the office tells: a written notice, a payment reminder in three steps, the welcome with a handbook's receipt."""

NOTICE = (
    "announcement", "Written notice", "通知书", "Notice", "通知",
    """{{ salutation }},

We would like to inform you about the following.

What: ____________
When: ____________
Where: ____________
What it means for you: ____________

Please call us if anything is unclear or if you need help: {{ office_phone }}.

Thank you for your understanding.

{{ office_name }}
{{ today }}""",
    """{{ 称呼 }}：

　　现将有关事项通知如下：

　　事项：____________
　　时间：____________
　　地点：____________
　　对您的影响：____________

　　如有疑问或需要协助，请致电{{ 物业电话 }}。给您带来不便，敬请谅解。

　　特此通知。

{{ 物业名称 }}
{{ 今天 }}""",
)  # fmt: skip
FIRST = (
    "reminder_1", "Payment reminder, step 1", "缴费提醒函（第一次）", "A reminder about {{ unit }}",
    "关于{{ 房屋 }}费用的缴费提醒函",
    """{{ salutation }},

According to our records the following is still open. It may have slipped your mind, or your payment and this letter \
have crossed; then please take no notice of it.

{{ owed_lines }}

Total unpaid: {{ owed }}, the oldest due on {{ owed_since }}.

If anything about the bills is unclear, please call us on {{ office_phone }}. We will gladly go through them with you.

Yours sincerely,
{{ office_name }}
{{ today }}""",
    """{{ 称呼 }}：

　　您好！根据我们的记录，您有以下费用尚未缴纳。您可能一时忘记，也可能款项正在途中；如已缴纳，请忽略本函。

{{ 欠费明细 }}

未缴合计：{{ 欠缴金额 }}，其中最早一笔应缴日期为{{ 应缴日期 }}。

　　如对账单有疑问，请致电{{ 物业电话 }}，我们很乐意为您逐笔核对。

　　此致
敬礼

{{ 物业名称 }}
{{ 今天 }}""",
)  # fmt: skip
SECOND = (
    "reminder_2", "Payment reminder, step 2", "缴费催告函（第二次）", "Second reminder about {{ unit }}",
    "关于{{ 房屋 }}费用的催告函（第二次）",
    """{{ salutation }},

We have reminded you before, and today, {{ today }}, the following is still unpaid:

{{ owed_lines }}

Total unpaid: {{ owed }}.

Please pay within fourteen days of this letter. If you cannot pay the whole at once, talk to us and we will agree on \
parts: {{ office_phone }}. If you hold the money back because something was not done well, please tell us what it is, \
so that we can put it right.

Yours sincerely,
{{ office_name }}""",
    """{{ 称呼 }}：

　　您好！我们此前已提醒您缴纳相关费用，截至{{ 今天 }}，以下款项仍未收到：

{{ 欠费明细 }}

未缴合计：{{ 欠缴金额 }}。

　　请您自收到本函之日起十四日内缴清。如一次性缴纳有困难，请致电{{ 物业电话 }}与我们协商分期；\
如因对服务不满意而暂未缴费，请告知具体情况，我们将尽快改进。

　　此致
敬礼

{{ 物业名称 }}
{{ 今天 }}""",
)  # fmt: skip
THIRD = (
    "reminder_3", "Payment reminder, step 3", "缴费催告函（最后一次）", "Last reminder about {{ unit }}",
    "关于{{ 房屋 }}费用的最后催告函",
    """{{ salutation }},

In spite of two reminders the following has not been paid:

{{ owed_lines }}

Total unpaid: {{ owed }}, due since {{ owed_since }}.

This is our last reminder. Unless the amount reaches us by {{ valid_until }}, we shall have to claim it by the means \
that the agreement and the law provide; the costs of this fall to you.

We would much rather find a way together. Please call {{ office_phone }} or come to see us: {{ office_address }}.

Yours sincerely,
{{ office_name }}
{{ today }}

|_ Received by (name, signature)""",
    """{{ 称呼 }}：

　　我们已两次书面提醒，您的以下费用至今仍未缴纳：

{{ 欠费明细 }}

未缴合计：{{ 欠缴金额 }}，最早一笔应缴日期为{{ 应缴日期 }}。

　　本函为最后一次书面催告。请您务必于{{ 有效期至 }}前缴清。逾期仍未缴纳的，\
我们将依据物业服务合同及《中华人民共和国民法典》第九百四十四条等规定，\
通过诉讼或者仲裁等方式主张权利，由此产生的费用依法由您承担。

　　我们仍希望与您协商解决，请致电{{ 物业电话 }}，或到物业服务中心面谈（地址：{{ 物业地址 }}）。

{{ 物业名称 }}
{{ 今天 }}

|_ 签收人（姓名、签字）""",
)  # fmt: skip
WELCOME = (
    "welcome", "Welcome letter with handbook receipt", "入住欢迎函（附手册签收单）", "Welcome to {{ building }}",
    "欢迎入住{{ 楼栋 }}",
    """{{ salutation }},

Welcome to {{ building }}. We look after the property, and we would like you to feel at home in {{ unit }} from the \
first day.

1. How to reach us

Telephone {{ office_phone }}, or at the counter: {{ office_address }}. Everything you ask for is written down under a \
number; we tell you when we come and when it is done.

2. What you receive with this letter

| Item | Number |
| Handbook for residents, edition ____________ | 1 |
| Keys and access cards | ____ |
| Meter readings at hand-over, signed | 1 |

3. Please check what we hold for you

| | |
| Name | {{ name }} |
| Unit | {{ unit }} |
| Telephone | {{ phone }} |

We look forward to meeting you.

{{ office_name }}
{{ today }}

4. Receipt of the handbook

I have received the handbook for residents and the items named above for {{ unit }}, and have read the rules of the \
house.

|_ For the office | {{ name }} (signature)""",
    """{{ 称呼 }}：

　　您好！欢迎您入住{{ 楼栋 }}。今后小区的日常管理和维修由我们负责，希望您在{{ 房屋 }}住得舒心、放心。

一、联系方式

　　服务电话：{{ 物业电话 }}；服务中心地址：{{ 物业地址 }}。您的每一项需求我们都会登记编号，告知上门时间，\
并在办结后向您反馈。

二、随函交付物品

| 物品 | 数量 |
| 《业主手册》，版本：____________ | 1 |
| 钥匙及门禁卡 | ____ |
| 交房时水、电、燃气表读数确认单 | 1 |

三、请核对登记信息

| | |
| 姓名 | {{ 姓名 }} |
| 房屋 | {{ 房屋 }} |
| 电话 | {{ 电话 }} |

　　期待与您见面，祝您生活愉快！

{{ 物业名称 }}
{{ 今天 }}

四、手册签收单

　　本人已收到《业主手册》及上述物品（房屋：{{ 房屋 }}），并已阅读管理规约。

|_ 物业服务中心（经办人） | {{ 姓名 }}（签字）""",
)  # fmt: skip
READY = (NOTICE, FIRST, SECOND, THIRD, WELCOME)
