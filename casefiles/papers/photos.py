"""The photos of a child's file on paper: six a page, each with its day and what it shows, in shades of grey."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain.document import Block, Document, FormTitle, Paragraph, PhotoRow, Picture
from casefiles.domain.words import Label
from casefiles.papers import masking
from casefiles.papers.footing import foot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from casefiles.domain.words import Lang

TITLE = Label("照片页", "Photos")
PERSON = Label("{name}　{number}", "{name}  {number}")
SECRECY = Label("含儿童面部影像，注意保密，不得外传。", "Shows children’s faces. Keep confidential, do not pass on.")
LEFT_OUT = Label(
    "另有 {n} 张较早的或未到本机的照片没有印出。",
    "{n} more photos, older or not on this computer, are not printed.",
    "1 more photo, older or not on this computer, is not printed.",
)
NONE = Label("档案里没有照片。", "There are no photos in the file.")
HEADER = Label("{office}　照片页", "{office} · Photos")


@dataclass(frozen=True, slots=True)
class Shown:
    """One photo: its bytes in grey, its title, its day, and what it was taken at."""

    data: bytes
    title: str
    day: str
    at: str


def compose(
    photos: Sequence[Shown],
    lang: Lang,
    *,
    name: str,
    number: str,
    office: str,
    printed_by: str,
    printed_at: datetime,
    left_out: int,
    masked: bool,
) -> Document:
    """The paper; captions are masked like all free text."""

    def caption(one: Shown) -> str:
        title = masking.hide(one.title) if masked else one.title
        day = "" if one.day in title else one.day
        return "　".join(p for p in (day, one.at, title) if p)

    made = [Picture(data=one.data, caption=caption(one)) for one in photos]
    blocks: list[Block] = [
        FormTitle(text=TITLE(lang), left=PERSON(lang, name=name, number=number), right=SECRECY(lang))
    ]
    blocks += [PhotoRow(pictures=tuple(made[n : n + 2])) for n in range(0, len(made), 2)]
    if not made:
        blocks.append(Paragraph(text=NONE(lang), style="plain"))
    if left_out:
        blocks.append(Paragraph(text=LEFT_OUT(lang, n=left_out), style="note"))
    return Document(
        title=f"{TITLE(lang)} {name}",
        lang=lang,
        blocks=tuple(blocks),
        author=office,
        header=(HEADER(lang, office=office), PERSON(lang, name=name, number=number)),
        footer=foot(lang, printed_by, printed_at),
        made=printed_at.isoformat(timespec="seconds"),
    )
