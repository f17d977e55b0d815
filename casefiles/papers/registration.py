"""The registration form of a child: one sheet with every field of the official form of 2016."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.areas import path
from casefiles.domain.codes.lists import AID_RECEIVED, GUARDIANSHIP, INCOME_SOURCE
from casefiles.domain.codes.lists import RELATION as KIN
from casefiles.domain.document import (
    BLANK,
    Block,
    Cell,
    Form,
    FormTitle,
    Paragraph,
    Picture,
    Row,
    label,
    value,
)
from casefiles.domain.words import Label
from casefiles.papers.wording import TICKED, UNTICKED

if TYPE_CHECKING:
    from casefiles.domain.child import Member
    from casefiles.domain.document import CellKind
    from casefiles.papers.childfile import ChildFile
    from casefiles.papers.wording import Wording

TITLE = Label("未成年人关爱服务登记表", "Registration of a child in care")
FILLED_BY = Label("填报单位：{office}", "Office: {office}")
OPENED = Label("登记日期：{day}", "Registered: {day}")
PHOTO = Label("一寸照片", "Photo")
CATEGORY = Label("对象类别", "Category")
REGISTERED = Label("户口登记", "Registered")
REGISTERED_AT = Label("户籍地", "Registry")
ADDRESS = Label("现住址", "Address")
CLASS = Label("学校班级", "School")
ETHNIC = Label("民族", "Ethnicity")
PUPIL = Label("学籍号", "Pupil no.")
BOARDS = Label("是否寄宿", "Boards")
INCOME = Label("收入来源", "Income")
RELIEF = Label("已享救助", "Relief")
PARENTS = Label("父母情况", "Parents")
GRANDPARENTS = Label("祖辈", "Elders")
RELATION = Label("关系", "Kin")
NAME = Label("姓名", "Name")
BORN = Label("出生日期", "Born")
ID_NUMBER = Label("身份证号", "ID number")
PHONE = Label("联系电话", "Phone")
WHEREABOUTS = Label("现状及地点", "Whereabouts")
AWAY = Label("外出情况", "Away")
GUARDIAN = Label("监护人", "Guardian")
GUARDIAN_ID = Label("监护人证号", "ID number")
GUARDIAN_AT = Label("监护人住址", "Address")
KIND = Label("监护类型", "Guardianship")
SITUATION = Label("家庭基本\n情况及主要\n困难", "Situation")
NEEDS = Label("关爱需求", "Needs")
CONFIRM = Label("监护人\n确认", "Guardian confirms")
CONFIRMED = Label(
    "以上所填信息真实、准确。本人将依法履行监护职责，同意将信息用于未成年人关爱服务工作。",
    "The entries above are true and complete. I will fulfil my duty as guardian and agree that they are used to care "
    "for the child.",
)
SIGN = Label(
    "监护人（签字）：　　　　　　年　　月　　日", "Signature:                         Date:               "
)
HEAD = Label("单位负责人", "Head of office")
CHECKER = Label("审核人", "Checked by")
FILLER = Label("填表人", "Filled in by")
NOTES = Label(
    "填表说明：1. 本表一人一份，信息变化后应及时更新并重新打印；2. “—”表示不详或不适用，已去世的亲属以“—”表示；"
    "3. {masked}。",
    "Notes: 1. One form per child; print it again when facts change. 2. “—” means unknown or not applicable; relatives "
    "who have died are shown as “—”. 3. {masked}.",
)
MASKED = Label(
    "身份证号码、电话号码已作脱敏处理（文字叙述中按常见写法识别）",
    "ID and phone numbers are masked (in free text those written in a usual form)",
)
UNMASKED = Label("本表含完整证件号码，应妥善保管", "This copy shows full numbers: keep it safe")
BOTH_AWAY = Label("双方外出", "Both parents away")
ONE_AWAY = Label("一方外出、另一方无监护能力", "One away, the other unable to care")
ONE_AWAY_OTHER_ABLE = Label("一方外出、另一方在家", "One away, the other at home")
NOT_AWAY = Label("其他", "Otherwise")

GRAND = {
    "61": Label("祖父", "Father’s father"),
    "62": Label("祖母", "Father’s mother"),
    "63": Label("外祖父", "Mother’s father"),
    "64": Label("外祖母", "Mother’s mother"),
}
"""codes of GB/T 4761"""
_ALL = 24


def registration(file: ChildFile, w: Wording) -> tuple[Block, ...]:
    """Title, form and notes; the form fills the sheet."""
    child = file.child
    rows = (
        *_identity(file, w),
        *_parents(file, w),
        *_guardian(file, w),
        *_means(file, w),
        Row(
            cells=(label(SITUATION(w.lang), 3), _prose(w.say(child, "situation"))),
            height="tall", group=True, grow=3,
        ),
        Row(cells=(label(NEEDS(w.lang), 3), _prose(w.say(child, "needs"))), height="writing", grow=2),
        Row(
            cells=(
                label(CONFIRM(w.lang), 3),
                Cell(text=CONFIRMED(w.lang), kind="narrative", cols=_ALL - 3, sign=(SIGN(w.lang),)),
            ),
            group=True,
        ),
        Row(
            cells=(
                label(HEAD(w.lang), 3), Cell(cols=5), label(CHECKER(w.lang), 3), Cell(cols=5),
                label(FILLER(w.lang), 3), Cell(cols=5),
            ),
            height="low",
        ),
    )  # fmt: skip
    masked = (MASKED if w.masked else UNMASKED)(w.lang)
    return (
        FormTitle(
            text=TITLE(w.lang),
            left=FILLED_BY(w.lang, office=file.office),
            right=OPENED(w.lang, day=w.long_day(child.opened_on)),
        ),
        Form(columns=(1.0,) * _ALL, rows=rows, stretch=True),
        Paragraph(text=NOTES(w.lang, masked=masked), style="note"),
    )


def _prose(text: str) -> Cell:
    return Cell(text=text, kind="narrative" if text != BLANK else "text", cols=_ALL - 3)


def categories(file: ChildFile, w: Wording) -> str:
    """The child's categories of today, with their finer ones."""
    said = []
    for spell in file.open_categories:
        finer = w.say(spell, "subcategory", "")
        said.append(w.say(spell, "category") + (w.pick(f"（{finer}）", f" ({finer})") if finer else ""))
    return w.pick("、", ", ").join(said) or BLANK


