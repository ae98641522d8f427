"""What the office offers: a proposal of its services, and a quotation for a repair."""

PROPOSAL = (
    "proposal", "Service proposal", "服务建议书", "Proposal for {{ unit }}", "关于{{ 房屋 }}的服务建议书",
    """{{ salutation }},

Thank you for your interest. We are pleased to offer you the following service. This proposal is valid until \
{{ valid_until }}.

1. What we offer

We look after {{ unit }} in {{ building }}. Included: {{ included }}. What is not included is quoted to you \
beforehand and done only when you agree.

2. Price

| | |
| Price | {{ price }} |
| Charged | {{ charged }} |
| Floor area | {{ area }} |
| From | {{ start }} |
| Until | {{ end }} |

3. How we work

Every request gets a number. You are told when somebody comes, and told again when the work is done. If something \
was not right we put it right without charge.

4. Length and notice

At the end of the term the agreement {{ renewal }}. Either side may end it with {{ notice_days }} days of written \
notice.

5. How to accept

Please sign below and return one copy, or tell us by telephone: {{ office_phone }}. We then draw up the agreement \
for both sides to sign.

{{ signatures }}""",
    """{{ 称呼 }}：

　　您好！感谢您对我们服务的关注。现就{{ 房屋 }}的服务提出如下方案，供您参考。本方案有效期至{{ 有效期至 }}。

一、服务内容

　　我们为{{ 房屋 }}（{{ 楼栋 }}）提供日常维护服务，费用已包含：{{ 包含内容 }}。未包含的项目，我们将事先报价，\
经您同意后方可施工。

二、收费标准

| | |
| 价格 | {{ 价格 }} |
| 计费方式 | {{ 计费方式 }} |
| 建筑面积 | {{ 建筑面积 }} |
| 服务起始日 | {{ 开始日期 }} |
| 服务终止日 | {{ 结束日期 }} |

三、服务承诺

　　每一项报修均登记编号，事先告知上门时间，完工后向您反馈；如未达到要求，我们免费返工。

四、期限与终止

　　服务{{ 续期方式 }}。任何一方可提前{{ 提前通知天数 }}日书面通知对方终止服务。

五、确认方式

　　如您同意本方案，请在下方签字后交回一份，或致电{{ 物业电话 }}告知，我们将据此拟定正式合同，供双方签署。

{{ 签署栏 }}""",
)  # fmt: skip
QUOTATION = (
    "quotation", "Repair quotation", "维修报价单", "Quotation for work order {{ order_number }}",
    "维修报价单（工单{{ 工单编号 }}）",
    """{{ salutation }},

You asked us to see to the following in {{ unit }}:

{{ order }}

We have looked at it and offer to do the work for the price below.

{{ order_lines }}

Total: {{ total }}

1. Validity

This quotation is valid until {{ valid_until }}.

2. The work

We begin after you have agreed, and name the day beforehand. Should anything more turn out to be needed, we ask you \
first. Nothing is charged beyond this quotation without your consent.

3. Guarantee

We guarantee our work for ninety days and the parts as long as their maker does.

Please sign and return this sheet, or call us: {{ office_phone }}.

{{ signatures }}""",
    """{{ 称呼 }}：

　　您好！您报修的{{ 房屋 }}以下事项，我们已派人查看：

　　{{ 维修内容 }}

　　现将费用报价如下：

{{ 费用明细 }}

合计：{{ 合计金额 }}

一、报价有效期

　　本报价有效期至{{ 有效期至 }}。

二、施工约定

　　经您确认后我们安排施工，并提前告知上门时间。施工中如需增加项目，须先征得您的同意；未经同意，不收取报价以外的费用。

三、质量保证

　　人工质保九十日，材料质保期以厂家规定为准。

　　如您同意，请签字后交回本单，或致电{{ 物业电话 }}确认。

{{ 签署栏 }}""",
)  # fmt: skip
READY = (PROPOSAL, QUOTATION)
