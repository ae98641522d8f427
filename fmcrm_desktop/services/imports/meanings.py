"""What other programs' words mean here: states, channels, priorities, roles, kinds of units; unknown ones are kept."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

_REMARK = re.compile(
    r"(?<=\w)\s*(?:[(（:：,，;；].*|\s[-–—]\s.*|\s(?:by|on|at|with)\s.*)$", re.IGNORECASE | re.DOTALL
)
"""What offices add to a state: "Cancelled by tenant", "Done (12/3)", "已完成，待付款"."""
_BLANK = re.compile(r"[\s_/\-'’]+")

ORDER_STATES = {
    "requested": (
        "requested open new received reported submitted pending unassigned registered created 待处理 "
        "待受理 待派单 待派工 未处理 新建 已登记 已提交 待接单 未完成 未派单 未修 否"
    ),
    "assigned": (
        "assigned accepted inprogress inhand wip workinprogress started acknowledged "
        "已派工 已派单 已受理 已接单 处理中 进行中 维修中"
    ),
    "scheduled": "scheduled planned appointment 已预约 已安排",
    "on_the_way": "ontheway dispatched enroute 已出发",
    "on_site": "onsite 已到场",
    "waiting_parts": "waitingforparts awaitingparts onhold waiting 待料 暂停",
    "waiting_owner": "waitingfortheowner waitingforowner waitingforcustomer awaitingcustomer noaccess 待业主",
    "waiting_vendor": "waitingforavendor waitingforvendor 待外协",
    "waiting_approval": "waitingforapproval awaitingapproval 待审批",
    "done": (
        "done completed complete finished resolved fixed 已完工 已完成 完成 已处理 已维修 已修好 修好 已修复 "
        "已解决 待评价 待回访 是"
    ),
    "closed": (
        "closed close violationclosed violationdismissed dismissed archived 已关闭 已结单 已办结 关闭 "
        "办结 已评价 已回访 已结束"
    ),
    "cancelled": "cancelled canceled void withdrawn 已取消 取消 作废 已撤销",
    "declined": "declined rejected refused 未受理 已拒绝 退单 已退单",
}
COMPLAINT_STATES = {
    "received": (
        "received open new submitted reported registered created pending unassigned 已登记 待处理 未处理 "
        "新建 待受理 未完成 未办结 否"
    ),
    "acknowledged": "acknowledged assigned accepted started 已响应 已受理 已派单 已接单",
    "investigating": (
        "investigating inprogress inhand underinvestigation inreview reopened 调查中 处理中 进行中 跟进中"
    ),
    "action_agreed": "actionagreed 已定措施",
    "resolved": (
        "resolved closed close completed complete done finished closedwithexplanation "
        "closedwithmonetaryrelief closedwithnonmonetaryrelief 已处理 已解决 已办结 已关闭 已完成 办结 "
        "完成 已结案 结案 已答复 已回复 是"
    ),
    "followed_up": "followedup 已回访",
    "withdrawn": "withdrawn cancelled canceled void 已撤回 已撤销 已取消 撤诉",
}
CHANNELS = {
    "phone": "phone telephone call hotline voicemail callcenter callcentre 电话 来电 热线 客服电话",
    "counter": "counter inperson walkin frontdesk desk 前台 来访 现场 柜台 上门来访",
    "visit": "visit homevisit 走访 上门 入户",
    "letter": "letter mail post fax postalmail 信函 来信 书信 传真",
    "email": "email e-mail 邮件 电子邮件 邮箱",
    "message": (
        "message web online mobile app selfservice sms wechat text website internet portal chat 微信 短信 app 网络 "
        "公众号 小程序 网上 手机端 线上 网站 短信/微信"
    ),
    "other": "other 其他 其它",
    "suggestion_box": "suggestionbox 意见箱",
    "survey": "survey 调查 满意度调查 问卷",
    "committee": "committee ownerscommittee 业委会 业主委员会",
    "social": "social socialmedia facebook twitter weibo 微博 社交媒体 业主群",
}
_CHANNEL_FORMS = {
    "phone": re.compile(r"^(tele)?phone|calls?$"),
    "message": re.compile(r"^(mobile|web|online|internet|selfservice|portal)|apps?$"),
    "counter": re.compile(r"^walkin|counter$"),
}
"""How cities and programs put a channel into several words."""
PRIORITIES = {
    "urgent": "urgent emergency critical immediate p1 1 紧急 特急 加急 非常紧急 immediateemergency",
    "high": "high important p2 2 高 重要 较急",
    "normal": "normal medium standard routine p3 3 普通 一般 中 正常 nonemergency",
    "low": "low minor p4 4 低 不急",
}
GAPS = {
    "resources": "resources 资源 资源不足",
    "response": "response 响应 响应不足",
    "respect": "respect 尊重 尊重不足",
}
CRITERIA = {
    "tangibles": "tangibles 有形性", "reliability": "reliability 可靠性", "responsiveness": "responsiveness 响应性",
    "competence": "competence 胜任能力 能力", "courtesy": "courtesy 礼貌", "credibility": "credibility 可信性 信誉",
    "security": "security beingsafe 安全性 安全", "access": "access easeofaccess 易接触性 便利",
    "communication": "communication easeofcommunication 沟通性 沟通",
    "understanding": "understanding understandingthecustomer 理解业主 理解",
}  # fmt: skip
NEEDS = {
    "friendliness": "friendliness 友善", "empathy": "empathy 体谅 同理心", "fairness": "fairness 公平",
    "control": "control 参与感", "alternatives": "alternatives 可选方案", "information": "information 信息",
}  # fmt: skip
LACKS = {
    "people": "people toofewpeople 人手不足 人手", "parts": "parts partsmissing 缺少材料 材料",
    "money": "money toolittlemoney 经费不足 经费", "time": "time toolittletime 时间不足 时间",
    "late": "late toolate cametoolate 处理太慢 太慢 太晚",
    "silent": "silent noanswer leftwithoutananswer 无人答复",
    "attempts": "attempts severalattempts neededseveralattempts 多次才解决 多次处理",
    "conduct": "conduct poorconduct 举止不当 行为举止", "tone": "tone wrongtone 语气不好 语气 态度",
    "attention": "attention toolittleattention 不够上心 关注不够",
    "unfair": "unfair unfairtreatment fairness 有失公平 不公平",
}  # fmt: skip
CONSEQUENCES = {
    "repeat": "repeat ithappenedagain 再次发生 重复发生", "loss": "loss customerlost 客户流失",
    "cost": "cost itcostmoney 造成费用", "talk": "talk badwordofmouth 负面口碑",
}  # fmt: skip
LOSSES = {"at_risk": "atrisk atriskofleaving 有流失风险", "lost": "lost left 已流失"}
THANKS = {
    "call": "call bytelephone phone 电话", "letter": "letter byletter 信函", "message": "bymessage 短信或消息 短信",
    "person": "inperson 当面",
}  # fmt: skip
AGE_BANDS = {
    "under_18": "under18 18岁以下 未满18岁", "18_34": "18to34 18-34 18-34岁 18至34岁",
    "35_54": "35to54 35-54 35-54岁 35至54岁",
    "55_69": "55to69 55-69 55-69岁 55至69岁", "70": "70andover 70+ 70岁及以上 70岁以上",
}  # fmt: skip
RATINGS = {
    "5": "5verysatisfied verysatisfied excellent 5分非常满意 非常满意 很满意 十分满意 优秀 好评 5分 5星 五星",
    "4": "4satisfied satisfied good 4分满意 满意 较满意 比较满意 良好 4分 4星 四星",
    "3": "3so-so so-so soso average neutral fair 3分一般 一般 基本满意 中等 中评 3分 3星 三星",
    "2": "2dissatisfied dissatisfied poor 2分不满意 不满意 较差 2分 2星 二星",
    "1": "1verydissatisfied verydissatisfied verypoor 1分很不满意 非常不满意 很不满意 极不满意 很差 差评 1分 1星 一星",
}
LANGUAGES = {
    "en": "english 英文 英语",
    "zh_CN": "chinese 中文 汉语 普通话",
    "": "theoffice'slanguage 与服务中心相同",
}
ROLES = {
    "owner": "owner coowner landlord proprietor 业主 产权人 房主 户主 共有人 1001",
    "tenant": "tenant lessee renter 租户 租客 承租人 房屋租客 租赁 1003",
    "occupant": (
        "occupant resident family familymember household spouse child 使用人 家庭成员 家属 住户 居住人 "
        "亲属 临时人员 1002 1004"
    ),
    "contact": "contact emergencycontact agent 联系人 紧急联系人 代理人",
    "payer": "payer 付款人 缴费人",
}
UNIT_KINDS = {
    "unit": (
        "unit apartment flat residential residence house office shop dormitory 住宅 房屋 公寓 别墅 办公室 "
        "办公 商铺 宿舍 110 119 120"
    ),
    "parking": "parking parkingspace garage carport 车位 车库 停车位",
    "storage": "storage storageroom 储藏室 储物间 杂物间",
    "common": "common commonarea public publicarea bldg building buildingwide 公共区域 公区 公共部位",
}
EQUIPMENT_KINDS = {
    "lift": "lift elevator escalator 电梯 扶梯 货梯 客梯",
    "pump": "pump pumps 水泵 泵",
    "fire": "fire fireprotection firealarm sprinkler 消防 消防系统 消防设备 消防设施 喷淋 烟感",
    "power": "power powersupply electrical generator transformer 供电 配电 供配电 发电机 变压器 强电",
    "heating": "heating hvac cooling airconditioning boiler chiller heatingandcooling 暖通 空调 供暖 锅炉 中央空调",
    "access": "access gate door intercom accesscontrol gateandentrysystem 门禁 道闸 门禁道闸 对讲 门禁系统",
    "water": "water watersupply plumbing 供水 给水 给排水 供水系统",
    "other": "other misc otherequipment 其他 其他设备",
}
CALL_DIRECTIONS = {
    "in": "in incoming inbound received missed missedcall rejected 来电 呼入 已接来电 未接 未接来电 拒接",
    "out": "out outgoing outbound dialed dialled 去电 呼出 外呼 拨出 已拨电话",
}
CALL_OUTCOMES = {
    "answered": "answered connected completed ok 已接听 已接 接通 已接通 正常接听",
    "call_back": "callback callbackpromised tocallback 承诺回电 待回电 约定回电",
    "passed_on": "passedon transferred forwarded 已转办 转接 已转接 转交 已转交",
    "missed": "missed missedcall noanswer unanswered notanswered abandoned busy failed rejected voicemail "
              "未接 未接来电 未接听 无人接听 无应答 忙线 拒接",
}  # fmt: skip
ARTICLE_KINDS = {
    "solution": "solution problemandsolution troubleshooting faq 问题与解决办法 解决方案 解决办法 故障处理 常见问题",
    "guide": "guide repairguide howto manual instruction instructions 维修指南 指南 操作指南 手册",
    "policy": "policy rule rules regulation 制度规定 制度 规定 政策",
    "tip": "tip hint experience 经验 技巧 提示",
}
LEAD_STATES = {
    "new": "new newenquiry newlead open uncontacted 新咨询 新线索 未联系",
    "contacted": "contacted working attempted nurturing 已联系 跟进中 已跟进",
    "viewing": "viewing visit visited tour showing 看房 带看 已带看 已看房",
    "offer": "offer offermade proposal proposalsent quoted quote 已报价 报价",
    "negotiation": "negotiation negotiating negotiationreview 洽谈中 洽谈 谈判 议价",
    "won": "won closedwon converted signed customer 已成交 成交 已签约 签约",
    "lost": "lost closedlost unqualified disqualified dead 已流失 流失 战败 无效",
}
LEAD_SOURCES = {
    "phone": "phone telephone call phoneinquiry hotline 电话 来电",
    "counter": "counter camethecounter cametothecounter walkin frontdesk 到前台 到访 自然到访 上门",
    "recommendation": "recommendation referral referred wordofmouth 他人推荐 推荐 转介绍 老带新",
    "campaign": "campaign advertisement advertising ad event tradeshow mailing 推广活动 推广 广告 活动",
    "web": "web internet website online portal socialmedia 网络 网站 线上 网上",
    "notice": "notice noticeboard poster 公告栏 海报",
    "other": "other unknown 其他 其它",
}
LEAD_PURPOSES = {
    "buy": "buy tobuy purchase sale 购买 买房 购房", "rent": "rent torent lease rental 租赁 租房 求租",
    "service": "service aservice services 服务", "parking": "parking aparkingspace parkingspace 车位",
    "other": "other 其他 其它",
}  # fmt: skip
LOST_REASONS = {
    "price": "price tooexpensive cost 价格太高 价格",
    "place": "place placeorsizedidnotsuit location size 位置或面积不合适",
    "competitor": "competitor wenttosomebodyelse competition 选择了别家 竞品",
    "time": "time tookustoolong slow 我们太慢",
    "warned": "warned heardsomethingbadofus reputation 听到负面评价", "no_need": "noneed noneedanymore 不再需要",
    "no_answer": "noanswer cannotbereached unreachable 联系不上", "other": "other 其他 其它",
}  # fmt: skip
EVENT_KINDS = {
    "appointment": "appointment event 预约",
    "meeting": "meeting conference 会议 开会",
    "activity": "activity 活动",
    "phone": "phone telephonecall call 电话 通话",
    "email": "email 电子邮件 邮件",
    "fax": "fax 传真",
    "visit": "visit 走访 拜访 上门",
    "task": "task todo 任务 待办",
    "memo": "memo journal note 备忘 便笺",
    "leave": "leave vacation holiday 休假 请假",
    "sick": "sick sickleave 病假",
}
BUILDING_KINDS = {
    "residential": "residential apartments 住宅 公寓 住宅楼",
    "office": "office officebuilding 写字楼 办公 办公楼",
    "industrial": "industrial factory 工业 厂房",
    "commercial": "commercial retail mall shops 商业 商铺 商场",
}
CONTACT_KINDS = {"mobile": "mobile cell iphone cellphone 手机 移动",
                 "fax": "fax workfax homefax 传真 办公传真 家庭传真",
                 "phone": "home work main office landline 家庭 住宅 工作 办公 单位 座机 公司"}  # fmt: skip
PREFERRED = {
    "mobile": "mobile cell cellphone sms 手机 移动电话 短信",
    "phone": "telephone phone call landline 电话 座机 固定电话",
    "email": "email mail 电子邮件 电子邮箱 邮箱 邮件",
    "wechat": "wechat 微信",
    "fax": "fax 传真",
    "post": "postaladdress post letter paper 通讯地址 通信地址 邮寄地址 邮寄 信函 纸质",
    "other": "other 其他",
}
GENDERS = {"male": "male m man mr 1 男 先生 男性 男士", "female": "female f woman ms mrs miss 2 女 女士 女性 小姐",
           "other": "other o x nonbinary diverse divers 其他"}  # fmt: skip
UNSAID = frozenset(("", "u", "n", "unknown", "none", "na", "n.a.", "notspecified", "undisclosed", "0", "未知", "不详",
                    "保密", "无"))  # fmt: skip
"""Words that say nothing."""
PERSON_KINDS = {"company": "company business organisation organization corporate firm 单位 公司 企业 机构 商户",
                "person": "person individual private 个人 自然人 家庭"}  # fmt: skip
COMMON_AREAS = frozenset(UNIT_KINDS["common"].split())

UNNAMED = frozenset("匿名 匿名业主 匿名者 不愿透露 不愿透露姓名 anonymous withheld".split())
"""Written in place of the name of somebody who gives none."""


SIMPLE = str.maketrans(
    "備註電話機號碼樓棟單戶業編類別稱聯絡郵傳關係產權額時間開結態處責員達區門項內車庫費層數積報維訴題級緊說籤證歲齡繫",
    "备注电话机号码楼栋单户业编类别称联络邮传关系产权额时间开结态处责员达区门项内车库费层数积报维诉题级紧说签证岁龄系",
)
"""The characters of headings and usual words in Traditional Chinese."""


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    return _BLANK.sub("", unicodedata.normalize("NFKC", word)).translate(SIMPLE).casefold()


@lru_cache(maxsize=20_000)
def meaning(table: str, word: str) -> str | None:
    """The office's code for a word of another program; None where it has none. ``table`` names one above."""
    text = plain(word)
    known = _looked_up(table)
    if text in known:
        return known[text]
    if table in ("ORDER_STATES", "COMPLAINT_STATES"):
        if text.startswith("closed"):
            return known["closed"]
        return known.get(plain(_REMARK.sub("", word)))
    return _like(text) if table == "CHANNELS" else None


def _like(text: str) -> str | None:
    """The channel of "Constituent Call", "Mobile Device" or "Citizens Connect App"."""
    return next((code for code, form in _CHANNEL_FORMS.items() if form.search(text)), None)


@cache
def _looked_up(table: str) -> dict[str, str]:
    words: dict[str, str] = {}
    for code, line in globals()[table].items():
        words.setdefault(plain(code), code)
        for word in line.split():
            words.setdefault(plain(word), code)
    return words
