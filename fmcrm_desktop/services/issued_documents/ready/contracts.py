"""What both sides sign: the service agreement and the agreement about a parking space."""

CONTRACT = (
    "contract", "Service agreement", "物业服务合同", "Service agreement {{ agreement_number }}",
    "物业服务合同（编号：{{ 合同编号 }}）",
    """Party A (the office): {{ office_name }}
Address: {{ office_address }}
Telephone: {{ office_phone }}

Party B (the customer): {{ name }}
Address: {{ address }}
Telephone: {{ phone }}

Both parties agree on the following.

1. Subject

1.1 Party A provides the services named here for {{ unit }} in {{ building }}: {{ agreement }}.
1.2 The floor area that the price is based on is {{ area }}.

2. Term

2.1 The agreement begins on {{ start }} and runs until {{ end }}. At the end of the term it {{ renewal }}.
2.2 Either party may end it with {{ notice_days }} days of written notice.

3. Services

3.1 The price includes {{ included }} for repairs under this agreement.
3.2 Services named apart:

{{ services | default("There are none.") }}

3.3 What is not included is quoted beforehand and done only with the consent of Party B.
3.4 Party A keeps these times, counted in office hours unless they run round the clock:

{{ targets }}

4. Price and payment

4.1 The price is {{ price }} {{ charged }}.
4.2 Payment is due within fourteen days of the bill. Party A reminds Party B in writing before taking further steps.

5. Duties of Party A

5.1 Party A registers every request under a number, announces visits and reports when work is done.
5.2 Party A enters the unit only by appointment, except where there is danger for life or property.
5.3 Work that was not done properly is put right without charge.

6. Duties of Party B

6.1 Party B reports defects without delay and gives access at the time agreed.
6.2 Party B keeps the rules of the house and pays on time.

7. Liability and disputes

7.1 Each party answers for damage that it causes by its own fault.
7.2 Disputes are settled by talking first; if that fails, by the competent court at the place of the property.

8. Final clauses

8.1 Changes are valid in writing only. Each party holds one signed copy.
8.2 This agreement takes effect when both parties have signed.

{{ signatures }}""",
    """甲方（物业服务人）：{{ 物业名称 }}
地址：{{ 物业地址 }}
联系电话：{{ 物业电话 }}

乙方（业主／使用人）：{{ 姓名 }}
地址：{{ 地址 }}
联系电话：{{ 电话 }}

　　根据《中华人民共和国民法典》《物业管理条例》等有关规定，甲乙双方在自愿、平等、协商一致的基础上，\
就物业服务事宜订立本合同。

第一条　服务标的

　　甲方为乙方位于{{ 楼栋 }}的{{ 房屋 }}提供以下服务：{{ 合同名称 }}。计费建筑面积为{{ 建筑面积 }}。

第二条　合同期限

　　本合同自{{ 开始日期 }}起至{{ 结束日期 }}止，{{ 续期方式 }}。任何一方可提前{{ 提前通知天数 }}日书面通知对方解除合同。

第三条　服务内容与时限

　　合同价款已包含维修所需的{{ 包含内容 }}。单独约定的服务项目：

{{ 服务项目 | default("　　无。") }}

　　未包含的项目，甲方应事先报价，经乙方同意后方可施工。

　　甲方承诺按下列时限提供服务（除注明全天候外，均按工作时间计算）：

{{ 服务时限 }}

第四条　服务费用与支付

　　服务费为{{ 价格 }}，{{ 计费方式 }}。乙方应在收到账单之日起十四日内支付。逾期未付的，甲方应先以书面形式催缴。

第五条　甲方的权利与义务

（一） 对乙方的每一项报修登记编号，事先告知上门时间，完工后及时反馈。
（二） 除危及人身、财产安全的紧急情况外，须经预约方可入户。
（三） 服务质量不符合约定的，应当免费返工。

第六条　乙方的权利与义务

（一） 发现设施损坏及时报修，并在约定时间提供入户条件。
（二） 遵守管理规约，按时缴纳服务费用。

第七条　违约责任与争议解决

　　任何一方因自身过错给对方造成损失的，应依法承担赔偿责任。因本合同发生争议的，双方应先行协商；协商不成的，\
向物业所在地人民法院提起诉讼。

第八条　附则

　　本合同的变更须采用书面形式。本合同一式两份，甲乙双方各执一份，自双方签字盖章之日起生效。

{{ 签署栏 }}""",
)  # fmt: skip
PARKING = (
    "parking", "Parking agreement", "停车位租用协议", "Parking agreement for {{ unit }}",
    "停车位租用协议（{{ 房屋 }}）",
    """Party A (the office): {{ office_name }}, {{ office_phone }}
Party B (the user): {{ name }}, {{ phone }}

1. The space

1.1 Party A lets Party B use the parking space {{ unit }} from {{ start }} until {{ end }}.
1.2 Vehicle and number plate: ____________

2. Price

2.1 The price is {{ price }} {{ charged }}, payable in advance.

3. Use

3.1 The space is for the vehicle named above. It may not be passed on to others without consent.
3.2 Nothing may be stored on it. Repairs, washing and charging are allowed only where they are marked as allowed.
3.3 The speed limit in the garage is 5 km/h. Fire lanes and neighbouring spaces stay free.

4. Liability

4.1 Party A keeps lighting, barriers and cameras in order. It does not take the vehicle into custody.
4.2 Damage is reported to the office at once: {{ office_phone }}.

5. End

5.1 Either party may end the agreement with {{ notice_days }} days of written notice. Prepaid months are paid back.
5.2 Cards and remote controls are returned on the last day.

{{ signatures }}""",
    """甲方（出租方）：{{ 物业名称 }}　联系电话：{{ 物业电话 }}
乙方（承租方）：{{ 姓名 }}　联系电话：{{ 电话 }}

　　甲乙双方就停车位租用事宜，经协商一致，订立本协议。

第一条　车位及期限

　　甲方将{{ 房屋 }}号停车位提供给乙方使用，期限自{{ 开始日期 }}起至{{ 结束日期 }}止。
　　停放车辆及车牌号码：____________

第二条　费用

　　车位使用费为{{ 价格 }}，{{ 计费方式 }}，乙方应提前缴纳。

第三条　使用规定

（一） 车位仅供上述车辆停放，未经甲方同意不得转租、转借。
（二） 车位内不得堆放物品；修车、洗车、充电须在指定区域进行。
（三） 车库内限速每小时5公里，不得占用消防通道和他人车位。

第四条　责任

（一） 甲方负责照明、道闸和监控设施的正常运行，不承担车辆保管责任。
（二） 发生损坏的，应立即通知甲方：{{ 物业电话 }}。

第五条　协议终止

　　任何一方可提前{{ 提前通知天数 }}日书面通知对方终止本协议，预缴的剩余月份费用予以退还。\
乙方应于最后一日交还门禁卡和遥控器。

　　本协议一式两份，双方各执一份，自签字盖章之日起生效。

{{ 签署栏 }}""",
)  # fmt: skip
READY = (CONTRACT, PARKING)
