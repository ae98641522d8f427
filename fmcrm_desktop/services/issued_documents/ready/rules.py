"""What holds during works in a unit: the decoration permit with its rules."""

PERMIT = (
    "permit", "Decoration permit and rules", "装修许可证及装修须知", "Decoration permit for {{ unit }}",
    "装修许可证（{{ 房屋 }}）",
    """Permit number: {{ number }}
Unit: {{ unit }}, {{ building }}
Owner: {{ name }}, {{ phone }}
Works from {{ start }} until {{ end }}
Firm carrying out the works: ____________
Responsible on site, with telephone: ____________
Works permitted: ____________

This permit is shown at the door of the unit while the works go on.

1. Hours

| Day | Noisy works | Quiet works |
| Monday to Friday | 08:30–12:00 and 14:00–18:00 | 08:00–20:00 |
| Saturday | none | 09:00–18:00 |
| Sunday and public holidays | none | none |

2. What is not allowed

2.1 Load-bearing walls, columns, beams and slabs are not cut, opened or removed.
2.2 Gas pipes, shared risers, fire alarms and sprinklers are not moved or covered.
2.3 Bathrooms and kitchens are not moved over living rooms of the unit below.
2.4 The look of the façade is not changed; air conditioners stand in the places made for them.

3. During the works

3.1 Two fire extinguishers stand ready. Welding needs a permit of its own for each day.
3.2 Water is shut off when nobody is there. The waterproofing of wet rooms is tested for 24 hours before tiling.
3.3 Workers wear the pass of the site and leave the house by the end of the hours above.
3.4 Rubble is bagged and brought to the place named by the office, never left in stairs or lifts.
3.5 Lifts are used with the protection hung up and outside the rush hours.

4. Deposit and check

4.1 The deposit is {{ price }}. It is paid back after the final check, less what damage to common parts costs.
4.2 The office looks in during the works and stops what breaks these rules.
4.3 The owner answers for the firm and its workers.

Questions and emergencies: {{ office_phone }}.

{{ signatures }}""",
    """许可证编号：{{ 文书编号 }}
装修房屋：{{ 楼栋 }}　{{ 房屋 }}
业主：{{ 姓名 }}　联系电话：{{ 电话 }}
装修期限：{{ 开始日期 }}至{{ 结束日期 }}
施工单位：____________
现场负责人及电话：____________
许可装修内容：____________

　　施工期间，请将本许可证张贴于入户门外。

一、施工时间

| 日期 | 有噪音施工 | 无噪音施工 |
| 周一至周五 | 8:30—12:00，14:00—18:00 | 8:00—20:00 |
| 周六 | 禁止 | 9:00—18:00 |
| 周日及法定节假日 | 禁止 | 禁止 |

二、禁止行为

（一） 不得拆改、开凿承重墙、梁、柱、楼板等主体结构。
（二） 不得移动、遮挡燃气管道、公共立管、烟感及喷淋等消防设施。
（三） 不得将卫生间、厨房改设在下层住户的卧室、起居室上方。
（四） 不得改变建筑外立面，空调室外机须安装在指定位置。

三、施工管理

（一） 现场须配备两具有效灭火器；动火作业须逐日办理动火许可。
（二） 无人施工时关闭水阀；涉水房间须做24小时闭水试验，合格后方可铺贴。
（三） 施工人员凭出入证进出，按时离场，不得留宿。
（四） 装修垃圾须袋装并运至指定地点，不得堆放在楼道、电梯内。
（五） 使用电梯须做好防护，并避开上下班高峰。

四、押金与验收

（一） 装修押金为{{ 价格 }}，竣工验收合格、公共部位无损坏的，全额无息退还。
（二） 物业服务人有权进行巡查，对违规施工予以制止。
（三） 业主对施工单位及其人员的行为承担责任。

　　咨询及应急电话：{{ 物业电话 }}

{{ 签署栏 }}""",
)  # fmt: skip
READY = (PERMIT,)
