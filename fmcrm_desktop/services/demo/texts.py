"""What people of the demo office say: problems, complaints, calls and meetings, in English and Chinese.

The demo's own words are data as a clerk would type them, in both languages side by side, and are not translated.
"""

from __future__ import annotations

from typing import NamedTuple


class Trouble(NamedTuple):
    """A problem with the words of the customer and what was found and done, each (English, Chinese)."""

    summary: tuple[str, str]
    own_words: tuple[str, str]
    cause: tuple[str, str]
    fix: tuple[str, str]
    priority: str = "normal"


class Grief(NamedTuple):
    """A complaint: what was said, expected, delivered; cause, answer and lesson, each (English, Chinese)."""

    subject: tuple[str, str]
    own_words: tuple[str, str]
    expected: tuple[str, str]
    delivered: tuple[str, str]
    gap: str
    criterion: str
    need: str
    action: tuple[str, str]
    action_kind: str
    lesson: tuple[str, str]


TROUBLES: dict[str, tuple[Trouble, ...]] = {
    "plumbing": (
        Trouble(("Leaking tap in the kitchen", "厨房水龙头漏水"), ("The tap drips all night, the basin overflows.", "水龙头一晚上都在滴水，盆都满了。"), ("Worn cartridge", "阀芯磨损"), ("Cartridge replaced, tested", "更换阀芯，试水正常")),
        Trouble(("Water through the ceiling", "天花板渗水"), ("Water is coming through the bathroom ceiling!", "卫生间天花板在往下滴水！"), ("Seal of the bath above failed", "楼上浴缸密封胶失效"), ("Supply shut, seal renewed upstairs", "关闭供水，重做楼上密封"), "urgent"),
        Trouble(("Blocked floor drain", "地漏堵塞"), ("The bathroom floor is under water.", "卫生间地面积水下不去。"), ("Hair and soap in the trap", "毛发皂垢堵塞存水弯"), ("Drain cleared and flushed", "疏通并冲洗地漏"), "high"),
        Trouble(("Low water pressure in the evening", "晚间水压偏低"), ("The shower is a trickle after seven.", "晚上七点以后淋浴水很小。"), ("Clogged filter at the riser", "立管过滤器堵塞"), ("Filter cleaned", "清洗过滤器")),
    ),
    "electric": (
        Trouble(("Stairwell light out", "楼道灯不亮"), ("The light on our landing has been out for days.", "我们这层楼道灯坏了好几天了。"), ("Lamp failed", "灯管损坏"), ("Lamp and starter replaced", "更换灯管和启辉器")),
        Trouble(("Socket sparks", "插座打火"), ("The socket by the window sparks when I plug in.", "窗边的插座一插就打火。"), ("Loose terminal", "接线松动"), ("Terminal tightened, socket replaced", "紧固接线并更换插座"), "urgent"),
        Trouble(("Entry phone silent", "门禁对讲没声音"), ("Visitors ring and we hear nothing.", "访客按门铃我们听不见。"), ("Handset cable broken", "听筒线断路"), ("Cable replaced", "更换听筒线")),
    ),
    "lift": (
        Trouble(("Lift stopped between floors", "电梯停在两层之间"), ("The lift stopped again with my mother inside.", "电梯又停了，我母亲困在里面。"), ("Door contact dirty", "门触点脏污"), ("Contact cleaned, landing adjusted", "清洁触点，调整平层"), "urgent"),
        Trouble(("Lift door closes too fast", "电梯关门太快"), ("The door hit the pram.", "电梯门夹到婴儿车了。"), ("Door timer out of set", "关门时间设定不当"), ("Timer set to five seconds", "关门时间调为五秒"), "high"),
    ),
    "carpentry": (
        Trouble(("Entrance door does not close", "单元门关不上"), ("The entrance door stands open at night.", "单元门晚上关不严。"), ("Door closer lost oil", "闭门器漏油"), ("Closer replaced", "更换闭门器")),
        Trouble(("Window handle broken", "窗户把手坏了"), ("The bedroom window will not shut.", "卧室窗户关不上。"), ("Handle snapped", "把手断裂"), ("Handle replaced", "更换把手")),
    ),
    "masonry": (
        Trouble(("Damp patch on the outer wall", "外墙渗水返潮"), ("The wall is wet whenever it rains.", "一下雨墙就湿。"), ("Crack at the window joint", "窗框接缝开裂"), ("Joint cut and sealed", "切缝并打胶密封")),
        Trouble(("Loose paving slab", "地砖松动"), ("Somebody will trip at the gate.", "大门口地砖松了，容易绊倒人。"), ("Bedding washed out", "垫层被冲空"), ("Slab relaid", "重新铺设地砖")),
    ),
    "cleaning": (
        Trouble(("Rubbish left on the landing", "楼道堆放垃圾"), ("Bags have stood there since Friday.", "垃圾从星期五就放在那里。"), ("Round missed", "漏扫一轮"), ("Cleared, round checked", "已清理并检查排班"), "low"),
        Trouble(("Garage floor oily", "车库地面有油污"), ("There is oil in front of bay 44.", "四十四号车位前面有油。"), ("Leaking car", "车辆漏油"), ("Degreased", "已除油"), "low"),
    ),
    "security": (
        Trouble(("Barrier does not open", "道闸不抬杆"), ("I have been standing at the gate for ten minutes.", "我在门口等了十分钟。"), ("Plate reader dirty", "车牌识别镜头脏"), ("Lens cleaned", "清洁镜头"), "high"),
    ),
    "greenery": (
        Trouble(("Branch hangs over the path", "树枝垂到路上"), ("A branch is about to come down by building 3.", "三号楼边上的树枝快断了。"), ("Storm damage", "大风折枝"), ("Branch cut and taken away", "修剪并清运")),
    ),
}  # fmt: skip

