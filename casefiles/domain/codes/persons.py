"""National lists about a person: sex, health, disability, family relation, schooling, a missing ID number."""

from __future__ import annotations

from casefiles.domain.codes.codelist import CodeList, choice

SEX = CodeList(
    "sex",  # GB/T 2261.1
    (
        choice("1", "男", "Male", "男性", "男孩", "m", "boy"),
        choice("2", "女", "Female", "女性", "女孩", "f", "girl"),
        choice("0", "未知", "Unknown", "未知的性别", "不详"),
        choice("9", "未说明", "Not stated", "未说明的性别"),
    ),
    padded=True,
)

HEALTH = CodeList(
    "health",  # GB/T 2261.3
    (
        choice("10", "健康或良好", "Healthy or good", "健康", "良好", "身体健康"),
        choice("20", "一般或较弱", "Fair or weak", "一般", "较弱", "体弱"),
        choice("30", "有慢性病", "Chronic illness", "慢性病"),
        choice("31", "心血管病", "Cardiovascular disease"),
        choice("32", "脑血管病", "Cerebrovascular disease"),
        choice("33", "慢性呼吸系统病", "Chronic respiratory disease"),
        choice("34", "慢性消化系统病", "Chronic digestive disease"),
        choice("35", "慢性肾炎", "Chronic nephritis"),
        choice("36", "结核病", "Tuberculosis", "肺结核"),
        choice("37", "糖尿病", "Diabetes"),
        choice("38", "神经或精神疾病", "Neurological or mental illness"),
        choice("41", "癌症", "Cancer"),
        choice("49", "其他慢性病", "Other chronic illness"),
        choice("60", "残疾", "Disabled"),
        choice("61", "视力残疾", "Vision disability"),
        choice("62", "听力残疾", "Hearing disability"),
        choice("63", "言语残疾", "Speech disability"),
        choice("64", "肢体残疾", "Physical disability"),
        choice("65", "智力残疾", "Intellectual disability"),
        choice("66", "精神残疾", "Mental disability"),
        choice("67", "多重残疾", "Multiple disabilities"),
        choice("69", "其他残疾", "Other disability"),
    ),
    padded=True,
)

DISABILITY = CodeList(
    "disability",  # GB/T 26341-2010, classes
    (
        choice("1", "视力残疾", "Vision", "视力"),
        choice("2", "听力残疾", "Hearing", "听力"),
        choice("3", "言语残疾", "Speech", "言语"),
        choice("4", "肢体残疾", "Physical", "肢体"),
        choice("5", "智力残疾", "Intellectual", "智力"),
        choice("6", "精神残疾", "Mental", "精神"),
        choice("7", "多重残疾", "Multiple", "多重"),
    ),
    padded=True,
)

DISABILITY_LEVEL = CodeList(
    "disability_level",  # GB/T 26341-2010, grades: 1 is the most severe
    (
        choice("1", "一级", "Level 1 (most severe)", "壹级", "1级", "Level 1"),
        choice("2", "二级", "Level 2", "贰级", "2级"),
        choice("3", "三级", "Level 3", "叁级", "3级"),
        choice("4", "四级", "Level 4 (mildest)", "肆级", "4级", "Level 4"),
    ),
    padded=True,
)

