"""The headings of work orders and complaints, and of the place, the person and the category beside many kinds."""

from __future__ import annotations

UNIT_PLACE = {
    "site": "text site name|site|complex|estate|community|property name|小区|小区名称|项目|项目名称|园区",
    "building": (
        "text building code|building number|building no|building|block no|block|tower|bldg|楼栋编号|楼栋号|楼栋|"
        "楼号|栋号|幢号|座|楼宇|楼栋名称|所属楼栋"
    ),
    "entrance": "text entrance|entrance no|stair|staircase|单元编号|单元号|单元|梯号|门洞",
    "unit": (
        "text unit number|unit no|unit code|unit|apartment|apartment number|apt|flat|flat no|flat number|suite|"
        "door no|"
        "房屋编号|房号|房间号|门牌号|室号|房屋|户号|房间|房屋号"
    ),
    "house_number": "text house number|housenumber|street number",
    "address": (
        "text incident address|service address|full address|street address|address|location|地址|详细地址|"
        "报修地址"
    ),
    "street": "text street name|street|街道",
    "district": "text borough|district|city|area name|片区|区|行政区",
    "postcode": "text postcode|post code|zip|zip code|incident zip|postal code|邮编",
}
PERSON_BESIDE = {
    "person_number": (
        "text owner number|owner no|owner id|tenant id|resident id|customer id|customer number|业主编号|"
        "客户编号|住户编号|业主号"
    ),
    "person_name": (
        "text owner name|owner|customer name|customer|resident|tenant name|caller|reporter|reported by|person|"
        "requester|contact name|complainant|name|业主名称|业主姓名|业主|客户姓名|住户|投诉人|报修人|"
        "联系人|姓名|人员"
    ),
    "person_phone": (
        "text owner phone|customer phone|phone number|phone|mobile|telephone|contact phone|tel|cell|"
        "业主电话|联系电话|手机号|手机号码|电话|手机|报修电话|投诉电话|联系方式|联系号码|电话号码"
    ),
}
_CATEGORY = {
    "category": (
        "text major category|complaint type|category|problem type|issue type|trade|type of complaint|"
        "service request type|request type|sr type|case type|service name|sr description|"
        "service type|work type|order class|class|type|reason|报修类型|投诉类型|投诉类别|类别|分类|问题类型|维修类型|"
        "工单类型|类型"
    ),
    "subcategory": "text minor category|subcategory|sub category|descriptor|problem code|小类|子类|细类",
}

TIME_OF_DAY = (
    "time time of day|time received|time reported|time logged|time|时刻|时间|投诉日期|报修日期|来电日期|"
    "日期|date"
)
"""The time beside a day, or the day beside a time that was taken for the moment."""

