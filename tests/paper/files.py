"""Children's files for the dossier's tests: rich, rare names, long texts, empty. All people are invented."""

from __future__ import annotations

import datetime as dt
from random import Random

from casefiles.domain.child import CategorySpell, Child, GuardianshipSpell, Member
from casefiles.domain.codes import citizen_id
from casefiles.domain.household import Household
from casefiles.domain.mentor import Match, Mentor
from casefiles.domain.visit import Aid, Visit, VisitFinding
from casefiles.papers.childfile import ChildFile

AT = dt.datetime(2026, 11, 21, 14, 22, tzinfo=dt.timezone(dt.timedelta(hours=8)))
TEXTS = (
    "入户了解近期生活和学习情况，孩子精神状态良好，作业能按时完成。",
    "与班主任当面交流，老师反映课堂上敢于举手发言了，数学测验92分（班级第6名），比期中进步11分。",
    "奶奶腰疼复发，已联系镇卫生院家庭医生上门随访，并提醒按时服药。",
    "约定每周三、周日晚线上辅导各40分钟；送去故事书《草房子》《城南旧事》3本及文具1套。",
    "开展防溺水、防性侵、防网络沉迷安全教育，孩子能够复述“六不一会”。",
    "走访时发现取暖煤不足，协调村委会送来蜂窝煤350块、棉被1床；检查电路与烟囱安全。",
    "电话联系在外务工的父亲，沟通每周视频通话约定的落实情况：“本月通话5次，孩子情绪比之前稳定。”",
)


def card(born: dt.date, serial: int, sex: str) -> str:
    """A valid number of a region that does not exist."""
    return citizen_id.make("999901", born, serial, sex)


FINDINGS = (
    (
        VisitFinding(visit="v-1", child="c-1", area="health", level="concern", note="咳嗽两周，没有看医生"),
        VisitFinding(visit="v-1", child="c-1", area="mood", level="good", note=""),
    ),
    (),
    (VisitFinding(visit="v-3", child="c-1", area="mood", level="urgent", note="夜里常哭"),),
)
"""what visits found by area of life, in turn"""


