"""A hand-made document with one of everything, about invented people; each number gives another one."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw

from casefiles.domain.document import (
    Band,
    Card,
    Cell,
    Chart,
    Column,
    Cover,
    Document,
    Form,
    FormTitle,
    Grid,
    Paragraph,
    Picture,
    QRCode,
    Row,
    Section,
    Series,
    SignatureBox,
    Signatures,
    Total,
    label,
    value,
)

SENTENCES = (
    "入户了解近期生活和学习情况，孩子精神状态良好。",
    "与班主任当面交流，老师反映课堂上敢于举手发言了，数学测验92分（班级第6名），比期中进步11分。",
    "奶奶腰疼复发，已联系镇卫生院家庭医生上门随访，并提醒按时服药。",
    "约定每周三、周日晚线上辅导各40分钟；送去故事书《草房子》《城南旧事》3本及文具1套。",
    "开展防溺水、防性侵、防网络沉迷安全教育，孩子能够复述“六不一会”。",
    "走访时发现取暖煤不足，协调村委会送来蜂窝煤350块、棉被1床。",
    "电话联系在外务工的父亲，沟通每周视频通话约定的落实情况：“本月通话5次，孩子情绪比之前稳定。”",
    "陪同到县人民医院复查视力：左眼4.8、右眼4.9，较上季度下降0.2。",
)


def photo(seed: int = 0) -> bytes:
    """A drawn face on blue, as JPEG."""
    image = Image.new("RGB", (295, 413), (92, 144, 200))
    draw = ImageDraw.Draw(image)
    rng = random.Random(seed)
    shirt = rng.choice([(196, 62, 62), (224, 184, 60), (70, 120, 90)])
    draw.ellipse((35, 270, 260, 560), fill=shirt)
    draw.rectangle((130, 220, 165, 290), fill=(214, 176, 156))
    draw.ellipse((75, 75, 220, 265), fill=(45, 34, 32))
    draw.ellipse((84, 95, 211, 262), fill=(222, 184, 164))
    draw.rectangle((84, 95, 211, 135), fill=(45, 34, 32))
    draw.ellipse((115, 165, 130, 175), fill=(40, 30, 30))
    draw.ellipse((165, 165, 180, 175), fill=(40, 30, 30))
    draw.arc((125, 200, 170, 225), 20, 160, fill=(190, 90, 90), width=3)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()


def story(rng: random.Random, least: int = 1, most: int = 4) -> str:
    """A few sentences in any order."""
    return "".join(rng.sample(SENTENCES, rng.randint(least, most)))


def dossier(seed: int = 0, name: str = "欧阳龑颍", visits: int = 12, data: bytes | None = None) -> Document:
    """Seven pages: cover, form, plan, visits, aid, chart, signatures."""
    rng = random.Random(seed)
    number = f"YT-2026-{seed + 1:05d}"
    picture = Picture(data=data if data is not None else photo(seed), caption="一寸照片")
    family = [
        ("方景国", "父亲", "34", "初中", "广东东莞务工", "100****9989"),
        ("李萱", "母亲", "42", "初中", "浙江义乌务工", "100****1018"),
        ("吕洋", "祖母", "71", "小学", "在家务农，高血压", "—"),
        ("姚建东鹢", "妹妹", "8", "学前", "镇中心幼儿园大班", "—"),
    ]
    members = [
        Row(
            cells=(
                label("家庭成员", 1, len(family) + 1, stacked=True),
                label("姓名", 3),
                label("关系", 2),
                label("年龄", 2),
                label("文化程度", 2),
                label("务工（就学）地点及健康状况", 8),
                label("联系电话", 4),
            ),
            height="low",
            group=True,
        )
    ]
    for row in family:
        kinds = ("name", "value", "value", "value", "text", "value")
        spans = (3, 2, 2, 2, 8, 4)
        cells = tuple(Cell(text=t, kind=k, cols=n) for t, k, n in zip(row, kinds, spans, strict=True))  # type: ignore[arg-type]
        members.append(Row(cells=cells, height="low"))
    form = Form(
        columns=(1.3, *([1] * 21)),
        stretch=True,
        rows=(
            Row(
                cells=(
                    label("姓名", 3),
                    Cell(text=name, kind="name", cols=4),
                    label("性别", 2),
                    value("女", 3),
                    label("民族", 2),
                    value("土家族", 4),
                    Cell(cols=4, rows=4, picture=picture),
                )
            ),
            Row(
                cells=(
                    label("出生日期", 3),
                    value("2014年9月16日", 6),
                    label("身份证号", 3),
                    value("999999********514X", 6),
                )
            ),
            Row(
                cells=(
                    label("身高", 3),
                    value("124 cm", 4),
                    label("体重", 2),
                    value("41 kg", 3),
                    label("血型", 2),
                    value("O型", 4),
                )
            ),
            Row(
                cells=(
                    label("对象类别", 3),
                    value("事实无人抚养儿童", 5),
                    label("就读班级", 3),
                    value("明德小学五年级（2）班", 7),
                )
            ),
            Row(
                cells=(
                    label("家庭住址", 3),
                    value("云台县龙泉镇枣林坪村4组71号", 9, kind="text"),
                    label("健康状况", 3),
                    value("轻度近视，无过敏史；2025年9月体检其余项目正常", 7, kind="text"),
                )
            ),
            Row(
                cells=(
                    label("监护人", 3),
                    Cell(text="吕洋", kind="name", cols=4),
                    label("关系", 2),
                    value("祖母", 3),
                    label("电话", 3),
                    value("100****6409", 7),
                )
            ),
            Row(
                cells=(
                    label("住房情况", 3),
                    value("砖瓦房3间，2019年完成危房改造，人均面积约28平方米", 19, kind="text"),
                )
            ),
            Row(
                cells=(
                    label("经济状况", 3),
                    value("年人均纯收入约9,860元，主要来源：父亲外出务工、耕地补贴、低保金", 19, kind="text"),
                )
            ),
            *members,
            Row(
                cells=(
                    label("家庭基本\n情况及主要\n困难", 3),
                    Cell(
                        text="该生父母常年在外务工，每年春节返乡一次，日常由祖母照料。祖母年事已高并患有高血压，家务与农活负担较重，"
                        "对孩子学习辅导能力有限。孩子性格内向、懂事，能主动分担家务；学习成绩中等，语文较好，数学、英语相对薄弱。",
                        kind="narrative",
                        cols=19,
                    ),
                ),
                height="tall",
                group=True,
                grow=3,
            ),
            Row(
                cells=(
                    label("关爱需求", 3),
                    value(
                        "1. 每周一次课业辅导（数学、英语），寒暑假参加“希望家园”托管班；\n"
                        "2. 每季度复查视力一次，坚持户外活动。",
                        19,
                        kind="text",
                    ),
                ),
                height="tall",
                grow=2,
            ),
            Row(
                cells=(
                    label("监护人\n承诺", 3),
                    Cell(
                        text="本人承诺依法履行监护职责，所填信息真实、准确，同意用于未成年人关爱服务工作。",
                        kind="opinion",
                        cols=19,
                        sign=("监护人（签字）：　　　　　年　　月　　日",),
                    ),
                )
            ),
        ),
    )
    cards = [
        Card(
            date=f"{(9 + k) % 12 + 1}月{rng.randint(1, 28)}日",
            year=f"{2025 + (9 + k) // 12}年",
            title=f"第{k + 1}次　{rng.choice(['入户走访', '电话联系', '到校走访'])}",
            by=f"走访人：{rng.choice(['范杰桐', '白红', '田桐勇'])}",
            state=f"办理：{rng.choice(['已解决', '持续跟进', '已转办镇卫生院'])}",
            text=story(rng),
            signs=("监护人（学校）签字：", "走访人签字："),
        )
        for k in range(visits)
    ]
    aid = tuple(
        (
            str(k + 1),
            f"2026-{k + 1:02d}-09",
            rng.choice(["临时救助", "农村低保金（分散）", "孤儿、事实无人抚养儿童基本生活费"]),
            "县民政局",
            f"{rng.randint(2, 12) * 100:,.2f}",
            "一卡通",
            "吕洋",
        )
        for k in range(10)
    )
    return Document(
        title=f"关爱服务档案 {name}",
        lang="zh",
        author="云台县未成年人保护工作委员会办公室",
        subject="一人一档",
        header=("云台县未成年人关爱服务档案", f"{name}　{number}"),
        footer=(f"档案编号：{number}", "打印：赵启明 2026-10-31 14:22"),
        watermark="经办人 赵启明 999999********201X 2026-10-31 14:22",
        made="2026-10-31T14:22:00+08:00",
        blocks=(
            Cover(
                secrecy="内部资料  注意保密",
                facts=(("档案编号", number), ("保管期限", "长期")),
                over="云台县未成年人保护工作",
                title="关爱服务档案",
                motto="一人一档·一户一策",
                picture=picture,
                lines=(
                    ("姓名", name),
                    ("性别民族", "女　　土家族"),
                    ("身份证号", "999999********514X"),
                    ("家庭住址", "云台县龙泉镇枣林坪村4组71号"),
                    ("就读学校", "龙泉镇明德小学　五年级（2）班"),
                    ("责任人", "县人民医院　范杰桐"),
                ),
                code=QRCode(text=number, caption="扫码核验（脱密）"),
                issuer="云台县未成年人保护工作委员会办公室",
                date="二〇二六年十月",
            ),
            FormTitle(
                text="未成年人关爱服务对象登记表",
                left="填报单位：龙泉镇人民政府",
                right="登记日期：2025年9月5日",
            ),
            form,
            Paragraph(
                text="填表说明：1. 本表一式两份，乡镇、县级各存一份；2. 身份证号码、电话号码打印时按规定作脱敏处理；"
                "3. 信息发生变化的，应当在10个工作日内更新。",
                style="note",
            ),
            Section(text="一、结对帮扶关系"),
            Form(
                columns=(2, 3, 2, 3, 2, 3),
                rows=(
                    Row(
                        cells=(
                            label("责任人"),
                            value("范杰桐", kind="name"),
                            label("工作单位"),
                            value("县人民医院"),
                            label("职务"),
                            value("主治医师"),
                        )
                    ),
                    Row(
                        cells=(
                            label("联系电话"),
                            value("100****4350"),
                            label("结对日期"),
                            value("2025-09-05"),
                            label("走访频次"),
                            value("每月不少于1次"),
                        )
                    ),
                ),
            ),
            Section(text="二、年度关爱计划"),
            Grid(
                columns=(
                    Column(title="类别", width=10, kind="label"),
                    Column(title="主要措施", width=44, kind="text"),
                    Column(title="时间安排", width=17),
                    Column(title="责任主体", width=18),
                    Column(title="频次", width=11),
                ),
                rows=(
                    (
                        "学业",
                        "每周线上辅导数学、英语各1次；期中、期末与班主任沟通",
                        "9月—次年6月",
                        "结对责任人",
                        "每月",
                    ),
                    ("健康", "每季度复查视力；每年体检1次，建立健康档案", "全年", "镇卫生院", "每季"),
                    ("安全", "用火用电、防溺水、交通安全排查与教育", "全年", "村委会、学校", "每季"),
                ),
            ),
            Section(text="三、走访服务记录", note=f"共{visits}次　2025-09-28至2026-08-26"),
            *cards,
            Section(text="四、救助帮扶发放情况"),
            Grid(
                columns=(
                    Column(title="序号", width=6),
                    Column(title="发放日期", width=14),
                    Column(title="项目名称", width=29, kind="text"),
                    Column(title="实施单位", width=15),
                    Column(title="金额（元）", width=14, kind="number"),
                    Column(title="方式", width=10),
                    Column(title="签收人", width=11, kind="name"),
                ),
                rows=aid,
                total=Total(
                    cells=(
                        label("合计", 2),
                        Cell(text="（大写）柒仟零玖拾玖元整", kind="total", cols=2, align="left"),
                        Cell(text="7,099.00", kind="total", align="right"),
                        Cell(cols=2),
                    )
                ),
            ),
            Section(text="五、视力健康监测"),
            Chart(
                kind="line",
                title="视力（五分记录）",
                categories=("2023秋", "2024春", "2024秋", "2025春", "2025秋", "2026春", "2026秋"),
                series=(
                    Series(name="左", values=(4.9, 4.9, 5.0, 4.9, 5.0, 4.9, 4.8)),
                    Series(name="右", values=(5.1, 5.2, 5.1, 5.0, None, 4.9, 4.8)),
                ),
                low=4.2,
                high=5.3,
                limit=5.0,
                bands=(
                    Band(low=4.2, high=4.8, name="中重度"),
                    Band(low=4.8, high=5.0, name="轻度"),
                    Band(low=5.0, high=5.3, name="正常≥5.0"),
                ),
            ),
            Chart(
                kind="bar",
                title="每月走访（次）",
                categories=tuple(f"{m}月" for m in range(1, 13)),
                series=(Series(name="走访", values=(1, 2, 1, 0, 3, 1, 1, 2, 4, 1, 0, 1)),),
            ),
            Section(text="六、审核意见"),
            Signatures(
                boxes=tuple(
                    SignatureBox(
                        who=who,
                        opinion="情况属实，经村民代表会议评议并公示7日无异议，同意纳入关爱服务范围。",
                        lines=("负责人（签字）：", "经办人（签字）："),
                        seal="（盖章）",
                        date="年　　月　　日",
                    )
                    for who in (
                        "村（居）民\n委员会意见",
                        "乡镇人民政府\n（街道办）意见",
                        "县未保办\n审核意见",
                    )
                )
            ),
        ),
    )
