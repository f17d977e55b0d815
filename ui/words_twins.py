"""What the window and the console say of files that may be the same child."""

from __future__ import annotations

from casefiles.domain.words import Label

NAME = Label("可能是同一个孩子", "Maybe the same child")
HELP = Label(
    "并排核对后合并，或者记下“不是同一人”。最像的排在最前。",
    "Look at both, then merge them or mark them as not the same. The likeliest come first.",
)
ALIKE_HELP = Label(
    "并排核对后合并，或者记下“不是同一人”。", "Look at both, then merge them or mark them as not the same."
)
SEARCH = Label("查找全部档案", "Look through all files")
SEARCHED = Label("上次查找 {day}", "Last looked through on {day}")
NEVER = Label("还没有查找过全部档案。", "The files were never looked through.")
LOOKING = Label("正在比较档案", "Comparing files")
STOPPED = Label("已停止查找，原来的结果还在。", "Stopped; what was found before is still there.")
FOUND = Label(
    "找到 {n} 对可能相同的档案。", "{n} pairs of files may be the same.", "{n} pair of files may be the same."
)
NONE = Label("没有发现可能相同的档案。", "No files look like the same child.")
AND = Label("{name} 与 {other}", "{name} and {other}")
NEXT = Label(
    "show 编号 核对后：merge 多余的编号 留下的编号，或 not-same 编号 编号。",
    "Look with show ID, then: merge SPARE KEPT, or not-same ID ID.",
)
ADDED = Label(
    "可能与已有档案是同一个孩子：{name}（{other}），{why}。同一人：merge {row} {other}；不是：not-same {row} {other}。",
    "Maybe the same child as a file that is here: {name} ({other}), {why}. The same: merge {row} {other}; not the"
    " same: not-same {row} {other}.",
)
IMPORTED = Label(
    "新收到的档案中有 {n} 对可能是同一个孩子，请到工作清单核对。",
    "{n} pairs of the files that came in may be the same child; look at them in the worklists.",
    "{n} pair of the files that came in may be the same child; look at it in the worklists.",
)
