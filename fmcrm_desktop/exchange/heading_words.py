"""The table of headings: which field of which kind a column is by its heading, in English and Chinese.

Each field: its type and its headings, the surest first. Types: text, day, moment, number, yes, share,
several.
Where a heading could be several fields the kind's own field that names it earlier wins.
"""

from __future__ import annotations

from fmcrm_desktop.exchange.call_headings import ARTICLES, CALLS
from fmcrm_desktop.exchange.matter_headings import COMPLAINTS, ORDERS, PERSON_BESIDE, UNIT_PLACE
from fmcrm_desktop.exchange.people_headings import FLAT, LIKES, TENANT
from fmcrm_desktop.exchange.prospect_headings import PROSPECTS

_UNIT_KIND = "unit type|property type|usage|unit kind|房屋类型|房屋性质|房产类型|用途|房屋用途|房屋类别"
HEADINGS: dict[str, dict[str, str]] = {
    "people": {
        "number": (
            # A bare "No." or 序号 counts the lines of this one table: two lists would make one person of two.
            "text owner number|owner no|owner id|customer id|customer number|person id|resident id|old number|"
            "external number|业主编号|客户编号|住户编号|业主号|number|id|编号"
        ),
        "name": (
            "text full name|name|owner name|customer name|resident name|display name|owner|contact name|"
            "业主名称|业主姓名|姓名|名称|客户姓名|客户名称|住户姓名|联系人|业主|户主姓名|户主|"
            "tenant name|tenant|lessee|租户姓名|租户|租客姓名|租客|承租人|产权人"
        ),
        "first_name": "text first name|given name|forename|名|名字",
        "last_name": "text last name|surname|family name|姓|姓氏",
        "other_name": (
            "text english name|chinese name|name in chinese|name in english|name in the other script|other name|"
            "alias|nickname|昵称|英文名|中文名|中文姓名|英文姓名|别名|拼音|另一文字的姓名"
        ),
        "company": (
            "text company|company name|organisation|organization|organization name|"
            "organization 1 name|organisation name|单位名称|公司|公司名称|单位"
        ),
        "kind": "text person or company|customer type|个人或单位|客户类型|客户性质",
        "gender": "text gender|sex|性别",
        "age": "text age|年龄",
        "birthday": "day birthday|date of birth|birth date|dob|出生日期|生日|出生年月",
        "phone": (
            # What the second one may be called too stands earlier here: alone it is the first.
            "text mobile|手机号|手机号码|手机|mobile phone|tel mobile|mobile tel|phone mobile|"
            "mobile number|cell phone|phone|telephone|联系电话|电话|"
            "phone number|cell|tel|contact phone|primary phone|telephone number|phone 1 value|电话号码|联系方式|"
            "移动电话|行动电话|手機|手机1|电话1|联系电话1"
        ),
        "phone2": (
            "text phone 2|second phone|other phone|landline|phone 2 value|company main phone|备用电话|固定电话|座机|"
            "电话2|联系电话2|其他电话|telephone|phone|phone number|联系电话|电话"
        ),
        "phone3": "text phone 3|third phone|phone 3 value|car phone|assistant's phone|电话3|手机2|备用手机",
        "mobile": "text mobile telephone|second mobile|mobile 2|mobile phone 2|第二手机",
        "home_phone": "text home phone|home telephone|home phone 2|tel home|home tel|phone home|家庭电话|住宅电话|宅电",
        "work_phone": (
            "text work phone|business phone|office phone|work telephone|business phone 2|tel work|work tel|phone work|"
            "tel office|office tel|办公电话|工作电话|"
            "单位电话|商务电话|公司电话"
        ),
        "phone_kind": "text phone 1 type|phone 1 label|phone type|电话类型",
        "phone2_kind": "text phone 2 type|phone 2 label",
        "phone3_kind": "text phone 3 type|phone 3 label",
        "fax": "text fax|fax number|business fax|work fax|home fax|传真|传真号码|商务传真",
        "email": (
            "text email|e-mail|email address|e-mail address|mail|e-mail 1 value|email 1|邮箱|电子邮箱|电子邮件|"
            "邮件|电子邮件地址|邮箱地址"
        ),
        "email2": (
            "text e-mail 2 address|email 2|e-mail 2 value|second email|work email|other email|邮箱2|电子邮件2地址"
        ),
        "email3": "text e-mail 3 address|email 3|e-mail 3 value|home email|电子邮件3地址",
        "wechat": "text wechat|微信|微信号",
        "contact": "text other contact|website|web page|web site|homepage|url|qq|网址|网站|主页",
        "identity": (
            "text id number|id card|identity number|identity card|passport|national id|身份证号|身份证|"
            "身份证号码|证件号码|证件号|证件"
        ),
        "role": (
            "text role|relation|relationship|owner type|resident type|occupant type|业主类型|住户类型|"
            "人员类型|关系|身份|与房屋关系|与业主关系"
        ),
        "share": "share share|ownership share|percentage|产权份额|份额|产权比例|占比",
        "from_day": (
            "day move in|move-in date|moved in|moved in on|since|from|start date|owner since|purchase date|lease start|"
            "入住时间|入住日期|交房日期|购房日期|起租日期|租期起|起租日|租赁开始日期|开始时间|起始日期"
        ),
        "until_day": (
            "day move out|moved out|move-out date|until|to|end date|lease end|"
            "迁出日期|搬离日期|到期日期|退租日期|租期止|租期至|租赁到期日|结束时间|截止日期"
        ),
        "postal": (
            "text postal address|mailing address|home address|correspondence address|address|通讯地址|"
            "联系地址|地址|户籍地址|address 1 formatted|home street|business street|通讯地址1"
        ),
        "postal2": (
            "text second address|address 2 formatted|business address|work address|other address|单位地址|公司地址"
        ),
        "occupation": (
            "text occupation|profession|job|job title|title|organization title|"
            "organization 1 title|employer|职业|职务|职位|工作单位"
        ),
        "prefers": "text prefers|preferences|preference|偏好|喜好",
        **LIKES,
        "notes": "text notes|note|remark|remarks|comment|comments|备注|说明",
        **{
            name: words
            for name, words in UNIT_PLACE.items()
            if name in ("site", "building", "entrance", "unit")
        },
        "unit_kind": f"text kind of unit|{_UNIT_KIND}",
        **FLAT,
        **TENANT,
    },
    "units": {
        "number": "text unit id|property id|external number|房屋id|资产编号|编号|id",
        **{name: words for name, words in UNIT_PLACE.items() if name != "district"},
        "label": "text label|full unit number|room full name|房屋全称|完整房号|全称",
        "kind": f"text {_UNIT_KIND}",
        **FLAT,
        **PERSON_BESIDE,
        "share": "share share|ownership share|产权份额|份额|产权比例",
        "from_day": "day owner since|since|purchase date|move in|入住时间|入住日期|交房日期|购房日期",
        **TENANT,
        "fees": "several fees|fee numbers|charges|房屋费用|费用|收费项目",
        "fees_from": "several fee start|fees from|charge start|费用开始时间|计费开始时间",
        "notes": "text notes|note|remarks|remark|comment|备注",
    },
    "buildings": {
        **{name: words for name, words in UNIT_PLACE.items() if name in ("site", "building", "entrance")},
        "name": "text building name|name|楼栋名称|楼宇名称|名称",
        "kind": "text building type|building kind|楼栋类型|建筑类型",
        "floors": "number floors|number of floors|storeys|stories|levels|总层数|层数|楼层数|楼层总数|总楼层",
        "lift": "yes lift|elevator|has lift|has elevator|是否有电梯|有无电梯|电梯",
        "address": "text address|street address|street|地址|详细地址",
    },
    "fees": {
        "number": "text fee number|fee id|charge id|费用编号|收费编号|编号|id",
        "kind": "text fee type|charge type|费用类型|收费类型",
        "name": "text fee|fee name|charge|charge name|charge item|收费项目|费用名称|费用项|收费名称|项目名称",
        "recurring": "text recurring|frequency|费用标识|是否周期性",
        "payment": "text payment type|付费类型|缴费方式",
        "months": "number billing cycle|cycle|period months|months|缴费周期|收费周期|周期",
        "issued": "text billing day|出账类型|出账日",
        "from_day": "day start|starts|start date|from|计费起始时间|开始时间|起始时间|开始日期",
        "until_day": "day end|ends|end date|until|计费结束时间|结束时间|截止时间|结束日期",
        "formula": "text formula|计算公式|公式",
        "price": "number unit price|price|rate|计费单价|单价|收费标准",
        "fixed": "number fixed amount|fixed|fixed fee|surcharge|固定费用|附加费|固定金额",
    },
    "parts": {
        "code": "text part number|part no|item number|article number|sku|code|材料编号|配件编号|物料编码|编码",
        "name": "text part name|part|item|article|material|name|材料名称|配件名称|物料名称|品名|名称",
        "other_name": "text name in the other language|other name|另一语言名称|英文名称",
        "measure": "text unit of measure|measure|uom|计量单位|单位",
        "other_measure": "text unit in the other language|other unit|另一语言的单位|另一语言单位|英文单位",
        "price": "number price|unit price|sales price|单价|售价|价格",
        "cost": "number cost price|cost|purchase price|进价|成本|采购价",
        "stock": "number in stock|stock|on hand|stock quantity|库存|库存数量|现有库存",
        "least": "number buy again below|reorder level|minimum stock|低于此数补货|最低库存|安全库存",
    },
    "equipment": {
        "code": "text code|equipment code|equipment number|asset number|asset code|tag|设备编号|设备编码|资产编号|编码",
        "name": "text name of the equipment|equipment name|equipment|asset|asset name|name|设备名称|设备|名称",
        "other_name": "text name in the other language|other name|另一语言名称|英文名称",
        "kind": "text kind|equipment type|type|asset type|system|设备类型|设备类别|系统|类型|类别",
        "site": "text site|site name|小区|小区名称|项目",
        "building": "text building|building code|tower|block|楼栋|楼号|楼宇|楼栋编号",
        "unit": "text unit|unit number|房号|房屋",
        "place": "text place|location|position|room|安装位置|位置|地点",
        "other_place": "text place in the other language|other place|另一语言的地点|另一语言位置|英文位置|英文地点",
        "counter": "text its counter counts|counter unit|meter unit|计数单位|计数器单位",
        "maker": "text maker|manufacturer|brand|make|制造商|生产厂家|厂家|品牌",
        "model": "text model|model number|型号|规格型号",
        "serial": "text serial number|serial|serial no|序列号|出厂编号",
        "vendor": "text serviced by|vendor|contractor|maintained by|维保单位|维保公司|服务商",
        "installed": "day installed on|installed|installation date|commissioned|安装日期|启用日期|投用日期",
        "warranty_until": (
            "day warranty until|warranty end|warranty expiry|guarantee until|质保到期|保修至|保修期至|"
            "质保期至"
        ),
        "notes": "text notes|note|remarks|comments|备注|说明",
    },
    "prospects": PROSPECTS,
    "calls": CALLS,
    "articles": ARTICLES,
    "parking": {
        "unit": (
            "text parking space|space number|space code|bay|bay number|parking number|车位编码|车位编号|"
            "车位号|车位"
        ),
        "lot": "text parking lot|car park|garage|停车场编号|停车场|车库",
        "lot_kind": "text lot type|parking type|停车场类型|车位类型",
        "site": "text site|site name|小区|小区名称",
        "area": "number area|size|面积|车位面积",
        **PERSON_BESIDE,
        "plate": "text plate|license plate|licence plate|registration|车牌号|车牌|车牌号码",
        "car_brand": "text car brand|car make|make|车品牌|品牌",
        "car_kind": "text car type|vehicle type|车类型|车辆类型",
        "car_colour": "text colour|color|颜色|车身颜色",
        "tenure": "text rented or sold|tenure|出租还是出售|租售状态",
        "from_day": "day start|start date|from|开始时间|起租时间|开始日期",
        "until_day": "day end|end date|until|结束时间|到期时间|结束日期",
    },
    "orders": ORDERS,
    "complaints": COMPLAINTS,
    "events": {
        "title": "text title|event title|subject|summary|标题|主题|日程|事项",
        "kind": "text kind|event kind|类型",
        "starts": "text starts|start|start time|begins|开始|开始时间",
        "ends": "text ends|end|end time|结束|结束时间",
        "from_day": "text from|first day|起始日",
        "until_day": "text until|last day|截止|截止日",
        "zone": "text time zone|timezone|时区",
        "rule": "text repeats|rule of repeats|rrule|recurrence|重复|重复规则",
        "extra_days": "text extra days|rdate|另加日期",
        "except_days": "text left out|exdate|除外日期",
        "place": "text place|location|venue|地点",
        "notes": "text notes|description|备注|说明",
        "guests": "text guests|attendees|参加人|来宾",
        "person_name": "text person|customer|owner|人员|业主|客户",
        "unit": "text unit|unit number|房屋|房号",
        "remind_before": "text remind before|reminder|提前提醒",
        "done": "text done|完成",
        "state": "text state|status|状态",
        "sequence": "text sequence|revision|修订号",
        "uid": "text uid|唯一标识",
        "occurrence": "text occurrence|recurrence id|所属场次",
    },
}
