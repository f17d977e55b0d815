"""The sentences about whose computer is which: invitations, blocked computers, logs written twice."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "REVOKED_SENDER": Label(
        "该电脑已停用。{n} 条记录已隔离；停用它的单位请在“电脑与邀请”页决定是否接收。",
        "This computer is blocked. {n} records of it are kept aside; the office that blocked it decides on the page of "
        "computers.",
    ),
    "OUT_OF_SCOPE": Label(
        "{n} 条记录超出该单位权限，已隔离。请在“电脑与邀请”页查看，决定是否采用。",
        "Kept aside, because the office had no say in these records: {n}. Look at them on the page of computers and "
        "decide.",
    ),
    "NOTHING_BEYOND": Label(
        "“{value}”没有等待决定的越权内容。请查看“电脑与邀请”页。",
        "Nothing that an office had no say in waits for “{value}”. Look at the page of computers.",
    ),
    "BEYOND_NOT_OURS": Label(
        "“{value}”不在本单位辖区内，由它所在的单位或上级决定。",
        "“{value}” does not live in your division; its own office or one above it decides.",
    ),
    "BLOCKED_OFFICE": Label(
        "“{value}”的电脑已停用，不能再给它导出。请先邀请该单位的新电脑，或重新接受它的名片。",
        "The computer of “{value}” is blocked and gets no more packages. Invite the office's new computer, or accept "
        "its card anew.",
    ),
    "CARD_BLOCKED": Label(
        "“{value}”的这台电脑已停用。如确认可以重新使用，请选择“更换名片”。",
        "This computer of “{value}” is blocked. If it may be used again, accept the card as a replacement.",
    ),
    "UNKNOWN_DEVICE": Label(
        "不认识“{value}”。请从电脑列表中选择单位或电脑编号。",
        "“{value}” is not known. Name an office or a computer from the list of computers.",
    ),
    "TOO_MANY_LOGS": Label(
        "“{value}”的数据包带来的电脑太多（{n} 台，最多 {limit} 台），没有写入任何内容。请联系该单位查明原因。",
        "The package of “{value}” brings too many computers ({n}; at most {limit}). Nothing was written. Find out why.",
    ),
    "CANNOT_BLOCK": Label(
        "“{value}”不是下级单位的电脑。请联系它的上级单位处理。",
        "“{value}” is not of an office below yours. Ask the office above it to decide.",
    ),
    "BLOCK_REASON": Label(
        "没有“{value}”这个停用原因。可选：{choices}。",
        "“{value}” is no reason for blocking. Choose one of: {choices}.",
    ),
    "BLOCK_DAY": Label(
        "“{value}”不是日期，或晚于今天。请写发现的日期，例如 2026-11-03。",
        "“{value}” is no date, or later than today. Write the day that it was found, such as 2026-11-03.",
    ),
    "NOT_BLOCKED": Label(
        "这台电脑没有被本单位停用：{value}。请查看电脑列表。",
        "Your office has not blocked this computer: {value}. Look at the list of computers.",
    ),
    "NO_FORK": Label(
        "没有“{value}”这条重复身份的记录。请查看重复身份列表。",
        "There is no identity used twice called “{value}”. Look at the list of those.",
    ),
    "INVITE_TYPO": Label(
        "邀请码有误：{where}。邀请码是 10 位字母和数字，不含 0、O、1、I。请对照邀请单或电话里的码改正，再输一次；"
        "输错不会作废邀请。",
        "The code of the invitation is misspelled: {where}. It has 10 letters and digits, never 0, O, 1 or I. Compare "
        "it with the slip or ask by telephone, and type it again. A wrong try does not use the invitation up.",
    ),
    "INVITE_BAD": Label(
        "这个邀请码打不开邀请“{value}”：码没有写错位，但属于另一份邀请，或邀请文件已损坏。没有写入任何内容，这份邀请仍然"
        "有效。请打电话向发出邀请的上级单位核对这份邀请的码。",
        "This code does not open the invitation “{value}”: it is not misspelled, but is that of another invitation, or "
        "the file was altered. Nothing was written and the invitation still stands. Ask the office above by telephone "
        "for the code of this one.",
    ),
    "INVITE_USED": Label(
        "“{value}”的邀请已被另一台电脑使用。请联系对方，必要时重新邀请。",
        "The invitation of “{value}” was used by another computer. Call the office, and invite it anew if need be.",
    ),
    "INVITE_DONE": Label(
        "“{value}”已经用这份邀请登记了电脑，不能再作废。如果用它的不是对方，请停用那台电脑。",
        "A computer of “{value}” was registered by this invitation, which cannot be withdrawn any more. If it was not "
        "theirs, block that computer.",
    ),
    "NO_INVITATION": Label(
        "没有编号为“{value}”的邀请。请查看发出的邀请。",
        "There is no invitation “{value}”. Look at the list of invitations.",
    ),
    "INVITE_NOT_BELOW": Label(
        "“{value}”不在本单位辖区内，不能邀请。请核对区划代码。",
        "“{value}” does not lie in your division and cannot be invited. Check the code.",
    ),
    "FIRST_MISSING": Label(
        "邀请带来的档案数据包不在“{value}”中。单位已建好，可以开始工作；找到数据包后，在“数据交换”页导入。",
        "The records that come with the invitation are not in “{value}”. The office is set up and you can begin to "
        "work; import the package on the exchange page when you have found it.",
    ),
    "HELP_NONE": Label(
        "本机的密钥没有寄存在上级单位，上级帮不了。请用别人的账号登录，或联系上级重新邀请本单位。",
        "The key of this computer is deposited with nobody above, who therefore cannot help. Let somebody else who "
        "has an account log in, or ask the office above to invite this office anew.",
    ),
    "NOT_A_HELP": Label(
        "“{value}”不是求助文件。请选择下级单位给的 .help 文件。",
        "“{value}” is no request for help. Choose the .help file that the office below gave you.",
    ),
    "HELP_NOT_BELOW": Label(
        "“{value}”不是下级单位，不能帮它解锁。请交给它的上级单位。",
        "“{value}” is not below this office and cannot be helped here. Give the file to the office above it.",
    ),
    "HELP_NOT_OURS": Label(
        "求助文件里的密钥不是寄存在这台电脑的，或已损坏。请在本单位另一台电脑上打开，或请对方重新写求助文件。",
        "The key in this request was not deposited with this computer, or it was altered. Open it on another computer "
        "of this office, or let them write a new request.",
    ),
    "HELP_BLOCKED": Label(
        "“{value}”的这台电脑已停用，不能帮它解锁。请先打电话核实，确认找回后重新接受它的名片。",
        "This computer of “{value}” is blocked and is not helped. Ask by telephone first; if it was found again, "
        "accept its card anew.",
    ),
    "NOT_AN_UNLOCK": Label(
        "“{value}”不是解锁文件。请选择上级单位给的 .unlock 文件。",
        "“{value}” is no answer. Choose the .unlock file that the office above gave you.",
    ),
    "UNLOCK_NOT_FOR_US": Label(
        "解锁文件不是给这台电脑的，或求助后又写过新的求助文件。请用最近一次求助得到的解锁文件。",
        "This answer is not for this computer, or a newer request was written since. Use the answer to the last "
        "request.",
    ),
    "UNLOCK_WRONG_KEY": Label(
        "这份解锁文件打不开本机的数据。请重新写求助文件，交给上级单位。",
        "This answer does not open the data on this computer. Write a new request and take it to the office above.",
    ),
    "HELP_TYPO": Label(
        "解锁码有误：{where}。解锁码是 10 位字母和数字，不含 0、O、1、I。请打电话与上级单位逐位核对，再输一次；"
        "输错不会作废解锁文件。",
        "The code of the answer is misspelled: {where}. It has 10 letters and digits, never 0, O, 1 or I. Compare it "
        "with the office above by telephone, and type it again. A wrong try does not use the answer up.",
    ),
    "HELP_BAD": Label(
        "这个解锁码打不开这份解锁文件：码没有写错位，但属于另一份，或文件已损坏。没有改动任何内容，解锁文件仍然有效。"
        "请打电话向上级单位核对这一份的码。",
        "This code does not open this answer: it is not misspelled, but is that of another answer, or the file was "
        "altered. Nothing was changed and the answer still stands. Ask the office above by telephone for its code.",
    ),
    "HELP_TAKEN": Label(
        "{day}，“{login}”的密码在“{office}”帮助下重新设置。如果您不知道这件事，请马上联系上级。",
        "On {day} the passphrase of “{login}” was set anew with the help of “{office}”. If you do not know of that, "
        "call the office above at once.",
    ),
    "NOT_AN_INVITATION": Label(
        "“{value}”不是邀请文件。请选择上级单位给的 .invitation 文件。",
        "“{value}” is not an invitation. Choose the .invitation file that the office above gave you.",
    ),
}
