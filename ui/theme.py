"""The look as data: colours, sizes and fonts; every widget, delegate and chart draws from here.

Three colour schemes and three text sizes. Text grows by the full step, spacing by half of it, so that large
text still fits a 1366x768 screen. Contrast is kept by a test: text 4.5, borders, focus and charts 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtGui import QColor

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QIcon

Scheme = Literal["light", "dark", "contrast"]
Size = Literal["normal", "large", "xlarge"]
Tone = Literal["neutral", "primary", "danger", "warn", "ok", "info", "violet"]
Role = Literal["caption", "secondary", "body", "section", "page", "number"]

SCHEMES: tuple[Scheme, ...] = ("light", "dark", "contrast")
SIZES: tuple[Size, ...] = ("normal", "large", "xlarge")
SCALE: dict[str, float] = {"normal": 1.0, "large": 1.15, "xlarge": 1.33}
TEXT: dict[str, int] = {"caption": 13, "secondary": 14, "body": 15, "section": 16, "page": 22, "number": 28}
TONES: tuple[Tone, ...] = ("neutral", "primary", "danger", "warn", "ok", "info", "violet")


@dataclass(frozen=True)
class Palette:
    """The colours of one scheme, `#RRGGBB`. `*_soft` is the ground on which the colour before it is text."""

    bg: str
    surface: str
    sunken: str
    border: str
    button_border: str
    input_border: str
    text: str
    text2: str
    text3: str
    primary: str
    primary_hover: str
    on_primary: str
    soft: str
    on_soft: str
    selected: str
    hover: str
    focus: str
    neutral: str
    neutral_soft: str
    danger: str
    danger_soft: str
    warn: str
    warn_soft: str
    ok: str
    ok_soft: str
    info: str
    info_soft: str
    violet: str
    violet_soft: str
    toast: str
    on_toast: str
    toast_action: str
    scrollbar: str
    grid: str
    chart: tuple[str, ...]
    chart_pale: str
    avatars: tuple[tuple[str, str], ...]


LIGHT = Palette(
    bg="#F3F5F7", surface="#FFFFFF", sunken="#EDF1F4", border="#DDE3E8", button_border="#C3CCD4",
    input_border="#7F8D99", text="#18242E", text2="#4A5964", text3="#586873",
    primary="#0B6B6F", primary_hover="#095A5E", on_primary="#FFFFFF", soft="#E2F1F0", on_soft="#0A5C60",
    selected="#DDEEED", hover="#EDF1F4", focus="#0B6B6F",
    neutral="#4A5964", neutral_soft="#EDF1F4", danger="#B3261E", danger_soft="#FBE9E7",
    warn="#8A5300", warn_soft="#FDF1DC", ok="#1E6E45", ok_soft="#E3F3E9",
    info="#1F5A96", info_soft="#E4EEF9", violet="#5B4A9C", violet_soft="#ECE8F7",
    toast="#18242E", on_toast="#FFFFFF", toast_action="#8FE0DC", scrollbar="#7F8D99", grid="#E4E9ED",
    chart=("#0B7A7E", "#B9791A", "#5C7FB8", "#C8604F", "#6A8F4B", "#8A78B4"), chart_pale="#62A3A6",
    avatars=(("#D3E7E6", "#0A5458"), ("#F3DEDA", "#8C2F24"), ("#DDE5F2", "#274E85"), ("#E2EBDA", "#3D5C27"),
             ("#F1E3CE", "#71480A"), ("#E6E1F2", "#4D3E88")),
)  # fmt: skip

DARK = Palette(
    bg="#11171B", surface="#1A2227", sunken="#12191D", border="#2C373E", button_border="#4A5861",
    input_border="#74848F", text="#E8EEF1", text2="#B4C0C8", text3="#99A7B0",
    primary="#3FA9A5", primary_hover="#57BDB9", on_primary="#06211F", soft="#17383A", on_soft="#86D9D4",
    selected="#17383A", hover="#232D33", focus="#57BDB9",
    neutral="#B4C0C8", neutral_soft="#2A343A", danger="#F79B92", danger_soft="#3F201E",
    warn="#EDBE6B", warn_soft="#3A2D15", ok="#82D3A3", ok_soft="#173325",
    info="#8FBCEF", info_soft="#1A2E45", violet="#BDAFF0", violet_soft="#2C2745",
    toast="#E8EEF1", on_toast="#11171B", toast_action="#0A5C60", scrollbar="#67767F", grid="#2A343A",
    chart=("#4DB8B4", "#E0AC52", "#86A9DD", "#E58A7B", "#9CC07B", "#B3A2DC"), chart_pale="#3A7D7C",
    avatars=(("#1D4547", "#8FE0DC"), ("#4F2D29", "#F5B5AC"), ("#26364F", "#A9C9F5"), ("#304023", "#C0DFA3"),
             ("#4A3A1B", "#F0CD8C"), ("#393259", "#CDC1F5")),
)  # fmt: skip

CONTRAST = Palette(
    bg="#FFFFFF", surface="#FFFFFF", sunken="#F2F2F2", border="#000000", button_border="#000000",
    input_border="#000000", text="#000000", text2="#000000", text3="#1F1F1F",
    primary="#003D8F", primary_hover="#002B66", on_primary="#FFFFFF", soft="#DCE8FA", on_soft="#002B66",
    selected="#CFE0FA", hover="#E6E6E6", focus="#B00020",
    neutral="#000000", neutral_soft="#E6E6E6", danger="#8C0010", danger_soft="#FFE3E3",
    warn="#5E3700", warn_soft="#FFF0CC", ok="#00481F", ok_soft="#DDF5E4",
    info="#003D8F", info_soft="#DCE8FA", violet="#3B1F86", violet_soft="#E9E2FB",
    toast="#000000", on_toast="#FFFFFF", toast_action="#FFE566", scrollbar="#4D4D4D", grid="#8C8C8C",
    chart=("#003D8F", "#8A4B00", "#5C2D91", "#A4001D", "#22591B", "#444444"), chart_pale="#4F7FBF",
    avatars=(("#DCE8FA", "#002B66"), ("#FFE3E3", "#6E000C"), ("#E9E2FB", "#2F1670"), ("#DDF5E4", "#003A19"),
             ("#FFF0CC", "#4A2B00"), ("#E6E6E6", "#000000")),
)  # fmt: skip

PALETTES: dict[str, Palette] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}


@dataclass(frozen=True)
class Theme:
    """One scheme at one text size. A value: a switch makes a new Theme and the pages are built again."""

    scheme: Scheme = "light"
    size: Size = "normal"

    @property
    def palette(self) -> Palette:
        return PALETTES[self.scheme]

    @property
    def scale(self) -> float:
        return SCALE[self.size]

    def px(self, space: float) -> int:
        """Spacing in pixels: grows half as fast as the text."""
        return round(space * (1 + (self.scale - 1) / 2))

    def tall(self, pixels: float) -> int:
        """A height or width that holds text: grows as the text does."""
        return round(pixels * self.scale)

    def text_px(self, role: Role) -> int:
        return round(TEXT[role] * self.scale)

    def font(self, role: Role = "body", *, bold: bool = False) -> QFont:
        """For painters and delegates; widgets get theirs from the style sheet by their `kind`."""
        from PySide6.QtGui import QFont

        from ui.fonts import families

        font = QFont()
        font.setFamilies(list(families()))
        font.setPixelSize(self.text_px(role))
        font.setBold(bold)
        return font

    def color(self, name: str) -> QColor:
        """A colour of the palette by name (`text2`, `danger_soft`)."""
        return QColor(str(getattr(self.palette, name)))

    def tone(self, tone: Tone) -> tuple[str, str]:
        """(ground, text) of a tone, for pills and notes."""
        if tone == "primary":
            return self.palette.soft, self.palette.on_soft
        return str(getattr(self.palette, f"{tone}_soft")), str(getattr(self.palette, tone))

    def accent(self, tone: Tone) -> str:
        """The text colour of a tone on a plain surface."""
        if tone == "neutral":
            return self.palette.text
        return str(getattr(self.palette, tone))

    def avatar(self, name: str) -> tuple[str, str]:
        """(ground, text) for a person's letter: the same name always gets the same colour."""
        return self.palette.avatars[sum(map(ord, name[:1])) % len(self.palette.avatars)]

    def icon(self, name: str, color: str = "text2", size: int = 20, checked: str = "") -> QIcon:
        """An icon in a palette colour, growing with the text."""
        from ui import icons  # draws with QtSvg: after the first paint

        on = str(getattr(self.palette, checked)) if checked else ""
        return icons.icon(name, str(getattr(self.palette, color)), self.icon_px(size), on)

    def icon_px(self, size: int = 20) -> int:
        return round(size * self.scale)