GRIEFS: dict[str, tuple[Grief, ...]] = {
    "conduct": (
        Grief(("Night guard was rude at the gate", "夜班保安态度不好"), ("He made us wait and then shouted at my guest.", "让我们等了半天，还对客人大声。"), ("Greeted and let in within a minute", "问好并在一分钟内放行"), ("Asked to wait 15 min, no explanation", "等了15分钟，没有解释"), "respect", "courtesy", "friendliness", ("Greeting script for the night shift", "夜班值守用语规范"), "conduct", ("Every shift now starts with the greeting script.", "每班上岗前复习迎宾用语。")),
        Grief(("Nobody listened at the counter", "前台没有认真听"), ("She typed on while I was talking.", "我说话时她一直在打字。"), ("To be heard out", "听我把话说完"), ("Interrupted twice", "被打断两次"), "respect", "communication", "empathy", ("Refresher on listening", "倾听技巧复训"), "training", ("Counter talks are now held at the side table.", "接待改在旁边的洽谈桌。")),
    ),
    "repairs": (
        Grief(("Third visit and the tap still leaks", "修了三次还在漏"), ("This is the third time, please get it right.", "这是第三次了，请修好。"), ("Repaired at the first visit", "一次修好"), ("Three visits in two weeks", "两周内上门三次"), "resources", "reliability", "control", ("Stock the right cartridges", "备齐常用阀芯"), "resources", ("Twelve common parts are kept on the van.", "维修车常备十二种配件。")),
        Grief(("No answer for four days", "四天没有回复"), ("I called on Monday and nobody came back to me.", "星期一打的电话，一直没人回。"), ("A call back the same day", "当天回电"), ("Four days without a word", "四天没有音讯"), "response", "responsiveness", "information", ("Call-backs listed every morning", "每天早会核对回电"), "process", ("Open call-backs are read out at eight.", "每天八点通报未回电事项。")),
    ),
    "safety": (
        Grief(("Lift stopped twice this week", "电梯一周停了两次"), ("My parents are afraid to use it.", "父母都不敢坐电梯了。"), ("A lift that runs", "电梯正常运行"), ("Two stops, 40 min inside", "停梯两次，被困四十分钟"), "response", "security", "information", ("Vendor answers within two hours", "外协两小时内到场"), "process", ("The lift contract now says two hours.", "电梯维保合同改为两小时响应。")),
    ),
    "cleanliness": (
        Grief(("Lobby smells of rubbish", "大堂有异味"), ("It smells every evening.", "每天晚上都有味道。"), ("Bins emptied before six", "六点前清桶"), ("Emptied at nine", "九点才清"), "resources", "tangibles", "fairness", ("Second round at five", "下午五点加一轮"), "resources", ("A second bin round was added.", "增加一轮清运。")),
    ),
    "noise": (
        Grief(("Drilling on Sunday morning", "周日早上装修噪音"), ("Drilling at half past seven on a Sunday!", "周日七点半就开始钻！"), ("Quiet before nine", "九点前安静"), ("Work began at 7:30", "七点半施工"), "response", "reliability", "fairness", ("Decoration hours on every permit", "装修许可注明施工时间"), "information", ("Permits now carry the hours in bold.", "许可证上加粗注明施工时间。")),
    ),
    "access": (
        Grief(("No visitor parking after six", "六点后没有访客车位"), ("My guests circle for half an hour.", "客人转半小时找不到车位。"), ("A bay for visitors", "有访客车位"), ("All bays let", "车位全部出租"), "resources", "access", "alternatives", ("Four bays marked for visitors", "划出四个访客车位"), "resources", ("Four bays are kept free for visitors.", "保留四个访客车位。")),
    ),
    "money": (
        Grief(("Invoice shows the wrong area", "账单面积不对"), ("I pay for metres I do not have.", "面积多算了。"), ("The area of the deed", "按产证面积"), ("8 m² too many", "多算8平方米"), "respect", "credibility", "fairness", ("All areas checked against deeds", "全部面积与产证核对"), "remedy", ("Areas are checked at every change of owner.", "过户时核对面积。")),
    ),
}  # fmt: skip

