"""一人一档: a child's whole file as one paper, from the cover to the signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.document import (
    BLANK,
    Block,
    Cover,
    Document,
    PageBreak,
    Picture,
    QRCode,
    SignatureBox,
    Signatures,
)
from casefiles.domain.words import Label
from casefiles.papers.care import aid, figures, matches, visits
from casefiles.papers.family import family
from casefiles.papers.footing import foot
from casefiles.papers.registration import PHOTO, home, registration
from casefiles.papers.wording import Titles, Wording

if TYPE_CHECKING:
    from casefiles.domain.words import Lang
    from casefiles.papers.childfile import ChildFile

TITLE = Label("关爱服务档案", "Child’s Care File")
MOTTO = Label("一人一档·一户一策", "One child, one file")
SECRECY = Label("内部资料　注意保密", "Internal. Keep confidential.")
FILE_NO = Label("档案编号", "File no.")
OPENED = Label("建档日期", "Opened")
SEX_ETHNIC = Label("性别民族", "Sex, ethnic group")
ADDRESS = Label("家庭住址", "Address")
SCHOOL = Label("就读学校", "School")
MENTOR_NAME = Label("结对五老", "Mentor")
HEADER = Label("{office}　关爱服务档案", "{office} · Care file")
WATERMARK = Label("经办人 {mark}", "{mark}")
REVIEW = Label("审核意见", "Review")
BOXES = (
    Label("村（居）民\n委员会意见", "Village committee"),
    Label("乡镇（街道）\n关工委意见", "Township committee"),
    Label("县（市、区）\n关工委意见", "County committee"),
)
SIGNERS = (
    Label("负责人（签字）：", "In charge (signature):"),
    Label("经办人（签字）：", "Handled by (signature):"),
)
SEAL = Label("（盖章）", "(seal)")
DATE_LINE = Label("年　　月　　日", "Date:                    ")


def compose(file: ChildFile, lang: Lang, *, masked: bool, watermark: bool = True) -> Document:
    """The paper. `masked` hides the middle of ID and phone numbers; the watermark names who printed it and when."""
    w = Wording(lang, masked)
    number = file.child.number or BLANK
    at = w.moment(file.printed_at)
    titles = Titles(w)
    blocks: list[Block] = [_cover(file, w), PageBreak(), *registration(file, w), PageBreak()]
    for section in (family, matches, visits, aid, figures, _review):
        blocks += section(file, w, titles)
    return Document(
        title=f"{TITLE(lang)} {file.child.name}",
        lang=lang,
        blocks=tuple(blocks),
        author=file.office,
        subject=MOTTO(lang),
        header=(HEADER(lang, office=file.office), w.join(file.child.name, number)),
        footer=foot(lang, file.printed_by, file.printed_at),
        watermark=WATERMARK(lang, mark=w.join(file.printed_by, number, at)) if watermark else "",
        made=file.printed_at.isoformat(timespec="seconds"),
    )


def _cover(file: ChildFile, w: Wording) -> Cover:
    child, lang = file.child, w.lang
    mentors = [w.join(w.say(m, "kind"), w.say(m, "name")) for _, m in file.open_matches if m is not None]
    number = child.number or BLANK
    return Cover(
        title=TITLE(lang),
        over=file.office,
        motto=MOTTO(lang),
        secrecy=SECRECY(lang),
        facts=((FILE_NO(lang), number), (OPENED(lang), w.day(child.opened_on))),
        picture=Picture(data=file.photo, caption=PHOTO(lang)),
        lines=(
            (w.label(child, "name"), w.say(child, "name")),
            (SEX_ETHNIC(lang), w.join(w.say(child, "sex"), w.say(child, "ethnic"))),
            (w.label(child, "id_number"), w.say(child, "id_number", "") or w.say(child, "id_missing")),
            (ADDRESS(lang), home(file, w)),
            (SCHOOL(lang), w.join(w.say(child, "school"), w.say(child, "school_class"))),
            (MENTOR_NAME(lang), w.pick("；", "; ").join(mentors) or BLANK),
        ),
        code=QRCode(text=number, caption=FILE_NO(lang)) if child.number else None,
        issuer=file.office,
        date=w.month_in_words(file.today),
    )


def _review(file: ChildFile, w: Wording, titles: Titles) -> list[Block]:
    boxes = tuple(
        SignatureBox(
            who=who(w.lang),
            lines=tuple(s(w.lang) for s in SIGNERS),
            seal=SEAL(w.lang),
            date=DATE_LINE(w.lang),
        )
        for who in BOXES
    )
    return [titles.next(REVIEW), Signatures(boxes=boxes)]
