"""What the exchange page says of files that came by a joining of divisions, and forms of what is no more."""

from __future__ import annotations

from casefiles.domain.words import Label

TITLE = Label("因区划合并转来的档案", "Files that came by a joining")
FROM = Label("原{name}，{on} 起并入", "From {name}, joined on {on}")
FILES = Label("查看档案…", "Look at the files…")
FILES_OF = Label("查看原{name}的档案", "Look at the files of {name}")
DONE = Label("已核对", "Looked through")
DONE_OF = Label("已核对：原{name}的档案", "Looked through: the files of {name}")
IS_DONE = Label("已从名单里去掉", "Off the list")
PUT_IN = Label("改填{name}", "Put in {name}")
PUT_IN_CODE = Label("改填{name}（{code}）", "Put in {name} ({code})")