NOTICES = (
    (
        "water", ("Water off for pipe work", "管道检修停水"),
        ("The water is off until this evening. Please shut your taps; the tanker stands at the east gate.",
         "停水到今晚，请关好水龙头；东门有送水车。"),
    ),
    (
        "lift", ("Lift inspection", "电梯年检"),
        ("The lift stands still for about two hours while it is inspected.", "电梯年检，停梯约两小时。"),
    ),
    (
        "works", ("Garage floor is painted", "车库地面刷漆"),
        ("Please take your cars out until the evening.", "请于当晚前将车辆驶出。"),
    ),
)  # fmt: skip
"""Kind, title and what to read out, each (English, Chinese): one of today, one to come, one of last week."""
ROUND = ("Morning round", "早会")
COMMITTEE_CALL = ("Committee call", "业委会沟通会")
HAND_OVER = ("Hand over keys", "交接钥匙")
FIRE_DRILL = ("Fire drill", "消防演练")
SHOW_UNIT = ("Show unit 4-0602", "带看 4-0602")
SHOW_ROOF = ("Show the roof to the contractor", "陪同承包商看屋面")
LIFT_CHECK = ("Lift, with the vendor", "电梯维保，外协到场")
CALL_VENDOR = ("Call the lift vendor", "联系电梯外协")
BUDGET = ("Budget of the sinking fund", "维修资金预算")
WEEK_REVIEW = ("Review of the week", "周例会")
TEA = ("Residents' tea", "业主茶话会")
LEAVE = ("Leave", "请假")
SICK = ("Sick leave", "病假")
COURSE = ("Course: safety on ladders", "登高作业安全培训")
METERS = ("Read the meters", "抄表")
MINUTES = ("Send the minutes to the committee", "向业委会送会议纪要")
PERMITS = ("Check the decoration permits", "核查装修许可")
KEYS = (
    "Keys for 2-0801 are in the red box. Committee wants minutes by Monday.",
    "2-0801的钥匙在红色盒子里。业委会周一要会议纪要。",
)
PUMP_ROOM = ("Keys for the pump room are in the red box", "泵房钥匙在红色盒子里")
WARNINGS = (
    ("Elderly, ring twice and wait", "老人在家，请多按一次门铃并稍等"), ("Two dogs", "家有两只狗"),
    ("Asks for shoe covers", "要求戴鞋套"), ("Works at night, not before 14:00", "上夜班，下午两点后上门"),
)  # fmt: skip
PREFERS = (
    ("phone, after 18:00", "电话，18点以后"), ("WeChat, mornings", "微信，上午"), ("email", "电子邮件"), ("phone", "电话"),
)  # fmt: skip
