"""The grammar of a call: argparse, which says in both languages what is off and prints help in one of them."""

from __future__ import annotations

import argparse
import re
import unicodedata
from typing import TYPE_CHECKING, Any, NoReturn, TypeGuard

from casefiles.domain.words import Label
from ui.console import words_help as words
from ui.console.usage import Usage, hint, near

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.words import Lang

BEFORE = ("--office", "--passphrase-file", "--login", "--lang")
"""options of every command that take a value; they stand before the command or after it"""
SPREADING = ("list", "sheet", "print")
"""commands in which several conditions may follow one --where"""
_CONDITION = re.compile(r"^[^\s!<>=~-][^\s!<>=~]*\s*(!=|>=|<=|~|=)")
_WIDTH = 100
_OPERANDS = {"on": "DATE", "start": "DATE", "end": "DATE", "sort": "FIELD", "chip": "CHIP", "years": "YEARS"}
_REQUIRED = "the following arguments are required: "
_NOT_WITH = re.compile(r"^argument (\S+): not allowed with argument (\S+)$")
_IGNORED = re.compile(r"^argument (\S+): ignored explicit argument '(.*)'$")


def natural(text: str) -> int:
    """A whole number, 0 or more. Raises ValueError."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def tidy(argv: Sequence[str]) -> list[str]:
    """The words of a call as the parser likes them: what is for every command comes first, `--sort -field` is one
    word, and each condition has a --where of its own."""
    first: list[str] = []
    rest: list[str] = []
    at = 0
    while at < len(argv):
        word = argv[at]
        if word == "--":
            rest += argv[at:]
            break
        if word in BEFORE and at + 1 < len(argv):
            first += argv[at : at + 2]
            at += 2
            continue
        if word == "--json" or word.startswith(tuple(f"{one}=" for one in BEFORE)):
            first.append(word)
        elif word == "--sort" and at + 1 < len(argv) and re.match(r"-[^-]", argv[at + 1]):
            rest.append(f"--sort={argv[at + 1]}")
            at += 1
        else:
            rest.append(word)
        at += 1
    return first + (_spread(rest) if rest and rest[0] in SPREADING else rest)


def _spread(argv: list[str]) -> list[str]:
    found: list[str] = []
    open_ = False
    for at, word in enumerate(argv):
        held = at > 0 and argv[at - 1] == "--where"
        if open_ and not held and _CONDITION.match(word):
            found += ["--where", word]
            continue
        found.append(word)
        open_ = held or word == "--where" or word.startswith("--where=")
    return found


class Parser(argparse.ArgumentParser):
    """One command, or the words before it. What is off is a `Usage`."""

    lang: Lang = "zh"
    command = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # no abbreviations: a new option would break them, and a mistyped one shall be answered with the nearest
        super().__init__(*args, **{**kwargs, "add_help": False, "allow_abbrev": False})
        self.add_argument("-h", "--help", action="help")

    # what is off

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """The words as values. Raises Usage."""
        found, over = self.parse_known_args(args, namespace)
        if over:
            self._over(over, found)
        return found

    def _over(self, over: list[str], found: argparse.Namespace) -> NoReturn:
        told: Parser = self
        for action in self._actions:
            if is_commands(action) and getattr(found, "command", None):
                told = action.choices[found.command]
        option = next((word for word in over if word.startswith("-") and word != "-"), "")
        if option:
            name = option.partition("=")[0]
            known = [s for p in {id(self): self, id(told): told}.values() for s in p.options()]
            likely = near(name, known)
            raise Usage("CALL_OPTION", name, name, hint=hint(likely, told.see()), near=likely)
        raise Usage("CALL_WORD", over[0], hint=told.see(), near=[])

    def every(self) -> list[argparse.Action]:
        """All its arguments, with the command's name where one follows."""
        return list(self._actions)

    def options(self) -> list[str]:
        """All options of this command."""
        return [s for action in self._actions for s in action.option_strings]

    def see(self) -> Label:
        """Where to look: how the command is written."""
        if not self.command:
            return words.SEE_ALL
        return Label(words.USAGE("zh", usage=self.usage_line()), words.USAGE("en", usage=self.usage_line()))

    def error(self, message: str) -> NoReturn:
        """What argparse has found, as a Usage."""
        if message.startswith(_REQUIRED):
            missing = [n.split("/")[-1] for n in message.removeprefix(_REQUIRED).split(", ")]
            missing = [n.upper() if n.isidentifier() else n for n in missing]
            raise Usage("CALL_MISSING", "", missing[0], names=", ".join(missing), hint=self.see())
        if found := _NOT_WITH.match(message):
            name, other = (n.split("/")[-1] for n in found.groups())
            raise Usage("CALL_BOTH", name, name, name=name, other=other)
        if found := _IGNORED.match(message):
            name = found[1].split("/")[-1]
            raise Usage("CALL_FLAG", found[2], name, name=name)
        raise Usage("CALL_OTHER", message, hint=self.see())

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        known = [str(choice) for choice in action.choices]
        likely = near(str(value), known)
        if is_commands(action):
            raise Usage("CALL_COMMAND", str(value), "COMMAND", hint=hint(likely, words.SEE_ALL), near=likely)
        name = _name(action)
        choices = ", ".join(dict.fromkeys([*likely, *known]))
        raise Usage("CALL_CHOICE", str(value), name, name=name, choices=choices, near=likely)

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        try:
            return super()._get_value(action, arg_string)
        except argparse.ArgumentError:
            name = _name(action) if action.option_strings else _operand(action)  # as help calls it
            raise Usage("CALL_NUMBER", arg_string, name, name=name) from None

    def _match_argument(self, action: argparse.Action, arg_strings_pattern: str) -> int:
        try:
            return super()._match_argument(action, arg_strings_pattern)
        except argparse.ArgumentError:
            raise Usage("CALL_VALUE", "", _name(action), name=_name(action)) from None

    # help

    def shown(self) -> list[argparse.Action]:
        """The arguments that help tells about, but for --help."""
        return [a for a in self._actions if a.dest != "help" and not is_commands(a)]

    def said(self, action: argparse.Action) -> Label | None:
        """What an argument is for."""
        name = _name(action)
        return words.ARGUMENTS.get(f"{self.command} {name}") or words.ARGUMENTS.get(name)

    def usage_line(self) -> str:
        """How the command is written, as one line."""
        parts = ["./run", self.command or words.BEFORE_COMMAND]
        actions = self.shown()
        parts += [_written(a) for a in actions if not a.option_strings and self.command]
        parts += [_written(a) for a in actions if a.option_strings and self.command]
        return " ".join(parts)

    def format_usage(self) -> str:
        """How the command is written."""
        return words.USAGE(self.lang, usage=self.usage_line()) + "\n"

    def format_help(self) -> str:
        """The page of help, in the language of the call."""
        lang = self.lang
        lines = [self.format_usage().rstrip(), "", self.description or ""]
        sub = next((a for a in self._actions if is_commands(a)), None)
        if sub is not None:
            lines += _commands(lang, sub)
        for title, some in (
            (words.POSITIONAL, [a for a in self.shown() if not a.option_strings]),
            (words.OPTIONAL, [a for a in self.shown() if a.option_strings]),
        ):
            if some:
                rows = [(heading(a), said(lang) if (said := self.said(a)) else "") for a in some]
                lines += ["", title(lang), *_columns(rows)]
        if shapes := words.ANSWERS.get(self.command):
            lines += ["", words.WITH_JSON(lang), *(f"  {shape}" for shape in shapes)]
        lines += ["", (words.CODES if sub is not None else words.EVERY)(lang)]
        return "\n".join(lines) + "\n"


