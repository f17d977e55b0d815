"""How a household lives and what reaches it: economy, income, housing, allowances, help routes, aid."""

from __future__ import annotations

from casefiles.domain.codes.codelist import CodeList, choice

HOUSEHOLD_ECONOMY = CodeList(
    "household_economy",
    (
        choice("ordinary", "一般户", "Ordinary", "一般"),
        choice("dibao", "低保户", "Subsistence allowance", "低保"),
        choice("near_dibao", "低保边缘户", "Near subsistence", "低保边缘"),
        choice("extreme_hardship", "特困户", "Extreme hardship", "特困"),
        choice("expense_driven", "支出型困难户", "Hardship from large expenses", "支出型困难"),
        choice("unstable", "脱贫不稳定户", "Out of poverty, unstable"),
        choice("at_risk", "边缘易致贫户", "At risk of poverty", "边缘户"),
        choice("sudden_hardship", "突发严重困难户", "Sudden severe hardship"),
        choice("out_of_poverty", "脱贫户", "Lifted out of poverty", "建档立卡户"),
    ),
)

INCOME_SOURCE = CodeList(
    "income_source",  # the official form of 2016
    (
        choice("wages", "务工收入", "Wages", "务工", "打工", "工资"),
        choice("farming", "务农收入", "Farming", "务农", "种地"),
        choice("relief", "政府救助", "Relief", "救助"),
        choice("relatives", "亲友资助", "Relatives and friends", "亲属资助"),
        choice("other", "其他", "Other"),
    ),
)

AID_RECEIVED = CodeList(
    "aid_received",  # the official form of 2016; child_allowance and disability were added since
    (
        choice("subsistence", "最低生活保障", "Subsistence allowance", "低保"),
        choice("temporary", "临时救助", "Temporary relief"),
        choice("medical", "医疗救助", "Medical aid"),
        choice("housing", "住房救助", "Housing aid"),
        choice("child_allowance", "儿童基本生活费", "Child living allowance", "孤儿基本生活费"),
        choice("disability", "残疾人两项补贴", "Disability allowances", "残疾补贴"),
        choice("education", "教育资助", "Education aid", "助学"),
        choice("other", "其他", "Other"),
    ),
)

HOUSING = CodeList(
    "housing",
    (
        choice("own_sound", "自有住房（安全）", "Own house, sound", "自有住房", "安全住房"),
        choice("own_unsafe", "自有住房（危房）", "Own house, unsafe", "危房"),
        choice("rented", "租住", "Rented", "租房"),
        choice("relatives", "借住亲友家", "With relatives or friends", "借住"),
        choice("relocated", "易地搬迁安置房", "Resettlement housing", "安置房"),
        choice("public", "公租房或廉租房", "Public housing", "公租房", "廉租房"),
        choice("institution", "机构集中居住", "In an institution"),
        choice("other", "其他", "Other"),
    ),
)

AID_KIND = CodeList(
    "aid_kind",
    (
        choice("money", "钱款", "Money", "钱", "现金", "捐款", "资金"),
        choice("goods", "物品", "Goods", "物", "物资", "捐物"),
        choice("job", "岗位", "Job", "工作岗位"),
        choice("service", "服务", "Service"),
        choice("other", "其他", "Other"),
    ),
)

OCCASION = CodeList(
    "occasion",
    (
        choice("school_entry", "升学季", "School entry", "升学", "开学"),
        choice("childrens_day", "六一儿童节", "Children's Day (1 June)", "六一", "六·一", "儿童节"),
        choice(
            "disability_day", "残疾人日", "Day of persons with disabilities", "世界残疾人日", "全国助残日"
        ),
        choice("spring_festival", "春节", "Spring Festival"),
        choice("one_yuan", "一日捐一元", "One yuan a day"),
        choice("emergency", "突发困难", "Emergency", "应急"),
        choice("other", "其他", "Other", "平时"),
    ),
)

HELP_ROUTE = CodeList(
    "help_route",  # the "six batches"
    (
        choice("official_contact", "关工领导干部联系", "Contact by a committee leader"),
        choice("senior_pairing", "有实力五老大户结对帮扶", "Pairing with a well-off senior"),
        choice("industry", "特色产业五老带动", "Taken along by a senior's speciality trade"),
        choice("business", "新型农业经营主体吸纳", "Taken in by a farm business"),
        choice("expert", "五老专家技术指导", "Technical guidance by a senior expert"),
        choice("city_work", "五老经纪人领进城打工", "City work through a senior broker"),
        choice("other", "其他", "Other"),
    ),
)
