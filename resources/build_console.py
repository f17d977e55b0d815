"""Makes the reference in docs/console.md from the parser: this script writes it, `--check` compares.

What stands before the line `<!-- made -->` is written by hand.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from casefiles.domain.entities import ENTITIES  # noqa: E402
from ui.console import words, words_help  # noqa: E402
from ui.console.grammar import Parser, heading, is_commands  # noqa: E402
from ui.console.parser import build  # noqa: E402

TARGET = ROOT / "docs" / "console.md"
MARK = "<!-- made -->"


def commands() -> dict[str, Parser]:
    """Every command's parser, in the order in which people look for them."""
    sub = next(a for a in build("zh").every() if is_commands(a))
    order = [name for _, names in words_help.GROUPS for name in names]
    return {name: sub.choices[name] for name in [*order, *(n for n in sub.choices if n not in order)]}


def _code(text: str) -> str:
    return f"`{text}`".replace("|", "\\|")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _arguments(parser: Parser) -> list[str]:
    rows = []
    for action in parser.shown():
        said = parser.said(action)
        assert said is not None, f"{parser.command} {action.dest}: words_help.ARGUMENTS"  # noqa: S101
        rows.append(f"| {_code(heading(action))} | {_cell(said.zh)} | {_cell(said.en)} |")
    return ["", "| | 说明 | |", "| --- | --- | --- |", *rows] if rows else []


def text() -> str:
    """The reference."""
    lines = [MARK, "", "## 命令逐个说明 Every command", ""]
    lines += ["Made from the parser by `resources/build_console.py`; do not edit below. 以下由程序生成，请勿修改。", ""]
    lines += ["Before or after every command 每个命令前后都可写："]
    lines += _arguments(build("zh"))
    lines += [
        "",
        '`PROBLEM` is `{"code", "entity", "id", "field", "value", "zh", "en"}`, with `"near"` where a name was '
        'mistyped. Exit codes 2 and 3 answer `{"problems": [PROBLEM, ...]}`, from every command; what follows `3:` '
        'says more. '
        "退出码为 2 或 3 时，每个命令都这样回答；`3:` 后面写的是另外还有的内容。",
    ]
    for name, parser in commands().items():
        said = words.COMMANDS[name]
        lines += ["", f"### {name}", "", f"{said.zh}。 {said.en[:1].upper()}{said.en[1:]}.", ""]
        lines += ["```", parser.usage_line(), "```"]
        lines += _arguments(parser)
        if shapes := words_help.ANSWERS[name]:
            lines += ["", "`--json`:", "", "```", *shapes, "```"]
    lines += ["", "## 登记类别 Entities", ""]
    lines += ["Their fields are in [fields.md](fields.md). 字段见该页。", ""]
    lines += ["| ENTITY | 名称 | name |", "| --- | --- | --- |"]
    lines += [f"| `{e.name}` | {e.label.zh} | {e.label.en} |" for e in ENTITIES.values()]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write, or compare with --check."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    stands = TARGET.read_text(encoding="utf-8")
    made = stands.partition(MARK)[0].rstrip() + "\n\n" + text()
    if parser.parse_args().check:
        return 0 if stands == made else 1
    TARGET.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
