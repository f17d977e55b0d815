"""Papers of a batch: the sheet on which recipients sign, and the list that is put up without showing who a child is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from casefiles.domain import aid_steps, areas
from casefiles.domain.codes import citizen_id
from casefiles.domain.document import (
    BLANK,
    Block,
    Cell,
    Column,
    Document,
    Form,
    FormTitle,
    Grid,
    PageBreak,
    Paragraph,
    Row,
    Total,
    label,
    value,
)
from casefiles.domain.entities import ENTITIES
from casefiles.domain.words import Label
from casefiles.papers.footing import foot
from casefiles.papers.wording import Wording, yuan, yuan_in_capitals
from casefiles.recording import record

if TYPE_CHECKING:
    from casefiles.domain.words import Lang
    from casefiles.office import Office

SIGNING = Label("帮扶物资（资金）领取表", "Signing sheet for aid")
PUBLICITY = Label("帮扶发放公示名单", "Public list of aid")
ROWS = 9
"""recipients on a page of the signing sheet: room to sign and to press a finger"""
_ROOM = {"name": 5, "village": 7, "what": 9}
"""characters in a line of these columns"""
_TALL = (1.0, 1.0, 1.2, 1.7, 2.2)
"""rows of ordinary height that a row of so many lines takes"""
COMPOUND = frozenset(
    [
        "欧阳",
        "太史",
        "端木",
        "上官",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "万俟",
        "闻人",
        "夏侯",
        "诸葛",
        "尉迟",
        "公羊",
        "赫连",
        "澹台",
        "皇甫",
        "宗政",
        "濮阳",
        "公冶",
        "太叔",
        "申屠",
        "公孙",
        "慕容",
        "仲孙",
        "钟离",
        "长孙",
        "宇文",
        "司徒",
        "鲜于",
        "司空",
        "闾丘",
        "子车",
        "亓官",
        "司寇",
        "巫马",
        "公西",
        "颛孙",
        "壤驷",
        "公良",
        "漆雕",
        "乐正",
        "宰父",
        "谷梁",
        "拓跋",
        "夹谷",
        "轩辕",
        "令狐",
        "段干",
        "百里",
        "呼延",
        "东郭",
        "南门",
        "羊舌",
        "微生",
        "梁丘",
        "左丘",
        "东门",
        "西门",
        "第五",
    ]
)
"""surnames of two characters"""
NO = Label("序号", "No.")
NAME = Label("姓名", "Name")
CARD = Label("身份证号", "ID number")
VILLAGE = Label("村（社区）", "Village")
TOWN = Label("所在乡镇", "Township")
WHAT = Label("领取内容", "What")
VALUE = Label("价值（元）", "Value (yuan)")
SIGN = Label("签字（按手印）", "Signature or fingerprint")
TAKEN = Label("领取日期", "Date")
PAGE_TOTAL = Label("本页合计", "Total of this page")
ALL_TOTAL = Label("总计（{n} 人次）", "Total of all ({n} lines)", "Total of all (1 line)")
LEFT = Label("批次：{name}　　发放地点：{place}", "{name}, {place}")
RIGHT = Label("发放日期：{day}", "{day}")
MADE_BY = Label(
    "发放人：　　　　　　　　监督人：　　　　　　　　单位（盖章）：",
    "Handed out by:                    Witness:                    Office (seal):",
)
HEADER = Label("{office}", "{office}")
BY_DONOR = Label("捐助方：{donor}", "Donor: {donor}")
KIND_PERSON = Label("爱心人士（单位）", "a donor who is not named")
INTRO = Label(
    "现将“{name}”的发放情况予以公示。为保护未成年人隐私，姓名只显示姓氏，住址只显示到乡镇。",
    "What was handed out as “{name}” is made public here. To protect children only surnames are shown, and no place "
    "below the township.",
)
OBJECT = Label(
    "公示期七日。如有异议，请在公示期内向{office}反映。",
    "This list is public for seven days. Objections go to {office} within that time.",
)
EMPTY = Label("这个批次还没有领取人。", "This batch has no recipients yet.")
COUNT = Label("合计 {n} 人（户）", "{n} recipients in all", "{n} recipient in all")


@dataclass(frozen=True, slots=True)
class Recipient:
    """One line of a batch: whose, what, how much (fen)."""

    name: str
    id_number: str = ""
    village: str = ""
    town: str = ""
    what: str = ""
    fen: int | None = None
    handed_on: str = ""
    is_mentor: bool = False


@dataclass(frozen=True, slots=True)
class AidSheet:
    """A batch as its papers need it."""

    name: str
    on: str
    place: str
    donor: str
    donor_public: bool
    recipients: tuple[Recipient, ...]
    office: str
    printed_by: str
    printed_at: datetime


def hidden_name(name: str) -> str:
    """张小样 -> 张**, 欧阳样 -> 欧阳**: the surname, and no telling how long the rest is."""
    if not name:
        return BLANK
    return (name[:2] if name[:2] in COMPOUND and len(name) > 2 else name[:1]) + "**"


def of_batch(office: Office, row: str) -> AidSheet:
    """The batch with its recipients in their order, cancelled ones left out. Refusal: NOT_FOUND."""
    batch = record(office, row, "aid_batch").values
    lines = office.queries.select("aid", {"batch": row})
    lines = [r for r in lines if aid_steps.state_of(r.values) != aid_steps.CANCELLED]
    whose = [
        next((str(r.values[n]) for n in ("child", "household", "mentor") if r.values.get(n)), "")
        for r in lines
    ]
    people = office.queries.people(whose)
    held = office.queries.many(whose)
    donor = office.queries.get(str(batch["donor"])) if batch.get("donor") else None
    kind = ENTITIES["aid"].fields["kind"].kind
    found = []
    for person, line in zip(whose, lines, strict=True):
        who = people.get(person, {})
        area = str(held[person].values.get("area") or "") if person in held else ""
        value_ = line.values.get("value")
        found.append(
            Recipient(
                name=str(who.get("name") or ""),
                id_number=str(who.get("id_number") or ""),
                village=str(who.get("village") or ""),
                town=_town(area, str(batch.get("on") or "")) or office.home.name,
                what=str(line.values.get("what") or kind.show(line.values.get("kind"), "zh")),
                fen=value_ if isinstance(value_, int) else None,
                handed_on=str(line.values.get("handed_on") or ""),
                is_mentor=person.startswith("m-"),
            )
        )
    return AidSheet(
        name=str(batch.get("name") or ""),
        on=str(batch.get("on") or ""),
        place=str(batch.get("place") or ""),
        donor=str(donor.values.get("name") or "") if donor else "",
        donor_public=bool(donor and donor.values.get("public") == 1),
        recipients=tuple(found),
        office=office.home.name,
        printed_by=office.me.name,
        printed_at=datetime.fromtimestamp(office.clock.now_ms() / 1000),
    )


def _town(area: str, on: str) -> str:
    """The township of a division code as it was called on that day, never the village."""
    found = areas.path(area[:9], on) if len(area) >= 9 else None
    return str(found or "")


def signing(sheet: AidSheet, lang: Lang, *, masked: bool) -> Document:
    """The sheet to sign: A4 across, nine recipients a page, the page's sum and at the end the sum of all."""
    w = Wording(lang, masked)
    day = w.long_day(date.fromisoformat(sheet.on)) if sheet.on else BLANK
    pages = _pages(sheet.recipients)
    blocks: list[Block] = []
    widths = (5, 11, 21, 13, 17, 11, 22, 13)
    head = Row(
        cells=tuple(label(t(lang)) for t in (NO, NAME, CARD, VILLAGE, WHAT, VALUE, SIGN, TAKEN)), height="low"
    )
    first = 1
    for number, page in enumerate(pages):
        if number:
            blocks.append(PageBreak())
        place = sheet.place or BLANK
        blocks.append(
            FormTitle(
                text=SIGNING(lang), left=LEFT(lang, name=sheet.name, place=place), right=RIGHT(lang, day=day)
            )
        )
        rows = [head]
        for at, one in enumerate(page, first):
            card = citizen_id.mask(one.id_number) if masked and one.id_number else one.id_number
            cells = (
                value(str(at)),
                value(one.name, kind="name"),
                value(card),
                value(one.village),
                value(one.what),
                value("" if one.fen is None else yuan(one.fen), kind="number"),
                Cell(text="", kind="value"),
                Cell(text=one.handed_on, kind="value"),
            )
            rows.append(Row(cells=cells, height="writing"))
        first += len(page)
        if not page:
            rows.append(Row(cells=(Cell(text=EMPTY(lang), cols=8, align="centre"),)))
        rows.append(_sum_row(PAGE_TOTAL(lang), page, w))
        if number == len(pages) - 1:
            said = ALL_TOTAL(lang, n=len(sheet.recipients))
            rows.append(_sum_row(said, sheet.recipients, w, group=True))
        blocks.append(Form(columns=widths, rows=tuple(rows)))
        blocks.append(Paragraph(text=MADE_BY(lang), style="plain"))
    return _document(sheet, lang, SIGNING, blocks, w, across=True)


