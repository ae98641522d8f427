"""The letters a new office begins with, in natural English and Chinese; the office changes them as it \
likes."""

from __future__ import annotations

from fmcrm_desktop.model.letter import LetterTemplate
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

WELCOME = (
    "Welcome", "欢迎入住", "Welcome to your new home", "欢迎您成为我们的业主",
    """{{ salutation }},

Welcome to {{ building }}. We look after the property, and we would like you to feel at home in \
{{ unit }} from the first day.

When something needs repair, when you have a question or a wish, please call \
{{ office_phone | default("our office") }}. We write everything down under a number, tell you when we come, and \
tell you when it is done.

Please check the particulars we hold for you and let us know what has changed:

Name: {{ name }}
Unit: {{ unit }}
Telephone: {{ phone }}

We look forward to meeting you.

Yours sincerely,""",
    """{{ 称呼 }}：

　　您好！欢迎您入住{{ 楼栋 }}。今后小区的日常管理和维修由我们负责，希望您住得舒心、放心。

　　如需报修、咨询或有任何建议，请致电{{ 物业电话 | default("物业服务中心") }}。\
每一件事我们都会登记编号，告知您上门时间，并在办结后向\
您反馈。

　　以下是我们登记的信息，如有变更，请告知我们：

　　姓名：{{ 姓名 }}
　　房屋：{{ 房屋 }}
　　电话：{{ 电话 }}

　　期待与您见面，祝您生活愉快！

　　此致
敬礼""",
)  # fmt: skip
WORKS = (
    "Notice of works", "施工通知", "Works in {{ building }}", "关于{{ 楼栋 }}施工的通知",
    """{{ salutation }},

Works will be carried out in {{ building }} on the days below. We have asked the firm to keep noise and \
dust low, and to work only within the hours named.

What: (please fill in)
When: (please fill in)
What it means for you: (please fill in)

If a member of your household needs quiet or help during this time, please call \
{{ office_phone | default("our office") }} beforehand. We will find a way.

Thank you for your patience.

Yours sincerely,""",
    """{{ 称呼 }}：

　　您好！{{ 楼栋 }}将于以下时间进行施工。我们已要求施工单位严格控制噪音和扬尘，并在规定时段内作业。

　　施工内容：（请填写）
　　施工时间：（请填写）
　　对您的影响：（请填写）

　　施工期间，如家中有老人、小孩或病人需要照顾，请提前致电{{ 物业电话 | default("物业服务中心") }}，我们将尽力协助。

　　给您带来不便，敬请谅解。感谢您的理解与配合！

　　此致
敬礼""",
)  # fmt: skip
REMINDER_ONE = (
    "Payment reminder, first", "缴费提醒（第一次）", "A reminder about {{ unit }}", "关于{{ 房屋 }}物业\
费的提醒",
    """{{ salutation }},

According to our records the service charge for {{ unit }} has not reached us yet. It may simply have \
slipped your mind, or your payment and this letter have crossed; in that case please take no notice of it.

Amount: (please fill in)
Was due on: (please fill in)

If anything about the bill is unclear, please call {{ office_phone | default("our office") }}. We will \
gladly go through it with you.

Yours sincerely,""",
    """{{ 称呼 }}：

　　您好！根据我们的记录，{{ 房屋 }}的物业费尚未收到。您可能一时忘记，也可能款项正在途中；如已缴纳，请忽略本函。

　　应缴金额：（请填写）
　　应缴日期：（请填写）

　　如对账单有任何疑问，请致电{{ 物业电话 | default("物业服务中心") }}，我们很乐意为您核对。

　　此致
敬礼""",
)  # fmt: skip
REMINDER_TWO = (
    "Payment reminder, second", "缴费提醒（第二次）", "Second reminder about {{ unit }}",
    "关于{{ 房屋 }}物业费的再次提醒",
    """{{ salutation }},

We wrote to you about the service charge for {{ unit }}, and it is still open today, {{ today }}.

Amount: (please fill in)
Was due on: (please fill in)

Please pay within fourteen days. If you cannot pay the whole at once, please call \
{{ office_phone | default("our office") }}. We can agree on parts. And if you are holding \
the money back because something was not done well, please tell us what, so that we can put it right.

Yours sincerely,""",
    """{{ 称呼 }}：

　　您好！我们此前曾就{{ 房屋 }}的物业费致函提醒，截至{{ 今天 }}，该笔费用仍未收到。

　　应缴金额：（请填写）
　　应缴日期：（请填写）

　　请您在十四日内缴纳。如一次性缴纳有困难，请致电{{ 物业电话 | default("物业服务中心") }}\
与我们协商分期。如因对我们的服务不满意而暂未\
缴费，请告诉我们具体情况，我们会尽快改进。

　　此致
敬礼""",
)  # fmt: skip
REMINDER_THREE = (
    "Payment reminder, last", "缴费提醒（最后一次）", "Last reminder about {{ unit }}",
    "关于{{ 房屋 }}物业费的催缴函",
    """{{ salutation }},

In spite of two letters the service charge for {{ unit }} has not been paid.

Amount: (please fill in)
Was due on: (please fill in)
Last day for payment: (please fill in)

This is our last reminder. If the amount has not arrived by the day named, we shall have to claim it by \
the means the agreement and the law provide. We would much rather find a way together with you: please \
call {{ office_phone | default("our office") }}, or come to {{ office_address | default("our counter") }}.

Yours sincerely,""",
    """{{ 称呼 }}：

　　您好！我们已两次致函提醒，{{ 房屋 }}的物业费至今仍未缴纳。

　　应缴金额：（请填写）
　　应缴日期：（请填写）
　　最后缴费期限：（请填写）

　　本函为最后一次书面催缴。如逾期仍未缴纳，我们将依照物业服务合同及相关法律规定主张权利。我们更希望与您协商\
解决，请致电{{ 物业电话 | default("物业服务中心") }}，或到{{ 物业地址 | default("物业服务中心") }}面谈。

　　此致
敬礼""",
)  # fmt: skip
THANKS = (
    "Thank you", "感谢信", "Thank you", "感谢您的支持",
    """{{ salutation }},

You took the time to tell us what you think, and that helps us more than you may believe. Thank you.

What you wrote has been passed on to the colleagues concerned, with your kind words as well as with \
your suggestions.

If there is anything we can do for you, please call {{ office_phone | default("our office") }}.

Yours sincerely,""",
    """{{ 称呼 }}：

　　您好！感谢您抽出宝贵时间把您的感受告诉我们，您的每一句话对我们都很重要。

　　您的表扬和建议我们已转达给相关同事，并将认真落实。

　　今后如有需要，请随时致电{{ 物业电话 | default("物业服务中心") }}，我们随时为您服务。

　　此致
敬礼""",
)  # fmt: skip
UNFINISHED = ("(please fill in)", "（请填写）")
FIRST = (WELCOME, WORKS, REMINDER_ONE, REMINDER_TWO, REMINDER_THREE, THANKS)
COLUMNS = ("name", "other_name", "subject", "other_subject", "text", "other_text")


@needs("person.write")
def suggest(work: Work) -> None:
    """Put the first letters into an office that has none yet."""
    work.add_many(LetterTemplate, [dict(zip(COLUMNS, each, strict=True)) for each in FIRST])