def _name(action: argparse.Action) -> str:
    if action.option_strings:
        return max(action.option_strings, key=len)
    metavar = action.metavar if isinstance(action.metavar, str) else None
    return metavar or action.dest


def _operand(action: argparse.Action) -> str:
    if isinstance(action.metavar, str):
        return action.metavar
    if action.type is natural:
        return "YEAR" if action.dest == "year" else "N"
    if action.choices is not None:
        return "|".join(str(choice) for choice in action.choices)
    return _OPERANDS.get(action.dest) or action.dest.upper().replace("_", "-")


def is_commands(action: argparse.Action) -> TypeGuard[argparse._SubParsersAction[Any]]:
    """Whether this is the argument that names the command."""
    return isinstance(action, argparse._SubParsersAction)  # noqa: SLF001


def heading(action: argparse.Action) -> str:
    """An argument with what it takes, as it stands in help."""
    if not action.option_strings:
        return _operand(action)
    return f"{_name(action)} {_operand(action)}" if action.nargs != 0 else _name(action)


def _written(action: argparse.Action) -> str:
    """An argument as it stands in the line of usage."""
    said = heading(action)
    if not action.option_strings:
        return {"?": f"[{said}]", "*": f"[{said} ...]", "+": f"{said} ..."}.get(str(action.nargs), said)
    if isinstance(action, argparse._AppendAction):  # noqa: SLF001
        return f"[{said}]..."
    return said if action.required else f"[{said}]"


def _commands(lang: Lang, sub: argparse._SubParsersAction[Any]) -> list[str]:
    lines = []
    left = list(sub.choices)
    for title, names in (*words.GROUPS, (words.OTHERS, ())):
        some = [n for n in names if n in left] if names else left
        left = [n for n in left if n not in some]
        if some:
            rows = [(name, sub.choices[name].description or "") for name in some]
            lines += ["", title(lang), *_columns(rows)]
    return lines


def _columns(rows: Sequence[tuple[str, str]]) -> list[str]:
    """Two columns, the second one wrapped; a Chinese character takes two places."""
    width = min(26, max(len(a) for a, _ in rows) + 2)
    lines = []
    for left, right in rows:
        wrapped = _wrap(right, _WIDTH - width - 2) or [""]
        if len(left) + 2 > width:
            lines.append(f"  {left}")
            left = ""
        lines.append(f"  {left:<{width}}{wrapped[0]}".rstrip())
        lines += [" " * (width + 2) + more for more in wrapped[1:]]
    return lines


def _wrap(text: str, width: int) -> list[str]:
    lines, line, used = [], "", 0
    for piece in re.findall(r"[\x21-\x7e“”’]+\s*|\s+|.", text):
        size = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in piece.rstrip())
        closing = piece[0] in "，。；：、？！）"
        if used + size > width and line and not closing:
            lines.append(line.rstrip())
            line, used = "", 0
        line += piece
        used += size + len(piece) - len(piece.rstrip())
    return [*lines, line.rstrip()] if line.strip() else lines