def rich(name: str = "欧阳龑颍", seed: int = 0, visits: int = 12, photo: bytes | None = None) -> ChildFile:
    """A child with everything filled in."""
    rng = Random(seed)
    born = dt.date(2014, 9, 16)
    mentor = Mentor(
        number="M-00012",
        name="范杰桐",
        sex="1",
        kind="teacher",
        phone="10043501234",
        former_unit="青石镇中心小学",
        former_post="teacher",
        skills=("tutoring", "psychology"),
        capacity=3,
        joined_on=dt.date(2024, 3, 1),
    )
    other = Mentor(number="M-00031", name="白𬀩", kind="official", phone="10088882222")
    match = Match(
        child="c",
        mentor="m",
        start=dt.date(2025, 9, 5),
        form="one_to_one",
        lead=True,
        every_days=30,
        terms="每月至少入户一次；每周线上辅导数学、英语各一次；寒暑假陪同参加村儿童之家活动；遇有危险信号立即报告。",
    )
    old = Match(
        child="c",
        mentor="n",
        start=dt.date(2024, 3, 5),
        end=dt.date(2025, 8, 30),
        end_note="迁往省城与子女同住。",
    )
    kinds = ("home", "home", "phone", "school", "video")
    rounds = []
    for k in range(visits):
        on = dt.date(2025, 9, 28) + dt.timedelta(days=33 * k + rng.randint(0, 9))
        met = k % 6 != 4
        rounds.append(
            (
                Visit(
                    child="c",
                    mentor="m",
                    on=on,
                    kind=rng.choice(kinds),
                    contact="child" if met else "none",
                    no_contact="" if met else "nobody_home",
                    met="孩子和奶奶" if met else "",
                    place="家中",
                    minutes=rng.randint(20, 90) if met else None,
                    state=rng.choice(("good", "good", "fair", "attention")) if met else "",
                    areas=("schooling", "mood") if met else (),
                    summary="".join(rng.sample(TEXTS, rng.randint(1, 4)))
                    if met
                    else "敲门无人应答，邻居说去赶集了。",
                    given="故事书3本" if k % 4 == 0 else "",
                    follow_up="两周后电话回访。" if k % 3 == 0 else "",
                ),
                mentor if k % 5 else other,
            )
        )
    aid = tuple(
        Aid(
            child="c",
            on=dt.date(2025, 10, 9) + dt.timedelta(days=35 * k),
            kind=("money", "goods", "service")[k % 3],
            occasion=("school_entry", "spring_festival", "other")[k % 3],
            what=("助学金", "冬衣、棉被各一套", "配镜一副，验光复查一次")[k % 3],
            value=(80_000, 41_250, None)[k % 3],
            donor=("爱心企业联合会", "镇关工委", "县人民医院")[k % 3],
            signed_by="吕洋",
        )
        for k in range(9)
    )
    return ChildFile(
        child=Child(
            number="QS-2026-00001",
            name=name,
            id_number=card(born, 7, "2"),
            sex="2",
            birth_date=born.isoformat(),
            ethnic="15",
            area="999901101",
            village="枣林坪村",
            hamlet="4组",
            address="71号",
            registered=True,
            registered_address="云台县青石镇枣林坪村4组71号",
            phone="10064090001",
            health="10",
            disability="1",
            disability_level="4",
            schooling="primary",
            school="青石镇明德小学",
            school_class="五年级（2）班",
            boarding=False,
            pupil_number="G" + card(born, 7, "2"),
            risk="yellow",
            opened_on=dt.date(2025, 9, 5),
            situation="该生父母常年在外务工，每年春节返乡一次，日常由祖母照料。祖母年事已高并患有高血压，家务与农活负担较重，"
            "对孩子学习辅导能力有限。孩子性格内向、懂事，能主动分担家务；学习成绩中等，语文较好，数学、英语相对薄弱。",
            needs="1. 每周一次课业辅导（数学、英语）；\n2. 每季度复查视力一次，坚持户外活动；\n"
            "3. 协调父母每周至少两次视频通话。",
        ),
        household=Household(
            number="H-00007",
            name="吕洋",
            phone="10064090001",
            economy="dibao",
            income=("wages", "farming"),
            aid_received=("subsistence", "education"),
            housing="own_sound",
        ),
        members=(
            Member(
                child="c",
                relation="51",
                name="方景国",
                birth_date="1988-03-12",
                id_number=card(dt.date(1988, 3, 12), 3, "1"),
                phone="10012349989",
                status="away",
                since="2019-03",
                place="广东东莞",
                work="电子厂",
                health="10",
            ),
            Member(
                child="c",
                relation="52",
                name="李萱",
                birth_date="1990",
                phone="10012341018",
                status="away",
                place="浙江义乌",
            ),
            Member(child="c", relation="61", name="方德厚", birth_date="1950", status="deceased"),
            Member(
                child="c",
                relation="62",
                name="吕洋",
                birth_date="1954-11-02",
                status="home",
                health="30",
                capable=True,
                phone="10064090001",
            ),
            Member(child="c", relation="64", name="买买提·阿不都热合曼·古丽", birth_date="1956"),
            Member(
                child="c",
                relation="77",
                name="姚建东鹢",
                birth_date="2018-05-01",
                status="home",
                place="镇中心幼儿园大班",
            ),
        ),
        categories=(
            CategorySpell(
                child="c",
                category="left_behind",
                subcategory="both_away",
                start=dt.date(2025, 9, 5),
                reason="父母外出务工六个月以上",
                document="青关发〔2025〕12号",
            ),
            CategorySpell(
                child="c", category="disabled", subcategory="certified", start=dt.date(2025, 12, 1)
            ),
            CategorySpell(
                child="c",
                category="difficulty",
                subcategory="dibao",
                start=dt.date(2023, 1, 1),
                end=dt.date(2025, 1, 1),
                end_reason="improved",
            ),
        ),
        guardianship=(
            GuardianshipSpell(
                child="c",
                kind="paternal_grandparents",
                name="吕洋",
                relation="62",
                phone="10064090001",
                id_number=card(dt.date(1954, 11, 2), 4, "2"),
                address="枣林坪村4组71号",
                entrusted=True,
                guardianship="fair",
                quality="fair",
                start=dt.date(2019, 3, 1),
            ),
            GuardianshipSpell(
                child="c",
                kind="parents",
                guardianship="good",
                quality="good",
                start=dt.date(2014, 9, 16),
                end=dt.date(2019, 3, 1),
            ),
        ),
        matches=((old, other), (match, mentor)),
        visits=tuple(rounds),
        found=tuple(FINDINGS[n % 3] for n in range(len(rounds))),
        aid=aid,
        office="云台县青石镇关心下一代工作委员会",
        printed_by="赵启明",
        printed_at=AT,
        photo=photo,
    )


def empty() -> ChildFile:
    """A child of whom only the name is known."""
    return ChildFile(
        child=Child(name="王䶮"), office="云台县青石镇关工委", printed_by="赵启明", printed_at=AT
    )


def long() -> ChildFile:
    """A child with much to say everywhere."""
    file = rich("买买提·阿不都热合曼·古丽巴哈尔𠀀", seed=5, visits=30)
    story = "".join(TEXTS) * 6
    child = type(file.child)(
        **{
            **{f: getattr(file.child, f) for f in type(file.child).__dataclass_fields__},
            "situation": story,
            "needs": story,
            "address": "东山屯三组老供销社后院往北第二个胡同里头靠水井的那一户（红色铁门）",
            "school": "云台县青石镇中心校东山教学点（原东山小学）",
        }
    )
    return ChildFile(
        **{
            **{f: getattr(file, f) for f in ChildFile.__dataclass_fields__},
            "child": child,
        }
    )
