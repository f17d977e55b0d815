"""What the console says of what goes to an office."""

from __future__ import annotations

from casefiles.domain.words import Label

SEES = Label("“{name}”得到的范围：{profile}。", "What “{name}” gets: {profile}.")
RECORDS = Label("　{entity}：{n} 条新的或有变动的", "  {entity}: {n} new or changed")
NOTES = Label("　其中 {n} 条带文字记录", "  {n} of them with running text")
HIDDEN = Label("　另有 {n} 条变更只带校验值，看不到内容", "  {n} more changes as checks alone, nothing can be read")
FIGURES = Label("　统计数：{n} 个区划", "  counts of {n} divisions")
NO_FIGURES = Label("还没有收到下级的统计数。", "No counts of an office below have arrived yet.")
FIELDS = Label(
    "　约定字段按选项计人数：{fields}（不足 {n} 人的不单列）",
    "  agreed fields, children counted by value: {fields} (fewer than {n} are not told apart)",
)