_RATED = {
    "rating": (
        "text the customer's rating|follow-up rating|customer rating|rating|satisfaction|customer satisfaction|"
        "业主评分|回访评分|满意度|满意程度|回访满意度|服务评价|业主评价|回访结果|评分|评价"
    ),
}
_QUALITY = {
    "gap": "text main gap|gap|service gap|主要差距|差距", "delivered": "text delivered|actual|实际|实际情况",
    "gaps": "text further gaps|其他差距", "lacks": "text how it showed|what was lacking|具体表现|缺少什么",
    "consequences": "text consequences|后果", "needs": "text needs|需求",
    "criteria": "text criteria|service criteria|服务维度|服务标准",
    "loss": "text loss of the customer|customer loss|客户流失",
    "thanks": "text thanked|thanks|已致谢|致谢方式", "loss_risk": "text why they leave, or may|流失原因",
    "recovered": "yes an honest mistake that was made good|recovered|无心之失，已妥善补救|已补救",
    **_RATED,
}  # fmt: skip
ORDERS: dict[str, str] = {
    "number": (
        "text violation id|violationid|problem id|work order number|work order no|work order id|work order|"
        "order number|order no|order id|ticket number|ticket no|ticket id|ticket|job number|job no|"
        "request id|request number|service request number|service request id|sr number|case number|case id|"
        "case enquiry id|unique key|"
        "工单编号|工单号|报修单号|报修编号|维修单号|单号|编号|number|no|id"
    ),
    "received": (
        "moment received|received date|date received|reported|reported at|date reported|reported on|logged|"
        "logged at|logged on|date logged|raised|raised on|date raised|"
        "inspection date|created date|created at|created|date created|opened|open date|open dt|date opened|"
        "request date|requested datetime|submitted|date submitted|submitted date|creation date|报修时间|"
        "报修日期|受理时间|登记时间|创建时间|"
        "接单时间|提交时间|报事时间|接报时间|来电时间|受理日期|登记日期|日期|时间|date|received at"
    ),
    "received_time": TIME_OF_DAY,
    "summary": (
        "text nov description|case title|summary|subject|title|short description|problem|issue|work required|"
        "request|fault|fault description|defect|job description|"
        "报修内容|问题描述|工单标题|标题|主题|事项|报修事项|维修内容|故障现象|故障描述|故障情况|报修项目|维修项目|"
        "报事内容|报事描述|内容|摘要|诉求"
    ),
    "description": (
        "text description|details|detail|full description|own words|comments|notes|描述|详细描述|详情|备注"
    ),
    "state": (
        "text status|state|sr status|violation status|problem status|order status|work order status|ticket status|"
        "request status|complaint status|case status|stage|工单状态|状态|处理状态|进度|"
        "完成情况|维修状态|处理进度|是否完成"
    ),
    "state_detail": "text current status|status detail|substatus|状态说明",
    "state_moment": (
        "moment current status date|problem status date|status date|complaint status date|status changed|"
        "状态时间|状态日期"
    ),
    "priority": "text priority|urgency|severity|优先级|紧急程度|紧急度",
    "due": (
        "moment new correct by date|original correct by date|due date|due|deadline|target date|target dt|"
        "finish by|complete by|due at|due by|service due date|expected datetime|到期时间|截止时间|"
        "要求完成时间|完成时限|时限|预计完成时间"
    ),
    "due_first": "moment original correct by date",
    "done": (
        "moment done|completed|completed date|date completed|completed at|completion date|finished|"
        "finish date|resolved|resolved date|resolved at|完成时间|完工时间|完成日期|维修完成时间|"
        "处理完成时间|完工日期|修复时间|done at"
    ),
    "closed": (
        "moment closed|closed date|closed dt|date closed|closed at|close date|closed datetime|关闭时间|"
        "结单时间|关单时间|办结时间|办结日期|结单日期|关闭日期"
    ),
    "arrived": "moment arrived|arrival|on site|arrived at|到场时间|上门时间",
    "staff": (
        "text assigned to|assignee|technician|worker|handled by|assigned|vendor|contractor|维修人员|"
        "维修工|派工|处理人|负责人|维修师傅|接单人|派给|维修人|维修员|处理人员|师傅|施工人"
    ),
    "cause": "text cause|root cause|原因|故障原因",
    "fix": (
        "text resolution|resolution description|closure reason|status notes|status description|work done|"
        "what was done|fix|solution|"
        "action taken|处理结果|维修结果|解决办法|处理情况"
    ),
    **_RATED,
    "place": "text place|exact place|space type|地点|位置|具体位置|报修地点|报修位置",
    "channel": (
        "text channel|source|open data channel type|received via|method received|request source|how received|"
        "submitted via|contact method|origin|报修渠道|渠道|来源|报修方式"
    ),
    **_CATEGORY,
    **PERSON_BESIDE,
    **UNIT_PLACE,
}
COMPLAINTS: dict[str, str] = {
    "number": (
        "text problem id|unique key|complaint number|complaint no|case number|case id|case enquiry id|"
        "ticket number|ticket no|ticket id|request id|service request number|service request id|sr number|"
        "reference|reference number|"
        "complaint id|投诉编号|投诉单号|投诉号|单号|编号|number|no|id"
    ),
    "received": (
        "moment received date|received|date received|date of complaint|complaint date|reported|logged|"
        "date logged|date raised|raised|date reported|"
        "created date|created at|created|date created|opened|open date|open dt|date opened|submitted|"
        "date submitted|submitted date|creation date|requested datetime|received at|投诉时间|投诉日期|"
        "登记时间|受理时间|接诉时间|创建时间|受理日期|登记日期|来访时间|日期|时间|date"
    ),
    "received_time": TIME_OF_DAY,
    "subject": "text case title|subject|summary|title|short description|headline|投诉主题|主题|标题|投诉事项|"
    "事项|事由",
    "own_words": (
        "text own words|complaint text|complaint|complaint description|what happened|description|"
        "details|narrative|consumer complaint narrative|message|problem|comments|投诉内容|投诉描述|"
        "内容|业主原话|原话|问题描述|描述|详情"
    ),
    "problem": "text problem code",
    "place": "text space type|location type|place|发生地点|地点",
    "channel": (
        "text channel|open data channel type|source|submitted via|received via|how received|origin|"
        "method received|request source|contact method|"
        "method|投诉渠道|渠道|来源|投诉方式|受理方式|投诉来源"
    ),
    "anonymous": "yes complaint anonymous flag|anonymous|anonymous flag|是否匿名|匿名",
    "state": (
        "text complaint status|status|state|sr status|case status|stage|current status|投诉状态|状态|处理状态|进度|"
        "完成情况|办理状态|处理进度|是否办结|是否完成"
    ),
    "state_moment": "moment complaint status date|status date|状态时间",
    "answer": (
        "text answer|response|reply|resolution description|closure reason|status notes|status description|"
        "company response|"
        "company public response|resolution|答复|回复|处理结果|答复内容|处理意见|处理情况|办理结果|反馈"
    ),
    "answered": "moment answered|answered date|response date|replied|date of response|答复时间|回复时间",
    "due": (
        "moment due date|due|deadline|due by|service due date|expected datetime|target date|target dt|"
        "answer by|respond by|到期时间|截止时间|要求答复时间|"
        "处理时限|时限|due at"
    ),
    "resolved": (
        "moment resolved|resolved date|resolved at|date resolved|closed date|closed dt|closed|date closed|"
        "closed at|close date|closed datetime|completed|completed date|completion date|解决时间|处理时间|"
        "办结时间|完成时间|"
        "关闭时间|处理完成时间|结案时间|办结日期|结案日期|完成日期|解决日期|关闭日期|完结日期"
    ),
    "acknowledged": "moment acknowledged|acknowledged at|acknowledged date|date acknowledged|响应时间|首次响应时间",
    "cause": "text cause|root cause|原因|投诉原因",
    "lesson": "text lesson|lessons learned|what we learned and changed|改进|改进措施|整改情况",
    "expected": "text expected|expectation|desired outcome|业主诉求|诉求|期望",
    "remedy": "text remedy|immediate remedy|immediate action|action taken|即时补救|补救措施|处理措施",
    "severity": "text severity|priority|严重程度|等级|投诉等级",
    "responsible": (
        "text responsible|assigned to|assignee|handled by|owner of case|负责人|处理人|责任人|经办人|跟进人"
    ),
    "concerned": "text staff concerned|about staff|被投诉人|被投诉人员",
    **_QUALITY,
    **_CATEGORY,
    **PERSON_BESIDE,
    **UNIT_PLACE,
}
