"""What the viewer of photos and scans says."""

from __future__ import annotations

from casefiles.domain.words import Label

TITLE = Label("查看照片和扫描件", "Photos and scans")
PLACE = Label("第 {at} 个，共 {n} 个", "{at} of {n}")
PAGE = Label("第 {at} 页，共 {n} 页", "Page {at} of {n}")
PREVIOUS = Label("上一个 (←)", "Previous (←)")
NEXT = Label("下一个 (→)", "Next (→)")
PAGE_UP = Label("上一页 (PgUp)", "Page before (PgUp)")
PAGE_DOWN = Label("下一页 (PgDn)", "Page after (PgDn)")
ZOOM_IN = Label("放大 (+)", "Zoom in (+)")
ZOOM_OUT = Label("缩小 (-)", "Zoom out (-)")
FIT = Label("适合窗口 (0)", "Fit (0)")
TURN = Label("向右转 (R)", "Turn right (R)")
PRINT = Label("打印 (Ctrl+P)", "Print (Ctrl+P)")
SAVE = Label("另存 (Ctrl+S)", "Save a copy (Ctrl+S)")
CLOSE = Label("关闭 (Esc)", "Close (Esc)")
STAGE = Label("照片：+ - 缩放，R 旋转，← → 换一个", "Photo: + - zoom, R turn, ← → another one")
LOADING = Label("正在打开…", "Opening…")
ASK_COPY = Label(
    "另存的副本没有加密，含儿童个人信息，谁拿到都能看。用完请删除，不要发到微信群。要继续吗？",
    "The copy is not encrypted and shows a child: whoever gets it can look at it. Delete it after use and send it to no"
    " chat group. Go on?",
)
GO_ON = Label("继续另存", "Save a copy")
NOT_NOW = Label("不另存", "Do not save")
COPY_AS = Label("另存为", "Save a copy as")
SAVED = Label("已另存为 {name}，这份副本没有加密。", "Saved as {name}. This copy is not encrypted.")
PRINTED = Label("已送去打印", "Sent to the printer")
CANNOT_SHOW = Label("这一页画不出来。", "This page cannot be drawn.")