def health(file: ChildFile, w: Wording) -> str:
    """Health, with the disability's class and level, and the illness."""
    child = file.child
    disability = w.join(w.say(child, "disability"), w.say(child, "disability_level"))
    return w.join(w.say(child, "health"), disability, w.say(child, "illness"))


def home(file: ChildFile, w: Wording) -> str:
    """Where the child lives, from the county down; what the address already says is not said twice."""
    child = file.child
    village, hamlet, address = (w.say(child, f, "") for f in ("village", "hamlet", "address"))
    whole, city = path(child.area) or "", path(child.area[:4] + "00") or "" if child.area else ""
    area = whole.removeprefix(city)
    if area and address.startswith((area, whole)):
        return address
    parts = (area, *(part for part in (village, hamlet) if part and part not in address), address)
    return "".join(parts) or BLANK


def _identity(file: ChildFile, w: Wording) -> tuple[Row, ...]:
    child = file.child

    def head(field: str, cols: int = 3) -> Cell:
        return label(w.label(child, field), cols)

    def said(field: str, cols: int, kind: CellKind = "value") -> Cell:
        return value(w.say(child, field), cols, kind=kind)

    number = w.say(child, "id_number", "")
    if not number:
        number = w.say(child, "id_missing")
    photo = Cell(cols=5, rows=4, picture=Picture(data=file.photo, caption=PHOTO(w.lang)))
    registered = w.say(child, "registered_address", "") or w.say(child, "registered_area")
    return (
        Row(
            cells=(
                head("name"), said("name", 6, "name"), head("sex", 2), said("sex", 2),
                label(ETHNIC(w.lang), 2), said("ethnic", 4), photo,
            ),
            height="low",
        ),
        Row(
            cells=(head("birth_date"), said("birth_date", 6), head("id_number"), value(number, 7)),
            height="low",
        ),
        Row(cells=(label(CATEGORY(w.lang), 3), value(categories(file, w), 16)), height="low"),
        Row(
            cells=(
                label(REGISTERED(w.lang), 3), said("registered", 6), label(PUPIL(w.lang), 3),
                said("pupil_number", 7),
            ),
            height="low",
        ),
        Row(
            cells=(
                label(REGISTERED_AT(w.lang), 3), value(registered, 12, kind="text"), head("phone"), said("phone", 6),
            ),
            height="low",
        ),
        Row(cells=(label(ADDRESS(w.lang), 3), value(home(file, w), 21, kind="text")), height="low"),
        Row(
            cells=(head("health"), value(health(file, w), 12), head("risk"), said("risk", 6)),
            height="low",
        ),
        Row(
            cells=(
                head("schooling"), said("schooling", 4), label(CLASS(w.lang), 3),
                value(w.join(w.say(child, "school"), w.say(child, "school_class")), 8),
                label(BOARDS(w.lang), 3), said("boarding", 3),
            ),
            height="low",
        ),
    )  # fmt: skip


