"""Makes docs/fields.md from the catalogue: `python resources/build_fields.py` writes, `--check` compares."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from casefiles.domain.entities import ENTITIES  # noqa: E402
from casefiles.domain.fieldtypes import Choice, Ref  # noqa: E402

TARGET = ROOT / "docs" / "fields.md"


def text() -> str:
    """The page."""
    lines = ["# 字段 Fields", "", "Made from the catalogue by `resources/build_fields.py`; do not edit.", ""]
    for entity in ENTITIES.values():
        lines += [f"## {entity.label.zh} {entity.label.en} (`{entity.name}`)", ""]
        lines += ["| name | 字段 | field | kind | notes |", "| --- | --- | --- | --- | --- |"]
        for field in entity.fields.values():
            kind = field.kind
            what = kind.name
            if isinstance(kind, Choice):
                what += f" of `{kind.codes.key}`"
            if isinstance(kind, Ref):
                what += f" to `{kind.entity}`"
            flags = [n for n in ("required", "listed", "sensitive") if getattr(field, n)]
            if field.shown_when:
                flags.append(f"when {field.shown_when[0]} = {field.shown_when[1]}")
            lines.append(f"| `{field.name}` | {field.label.zh} | {field.label.en} | {what} | {', '.join(flags)} |")
        lines.append("")
    return "\n".join(lines)


def main() -> int:
    """Write, or compare with --check."""
    made = text()
    if "--check" in sys.argv:
        return 0 if TARGET.exists() and TARGET.read_text(encoding="utf-8") == made else 1
    TARGET.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
