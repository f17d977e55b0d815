"""Papers of sessions and screenings: the sheet on which children sign in, and who should see an eye doctor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from casefiles import gathering
from casefiles.domain.document import (
    BLANK,
    Block,
    Cell,
    Column,
    Document,
    Form,
    FormTitle,
    Grid,
    Paragraph,
    Row,
    label,
)
from casefiles.domain.entities import ENTITIES
from casefiles.domain.words import Label
from casefiles.papers.footing import foot
from casefiles.papers.wording import Wording
from casefiles.recording import record

if TYPE_CHECKING:
    from casefiles.domain.words import Lang
    from casefiles.office import Office

SIGN_IN = Label("活动签到表", "Sign-in sheet")
REFERRALS = Label("视力筛查转诊名单", "Referrals after the eyesight screening")
NO = Label("序号", "No.")
NAME = Label("姓名", "Name")
CLASS = Label("村、班级", "Village, class")
SIGN = Label("签到", "Signature")
FETCHED = Label("接送人签字", "Fetched by")
SPARE = 6
"""empty lines for those who come unannounced"""
LEFT = Label("{kind}　{topic}", "{kind}  {topic}")
RIGHT = Label("{day}　{place}", "{day}  {place}")
LED = Label(
    "主讲：{who}　　　　　　　　　到场人数：　　　　　　人",
    "Led by: {who}                    Came:            ",
)
EYES = (
    (NO, 6.0),
    (NAME, 12.0),
    (Label("班级", "Class"), 16.0),
    (Label("右眼", "Right"), 8.0),
    (Label("左眼", "Left"), 8.0),
    (Label("发现", "Found"), 22.0),
    (Label("就诊结果", "Result"), 18.0),
)
POOR = Label("视力不良", "Poor vision")
MYOPIC = Label("筛查性近视", "Screening myopia")
NOBODY = Label("没有需要转诊的孩子。", "No child needs to be referred.")
NOTE = Label(
    "请家长带孩子到眼科复查，并把结果告诉老师。筛查结果不是诊断。",
    "Parents: have the eyes examined by an eye doctor and tell the teacher the result. A screening is no diagnosis.",
)


@dataclass(frozen=True, slots=True)
class SessionSheet:
    """A session as its sheet needs it; `names` are (name, village or class)."""

    kind: str
    topic: str
    on: str
    place: str
    leader: str
    names: tuple[tuple[str, str], ...]
    office: str
    printed_by: str
    printed_at: datetime


def of_session(office: Office, row: str, lang: Lang) -> SessionSheet:
    """A session with who is listed for it. Refusal: NOT_FOUND."""
    session = record(office, row, "session").values
    lines = office.queries.select("attendance", {"session": row})
    ids = [str(r.values.get("child") or "") for r in lines]
    people = office.queries.people([*ids, str(session.get("mentor") or "")])
    names = []
    for line in lines:
        who = people.get(str(line.values.get("child")), {})
        about = " ".join(str(who[n]) for n in ("village", "school_class") if who.get(n))
        names.append((str(who.get("name") or ""), about))
    return SessionSheet(
        kind=ENTITIES["session"].fields["kind"].kind.show(session.get("kind"), lang),
        topic=str(session.get("topic") or ""),
        on=str(session.get("on") or ""),
        place=str(session.get("place") or ""),
        leader=str(people.get(str(session.get("mentor")), {}).get("name") or ""),
        names=tuple(names),
        office=office.home.name,
        printed_by=office.me.name,
        printed_at=datetime.fromtimestamp(office.clock.now_ms() / 1000),
    )


def sign_in(sheet: SessionSheet, lang: Lang, *, masked: bool = True) -> Document:
    """The sheet to sign, with some empty lines."""
    rows = [Row(cells=tuple(label(t(lang)) for t in (NO, NAME, CLASS, SIGN, FETCHED)), height="low")]
    names = [*sheet.names, *((" ", " ") for _ in range(SPARE))]
    for at, (name, about) in enumerate(names, 1):
        cells = (
            Cell(text=str(at)),
            Cell(text=name.strip(), kind="name"),
            Cell(text=about.strip() or ("" if not name.strip() else BLANK)),
            Cell(text=""),
            Cell(text=""),
        )
        rows.append(Row(cells=cells, height="normal"))
    blocks: list[Block] = [
        FormTitle(
            text=SIGN_IN(lang),
            left=LEFT(lang, kind=sheet.kind, topic=sheet.topic),
            right=RIGHT(lang, day=sheet.on, place=sheet.place),
        ),
        Form(columns=(6, 16, 30, 24, 24), rows=tuple(rows)),
        Paragraph(text=LED(lang, who=sheet.leader or BLANK), style="plain"),
    ]
    return Document(
        title=f"{SIGN_IN(lang)} {sheet.on}",
        lang=lang,
        blocks=tuple(blocks),
        author=sheet.office,
        header=(sheet.office, sheet.kind),
        footer=foot(lang, sheet.printed_by, sheet.printed_at),
        made=sheet.printed_at.isoformat(timespec="seconds"),
    )


def referrals(office: Office, row: str, lang: Lang, *, masked: bool = True) -> Document:
    """Who should see an eye doctor after this screening and has no result yet. Refusal: NOT_FOUND."""
    w = Wording(lang, masked)
    screening = record(office, row, "screening_round").values
    fields = ENTITIES["screening_result"].fields
    rows = []
    for at, (_, line) in enumerate(gathering.to_refer(office, row), 1):
        found = [said(lang) for said, yes in ((POOR, line.look.poor), (MYOPIC, line.look.myopic)) if yes]
        eyes = [f"{side}_mark" for side in ("right", "left")]
        marks = [fields[eye].kind.show(line.values.get(eye), lang) or BLANK for eye in eyes]
        result = fields["referral"].kind.show(line.values.get("referral"), lang)
        rows.append((str(at), line.name, line.school_class or BLANK, *marks, w.pick("、", ", ").join(found), result))
    name = str(screening.get("name") or "")
    made = datetime.fromtimestamp(office.clock.now_ms() / 1000)
    columns = tuple(Column(title=t(lang), width=width) for t, width in EYES)
    blocks: tuple[Block, ...] = (
        Paragraph(text=REFERRALS(lang), style="title"),
        Paragraph(text=w.join(name, *(str(screening.get(n) or "") for n in ("on", "school"))), style="centred"),
        Grid(columns=columns, rows=tuple(rows), empty=NOBODY(lang)),
        Paragraph(text=NOTE(lang), style="note"),
    )
    return Document(
        title=f"{REFERRALS(lang)} {name}",
        lang=lang,
        blocks=blocks,
        author=office.home.name,
        header=(office.home.name, name),
        footer=foot(lang, office.me.name, made),
        made=made.isoformat(timespec="seconds"),
    )
