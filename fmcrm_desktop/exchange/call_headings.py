"""The headings that files use for the columns of calls and of articles; the other kinds stand in heading_words.py."""

from __future__ import annotations

from fmcrm_desktop.exchange.matter_headings import TIME_OF_DAY

CALLS: dict[str, str] = {
    "started": (
        "moment started|start time|call time|call date|calldate|date and time|call start|start|date|time|"
        "开始时间|通话时间|来电时间|呼叫时间|拨打时间|起始时间|时间|日期"
    ),
    "started_time": TIME_OF_DAY,
    "direction": (
        "text direction|call direction|call type|in or out|type|方向|呼叫方向|通话类型|呼叫类型|呼入呼出|类型"
    ),
    "phone": (
        "text telephone|telephone number|phone number|phone|caller id|caller number|number|mobile|"
        "电话|电话号码|来电号码|主叫号码|对方号码|联系电话|手机号|手机|号码"
    ),
    "person_name": (
        "text person|caller|caller name|contact name|name|contact|customer|owner|"
        "人员|来电人|来电人姓名|姓名|联系人|业主|客户|业主姓名"
    ),
    "unit": "text unit|unit number|apartment|flat|房屋|房号|房间号",
    "topic": "text topic|about|subject|reason for call|call reason|reason|事由|来电事由|主题|事项",
    "notes": (
        "text notes|what was said|note|call notes|details|content|comments|remarks|"
        "备注|通话内容|来电内容|沟通内容|内容|说明"
    ),
    "outcome": (
        "text outcome|call outcome|result|call result|call status|disposition|status|"
        "结果|通话结果|接听状态|接听情况|状态"
    ),
    "seconds": (
        "text seconds|duration in seconds|duration|call duration|billsec|talk time|秒数|通话秒数|通话时长|时长"
    ),
    "minutes": "text minutes|length|length of call|call length|duration in minutes|分钟|分钟数|通话分钟数",
    "taken_by": "text taken by|answered by|call taker|agent|operator|staff|接听人|接线员|接听人员|客服|坐席|经办人",
}
ARTICLES: dict[str, str] = {
    "title": (
        "text title|article title|article|headline|subject|name|标题|文章标题|题目|名称|主题|"
        "chinese title|english title|中文标题|英文标题"
    ),
    "other_title": (
        "text title in the other language|other title|english title|chinese title|另一语言的标题|另一语言标题|"
        "英文标题|中文标题"
    ),
    "kind": "text kind|article type|kind of article|type|类型|文章类型|种类",
    "category": "text category|trade|类别|分类|专业",
    "problem": "text problem|usual problem|问题|常见问题",
    "symptoms": "text symptoms|symptom|signs|现象|故障现象|问题现象|症状",
    "cause": "text cause|causes|root cause|原因|故障原因|成因",
    "text": (
        "text what to do|text|solution|steps|content|body|article text|resolution|"
        "处理方法|正文|内容|解决方法|解决办法|处理步骤|方法"
    ),
    "author": "text author|written by|作者|编写人|撰写人",
    "made": "moment written on|written|created|date|编写日期|撰写日期|创建时间|日期",
}
