"""A Document laid out: every block measured and placed, the pages furnished with header and footer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casefiles.domain import document as d
from casefiles.edges.paper import blocks, tables
from casefiles.edges.paper.cards import card
from casefiles.edges.paper.charts import chart
from casefiles.edges.paper.cover import cover
from casefiles.edges.paper.flow import Flow, Laid, furnish

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.edges.paper.typeset import Setter

_LAY: dict[type, Callable[[Any, Flow], Laid]] = {
    d.Cover: cover,
    d.Form: tables.form,
    d.Grid: tables.grid,
    d.Signatures: tables.signatures,
    d.FormTitle: blocks.form_title,
    d.Section: blocks.section,
    d.Paragraph: blocks.paragraph,
    d.Card: card,
    d.Chart: chart,
    d.Picture: blocks.picture,
    d.PhotoRow: blocks.photo_row,
    d.QRCode: blocks.square,
    d.PageBreak: blocks.page_break,
    d.Space: blocks.space,
}

_HEADINGS = (d.Section, d.FormTitle)


def lay_out(
    document: d.Document, setter: Setter, *, trace: bool = False, told: Callable[[int, int], object] | None = None
) -> Flow:
    """The finished pages of a document. With `trace` each page remembers its texts and their boxes."""
    flow = Flow(setter, document.lang, document.sheet, trace=trace)
    flow.told = told
    laid = [_LAY[type(block)](block, flow) for block in document.blocks]
    count = len(laid)
    for number, item in enumerate(laid):
        block = document.blocks[number]
        following = laid[number + 1] if number + 1 < count else None
        flow.reserve = 0.0
        flow.lead = (
            laid[number - 1].height if number and isinstance(document.blocks[number - 1], _HEADINGS) else 0.0
        )
        if following is not None:
            if isinstance(block, _HEADINGS):
                flow.need(item.height + min(following.head, flow.full - item.height))
            after = document.blocks[number + 1]
            if isinstance(after, d.Paragraph) and after.style == "note":
                flow.reserve = following.height
        if not isinstance(block, d.Card):
            flow.rail = (None, 0.0)
        item.place(flow)
    if not flow.pages:
        flow.begin()
    furnish(flow, document.header, document.footer, numbered=document.numbered)
    return flow
