"""The sentences of packages that are traced, compared and receipted, and of questions sent back."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "NO_PACKAGE": Label(
        "没有编号为“{value}”的数据包。请在交换页或 sync-status 中查看编号，或输入交接单上的 12 位核对码。",
        "There is no package “{value}”. Look its id up on the exchange page, or give the 12 characters of its slip.",
    ),
    "NOTHING_TO_REPAIR": Label(
        "与“{office}”没有已知不一致的记录。请先导出时加上核对（--compare），等对方的下一个数据包。",
        "No record is known to differ from “{office}”. Export with --compare first, and wait for their next package.",
    ),
    "RECEIPT_CODE": Label(
        "“{value}”不是核对码：{where}。核对码是交接单上的 12 位数字和字母，分三组。请照着交接单再输一次。",
        "“{value}” is no such code: {where}. It is the 12 digits and letters in three groups on the slip. Type them "
        "again as they stand there.",
    ),
    "RECEIPT_TYPO": Label(
        "没有核对码是“{value}”的数据包，但有一个差一点的：{near}（{where}）。请看交接单上是不是它；是就照它再输一次，"
        "不是就还没有导入。",
        "No package has the code “{value}”, but one is nearly the same: {near} ({where}). See whether the slip says "
        "that; if so type it again, else the package is not imported yet.",
    ),
    "RECEIPT_UNKNOWN": Label(
        "本单位没有核对码是“{value}”的数据包：可能还没有导入，不是同一个文件，或错了不止一位。请先导入 U 盘上的数据包，"
        "再对照交接单输一次；还查不到，请对方把同一个文件再带一次。",
        "No package here has the code “{value}”: it is not imported yet, is another file, or more than one character "
        "is off. Import what is on the stick, then type the code again as the slip has it; still not found, let "
        "them bring the same file again.",
    ),
    "QUESTION_EMPTY": Label(
        "请写明要核实或补正什么。", "Say what is to be checked or put right."
    ),
    "QUESTION_ABOUT": Label(
        "“{kind}”不属于任何儿童、家庭或五老，退回后没有单位能收到。请在所属的档案上提出。",
        "“{kind}” hangs on no child, household or mentor; the question would reach nobody. Ask it of the file itself.",
    ),
    "QUESTION_NO_ANSWER": Label(
        "请填写答复：改了什么，或者为什么不改。", "Enter the answer: what was put right, or why not."
    ),
    "QUESTION_UNANSWERED": Label(
        "这个问题还没有答复，不能了结。不再需要答复的，请撤回。",
        "This question has no answer yet and cannot be settled. If none is needed any more, withdraw it.",
    ),
    "QUESTION_CLOSED": Label(
        "这个问题已经了结（{state}）。有新的问题请另行退回。",
        "This question is closed already ({state}). Ask a new one instead.",
    ),
    "QUESTION_NOT_OURS": Label(
        "这个问题是“{office}”提出的，只有它能了结或撤回；本单位请答复。",
        "“{office}” asked this question; only that office can close or withdraw it. Answer it instead.",
    ),
}
