"""The headings that files use for the columns of prospects; the other kinds stand in heading_words.py."""

from __future__ import annotations

PROSPECTS: dict[str, str] = {
    "number": "text no.|prospect number|lead number|lead id|编号|潜客编号|线索编号",
    "name": "text name|full name|prospect|lead|lead name|contact name|customer name|姓名|名称|潜客|客户姓名|联系人",
    "other_name": "text name in the other script|other name|english name|chinese name|另一文字的姓名|英文名|中文名",
    "company": "text company|company name|organisation|organization|account|单位|公司|单位名称|公司名称",
    "phone": "text telephone|phone|mobile|phone number|mobile phone|tel|电话|手机|手机号|联系电话|联系方式",
    "email": "text email|e-mail|email address|mail|电子邮件|邮箱|电子邮箱|邮件",
    "state": "text sales stage|stage|lead status|status|state|销售阶段|阶段|状态|跟进状态",
    "next_step": "text next step|next action|follow up|下一步|下次跟进内容|跟进计划",
    "next_day": "day on the day|next step on|next date|follow up date|due|日期|下次跟进时间|下次跟进日期|跟进日期",
    "responsible": "text responsible|owner|assigned to|lead owner|sales person|agent|负责人|跟进人|销售|顾问",
    "purpose": "text looks for|interest|interested in|purpose|意向|需求类型|用途",
    "wants": "text needs in their words|needs|requirements|description|notes|comments|需求原话|需求|备注|说明",
    "units": "several units of interest|units|unit|意向房屋|意向房源|房号",
    "budget": "number budget|price range|value|amount|预算|预算金额",
    "source": "text source|lead source|channel|came from|来源|客户来源|渠道",
    "campaign": "text campaign|campaign name|推广活动|活动名称",
    "recommended": "text recommended by|referred by|referrer|推荐人|介绍人",
    "received": "moment entered on|created|created date|received|date|登记时间|录入时间|创建时间|咨询时间",
    "closed": "moment closed on|closed|close date|结束时间|成交时间|关闭时间",
    "reason": "text reason|lost reason|reason lost|原因|流失原因",
    "lost_text": "text in their words|对方原话",
}
