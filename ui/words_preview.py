"""What the print preview says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casefiles.domain.words import Lang

TITLE = Label("打印预览", "Print preview")
MASKED = Label("隐去证号和电话", "Mask ID and phone")
LANGUAGE = Label("文书语言", "Language of the paper")
ZH = Label("中文", "Chinese")
EN = Label("英文", "English")
FIT_WIDTH = Label("适合宽度", "Fit width")
FIT_PAGE = Label("整页", "Whole page")
ZOOM_IN = Label("放大", "Zoom in")
ZOOM_OUT = Label("缩小", "Zoom out")
SAVE = Label("保存 PDF", "Save as PDF")
PRINT = Label("打印", "Print")
SAVED = Label("已保存：{name}", "Saved: {name}")
PRINTED = Label("已送往打印机，{n} 页。", "Sent to the printer: {n} pages.", "Sent to the printer: {n} page.")
PAGE_OF = Label("第 {page} 页，共 {n} 页", "Page {page} of {n}")
VIEW = Label("纸面预览", "The pages")
NO_PRINTER = Label(
    "没有可用的打印机。可以先保存为 PDF，再到别处打印。",
    "No printer is set up. Save as PDF and print elsewhere.",
)
PDF = Label("PDF 文件 (*.pdf)", "PDF files (*.pdf)")
CHARACTER = Label("{c}（{code}）", "{c} ({code})")
"""a character that no font has cannot be read: its number says which it is"""
MISSING = Label(
    "有 {n} 个字没有字形，已画成方框：{text}",
    "{n} characters have no glyph and are drawn as boxes: {text}",
    "{n} character has no glyph and is drawn as a box: {text}",
)


def characters(missing: Iterable[str], lang: Lang) -> str:
    """Characters that no font has, each with its number."""
    return " ".join(CHARACTER(lang, c=c, code=f"U+{ord(c):04X}") for c in missing)