RELATION = CodeList(
    "relation",  # GB/T 4761-2008, two digits. Not padded: in its one-digit form "1" is the spouse.
    (
        choice("01", "本人", "Self"),
        choice("02", "户主", "Head of household"),
        choice("10", "配偶", "Spouse"),
        choice("11", "夫", "Husband", "丈夫"),
        choice("12", "妻", "Wife", "妻子"),
        choice("20", "子", "Son", "儿子"),
        choice("21", "独生子", "Only son"),
        choice("22", "长子", "Eldest son", "大儿子"),
        choice("23", "次子", "Second son", "二儿子"),
        choice("24", "三子", "Third son"),
        choice("25", "四子", "Fourth son"),
        choice("26", "五子", "Fifth son"),
        choice("27", "养子或继子", "Adopted son or stepson", "养子", "继子"),
        choice("28", "女婿", "Son-in-law"),
        choice("29", "其他儿子", "Other son"),
        choice("30", "女", "Daughter", "女儿"),
        choice("31", "独生女", "Only daughter"),
        choice("32", "长女", "Eldest daughter", "大女儿"),
        choice("33", "次女", "Second daughter", "二女儿"),
        choice("34", "三女", "Third daughter"),
        choice("35", "四女", "Fourth daughter"),
        choice("36", "五女", "Fifth daughter"),
        choice("37", "养女或继女", "Adopted daughter or stepdaughter", "养女", "继女"),
        choice("38", "儿媳", "Daughter-in-law", "儿媳妇"),
        choice("39", "其他女儿", "Other daughter"),
        choice("40", "孙子、孙女或外孙子、外孙女", "Grandchild"),
        choice("41", "孙子", "Son's son"),
        choice("42", "孙女", "Son's daughter"),
        choice("43", "外孙子", "Daughter's son", "外孙"),
        choice("44", "外孙女", "Daughter's daughter"),
        choice("45", "孙媳妇或外孙媳妇", "Grandson's wife"),
        choice("46", "孙女婿或外孙女婿", "Granddaughter's husband"),
        choice("47", "曾孙子或曾外孙子", "Great-grandson", "曾孙子或外曾孙子"),
        choice("48", "曾孙女或曾外孙女", "Great-granddaughter", "曾孙女或外曾孙女"),
        choice("49", "其他孙子、孙女或外孙子、外孙女", "Other grandchild"),
        choice("50", "父母", "Parent"),
        choice("51", "父亲", "Father", "父", "爸爸"),
        choice("52", "母亲", "Mother", "母", "妈妈"),
        choice("53", "公公", "Husband's father"),
        choice("54", "婆婆", "Husband's mother"),
        choice("55", "岳父", "Wife's father"),
        choice("56", "岳母", "Wife's mother"),
        choice("57", "继父或养父", "Stepfather or adoptive father", "继父", "养父"),
        choice("58", "继母或养母", "Stepmother or adoptive mother", "继母", "养母"),
        choice("59", "其他父母关系", "Other parent"),
        choice("60", "祖父母或外祖父母", "Grandparent"),
        choice("61", "祖父", "Paternal grandfather", "爷爷"),
        choice("62", "祖母", "Paternal grandmother", "奶奶"),
        choice("63", "外祖父", "Maternal grandfather", "姥爷", "外公"),
        choice("64", "外祖母", "Maternal grandmother", "姥姥", "外婆"),
        choice("65", "配偶的祖父母或外祖父母", "Spouse's grandparent"),
        choice("66", "曾祖父", "Great-grandfather", "太爷爷"),
        choice("67", "曾祖母", "Great-grandmother", "太奶奶"),
        choice("68", "配偶的曾祖父母或外曾祖父母", "Spouse's great-grandparent"),
        choice("69", "其他祖父母或外祖父母关系", "Other grandparent"),
        choice("70", "兄弟姐妹", "Sibling"),
        choice("71", "兄", "Elder brother", "哥哥", "哥"),
        choice("72", "嫂", "Elder brother's wife", "嫂子"),
        choice("73", "弟", "Younger brother", "弟弟"),
        choice("74", "弟媳", "Younger brother's wife", "弟妹"),
        choice("75", "姐姐", "Elder sister", "姐"),
        choice("76", "姐夫", "Elder sister's husband"),
        choice("77", "妹妹", "Younger sister", "妹"),
        choice("78", "妹夫", "Younger sister's husband"),
        choice("79", "其他兄弟姐妹", "Other sibling"),
        choice("80", "其他关系", "Other relation", "其他"),
        choice("81", "伯父", "Father's elder brother", "大爷", "伯伯"),
        choice("82", "伯母", "Wife of father's elder brother", "大娘"),
        choice("83", "叔父", "Father's younger brother", "叔叔", "叔"),
        choice("84", "婶母", "Wife of father's younger brother", "婶婶", "婶子"),
        choice("85", "舅父", "Mother's brother", "舅舅", "舅"),
        choice("86", "舅母", "Wife of mother's brother", "舅妈"),
        choice("87", "姨父", "Husband of mother's sister", "姨夫"),
        choice("88", "姨母", "Mother's sister", "姨妈", "姨"),
        choice("89", "姑父", "Husband of father's sister", "姑夫"),
        choice("90", "姑母", "Father's sister", "姑姑", "姑妈", "姑"),
        choice("91", "堂兄弟、堂姐妹", "Paternal cousin"),
        choice("92", "表兄弟、表姐妹", "Cousin (other)"),
        choice("93", "侄子", "Brother's son"),
        choice("94", "侄女", "Brother's daughter"),
        choice("95", "外甥", "Sister's son"),
        choice("96", "外甥女", "Sister's daughter"),
        choice("97", "其他亲属", "Other relative"),
        choice("99", "非亲属", "Not related", "无亲属关系"),
    ),
)

SCHOOLING = CodeList(
    "schooling",  # the official left-behind child form of 2016; the last three are additions
    (
        choice("kindergarten", "幼儿园", "Kindergarten", "在园"),
        choice("no_kindergarten", "未入园", "Not in kindergarten", "学龄前"),
        choice("primary", "小学", "Primary school", "在读小学"),
        choice("junior", "初中", "Junior secondary school", "在读初中"),
        choice("senior", "高中", "Senior secondary school", "普通高中"),
        choice("vocational", "中等职业学校", "Vocational school", "中职", "职高", "中专", "技校", "职业学校"),
        choice("dropped_out", "辍学", "Dropped out", "失学"),
        choice("not_in_school", "未就读", "Not in school (14 to 16)", "不在学", "Not in school"),
        choice("special", "特殊教育学校", "Special school", "特教"),
        choice("college", "大学或大专", "College or university", "大学", "大专"),
        choice("finished", "已离校", "Finished school", "毕业"),
    ),
)

ID_MISSING = CodeList(
    "id_missing",
    (
        choice("unregistered", "未落户", "Not registered", "无户口", "黑户"),
        choice("newborn", "新生儿未办理", "Newborn, not issued yet", "新生儿"),
        choice("not_shown", "未出示证件", "Not shown"),
        choice("lost", "证件遗失，号码不详", "Lost, number unknown", "遗失"),
        choice("foreign", "非中国籍", "Not a Chinese citizen", "外籍"),
        choice("unknown", "不详", "Unknown"),
    ),
)