def _parents(file: ChildFile, w: Wording) -> tuple[Row, ...]:
    heads = ((RELATION, 2), (NAME, 4), (BORN, 3), (ID_NUMBER, 5), (PHONE, 4), (WHEREABOUTS, 5))
    father, mother = file.kin("51", "57"), file.kin("52", "58")
    rows = [
        Row(
            cells=(
                label(PARENTS(w.lang), 1, 3, stacked=True),
                *(label(words(w.lang), cols) for words, cols in heads),
            ),
            height="low",
            group=True,
        )
    ]
    for member, code in ((father, "51"), (mother, "52")):
        place = w.join(w.say(member, "status"), w.say(member, "place")) if member else BLANK
        if member is not None and member.status == "deceased":
            member = None
        cells = (
            label(_relation(member, code, w), 2), value(w.say(member, "name"), 4, kind="name"),
            value(_born(member, w), 3), value(w.say(member, "id_number"), 5), value(w.say(member, "phone"), 4),
            value(place, 5, kind="small"),
        )  # fmt: skip
        rows.append(Row(cells=cells, height="low"))
    for number, codes in enumerate((("61", "62"), ("63", "64"))):
        line = [label(GRANDPARENTS(w.lang), 1, 2, stacked=True)] if number == 0 else []
        for code in codes:
            member = file.kin(code)
            if member is not None and member.status == "deceased":
                member = None
            name = value(w.say(member, "name"), 5, kind="name")
            line += [
                label(_relation(member, code, w), 3),
                name,
                value(_born(member, w), 4 if code in "62 64" else 3),
            ]
        rows.append(Row(cells=tuple(line), height="low"))
    away = _boxes(_away(father, mother, w))
    rows.append(Row(cells=(label(AWAY(w.lang), 3), away), height="low"))
    return tuple(rows)


def _relation(member: Member | None, code: str, w: Wording) -> str:
    if code in GRAND:
        return GRAND[code](w.lang)
    return KIN.label(member.relation if member is not None else code)(w.lang)


def _born(member: Member | None, w: Wording) -> str:
    return (member.birth_date if member is not None else "") or BLANK


def _away(father: Member | None, mother: Member | None, w: Wording) -> str:
    """The box that follows from where the parents are; none is filled while that is not known."""
    away = [m is not None and m.status == "away" for m in (father, mother)]
    known = any(m is not None and m.status for m in (father, mother))
    other = mother if away[0] else father
    case = -1
    if all(away):
        case = 0
    elif any(away):
        unable = other is None or other.capable is False or other.status not in {"home", ""}
        case = 1 if unable else 2
    elif known:
        case = 3
    texts = (BOTH_AWAY, ONE_AWAY, ONE_AWAY_OTHER_ABLE, NOT_AWAY)
    gap = w.pick("　", "   ")
    return gap.join(f"{TICKED if n == case else UNTICKED}{t(w.lang)}" for n, t in enumerate(texts))


def _guardian(file: ChildFile, w: Wording) -> tuple[Row, ...]:
    spell = file.guardian
    chosen = [spell.guardianship] if spell is not None and spell.guardianship else []
    return (
        Row(
            cells=(
                label(GUARDIAN(w.lang), 3), value(w.say(spell, "name"), 6, kind="name"), label(RELATION(w.lang), 2),
                value(w.say(spell, "relation"), 4), label(PHONE(w.lang), 3), value(w.say(spell, "phone"), 6),
            ),
            height="low",
            group=True,
        ),
        Row(
            cells=(
                label(GUARDIAN_ID(w.lang), 3), value(w.say(spell, "id_number"), 6), label(GUARDIAN_AT(w.lang), 3),
                value(w.say(spell, "address"), 12, kind="text"),
            ),
            height="low",
        ),
        Row(cells=(label(KIND(w.lang), 3), _boxes(w.boxes(GUARDIANSHIP, chosen))), height="low"),
    )  # fmt: skip


def _boxes(text: str) -> Cell:
    return Cell(text=text, kind="small", cols=_ALL - 3, align="left")


def _means(file: ChildFile, w: Wording) -> tuple[Row, ...]:
    house = file.household
    income, relief = (house.income, house.aid_received) if house is not None else ((), ())
    return (
        Row(
            cells=(label(INCOME(w.lang), 3), _boxes(w.boxes(INCOME_SOURCE, income))),
            height="low",
            group=True,
        ),
        Row(
            cells=(label(RELIEF(w.lang), 3), _boxes(w.boxes(AID_RECEIVED, relief))),
            height="low",
        ),
    )