def _pages(recipients: tuple[Recipient, ...]) -> list[tuple[Recipient, ...]]:
    """What fits on each page: nine, or fewer where long words make the rows taller, so that a page's sum is its own."""
    pages: list[list[Recipient]] = [[]]
    used = 0.0
    for one in recipients:
        lines = max(-(-len(getattr(one, name)) // room) for name, room in _ROOM.items())
        tall = _TALL[min(max(lines, 1), len(_TALL) - 1)]
        if pages[-1] and used + tall > ROWS + 0.01:
            pages.append([])
            used = 0.0
        pages[-1].append(one)
        used += tall
    return [tuple(page) for page in pages]


def _sum_row(said: str, recipients: tuple[Recipient, ...], w: Wording, *, group: bool = False) -> Row:
    fen = sum(one.fen or 0 for one in recipients)
    words = yuan_in_capitals(fen) if w.lang == "zh" else ""
    return Row(
        cells=(
            Cell(text=said, kind="total", cols=5, align="right"),
            Cell(text=yuan(fen), kind="number"),
            Cell(text=words, kind="value", cols=2, align="left"),
        ),
        group=group,
    )


def publicity(sheet: AidSheet, lang: Lang, *, masked: bool = True) -> Document:
    """The list that is put up. It hides names of children and families whatever else is asked for; mentors and
    donors who agreed are named."""
    w = Wording(lang, masked=True)
    donor = sheet.donor if sheet.donor_public else KIND_PERSON(lang)
    rows = tuple(
        (
            str(at),
            one.name if one.is_mentor else hidden_name(one.name),
            one.town or BLANK,
            one.what or BLANK,
            BLANK if one.fen is None else yuan(one.fen),
        )
        for at, one in enumerate(sheet.recipients, 1)
    )
    fen = sum(one.fen or 0 for one in sheet.recipients)
    blocks: list[Block] = [
        Paragraph(text=PUBLICITY(lang), style="title"),
        Paragraph(text=INTRO(lang, name=sheet.name)),
    ]
    if sheet.donor:
        blocks.append(Paragraph(text=BY_DONOR(lang, donor=donor), style="plain"))
    blocks += [
        Grid(
            columns=(
                Column(title=NO(lang), width=7),
                Column(title=NAME(lang), width=15, kind="name"),
                Column(title=TOWN(lang), width=34),
                Column(title=WHAT(lang), width=26),
                Column(title=VALUE(lang), width=16, kind="number"),
            ),
            rows=rows,
            total=Total(
                cells=(
                    Cell(text=COUNT(lang, n=len(rows)), kind="total", cols=4, align="right"),
                    Cell(text=yuan(fen), kind="number"),
                )
            ),
            empty=EMPTY(lang),
        ),
        Paragraph(text=OBJECT(lang, office=sheet.office)),
        Paragraph(text=sheet.office, style="signed"),
        Paragraph(text=w.long_day(sheet.printed_at.date()), style="signed"),
    ]
    return _document(sheet, lang, PUBLICITY, blocks, w, across=False)


def _document(
    sheet: AidSheet, lang: Lang, title: Label, blocks: list[Block], w: Wording, *, across: bool
) -> Document:
    return Document(
        title=f"{title(lang)} {sheet.name}",
        lang=lang,
        blocks=tuple(blocks),
        author=sheet.office,
        header=(HEADER(lang, office=sheet.office), sheet.name),
        footer=foot(lang, sheet.printed_by, sheet.printed_at, public=not across),
        sheet="landscape" if across else "portrait",
        made=sheet.printed_at.isoformat(timespec="seconds"),
    )
