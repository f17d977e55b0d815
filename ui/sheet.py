"""The one style sheet, made from a Theme. Widgets choose their look by the dynamic property `kind`.

Traps this file knows: a selector on a real property such as `pos` or `text` silently fails, so ours are `kind`,
`tone` and `edge`; a thicker border on focus would move the text, so the padding gives back what the border takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

from ui.icons import file_for_sheet
from ui.theme import TONES, Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

RADIUS, CARD_RADIUS = 8, 12


def _box(theme: Theme, height: int, side: int, border: int, upright: int = 0) -> str:
    """Geometry whose outer size does not depend on the border's width."""
    inside = theme.tall(height) - 2 * border - 2 * upright
    return (
        f"min-height: {inside}px; padding: {upright}px {theme.px(side) - border}px; "
        f"border-width: {border}px; border-style: solid;"
    )


def tip_colors(theme: Theme) -> tuple[str, str, str]:
    """Ground, ink and border of a tooltip: dark in the dark scheme too, where the toast is bright."""
    p = theme.palette
    return (p.hover, p.text, p.input_border) if theme.scheme == "dark" else (p.toast, p.on_toast, p.toast)


def _labels(theme: Theme) -> str:
    p = theme.palette
    t = theme.text_px
    tones = "".join(f'QLabel[tone="{tone}"] {{ color: {theme.accent(tone)}; }}\n' for tone in TONES)
    return f"""
QLabel {{ background: transparent; color: {p.text}; }}
QLabel[kind="caption"] {{ font-size: {t("caption")}px; color: {p.text3}; }}
QLabel[kind="secondary"] {{ font-size: {t("secondary")}px; color: {p.text2}; }}
QLabel[kind="label"], QLabel[kind="strong"] {{ font-weight: bold; }}
QLabel[kind="section"] {{ font-size: {t("section")}px; font-weight: bold; }}
QLabel[kind="page"] {{ font-size: {t("page")}px; font-weight: bold; }}
QLabel[kind="number"] {{ font-size: {t("number")}px; font-weight: bold; }}
QLabel[kind="error"] {{ font-size: {t("secondary")}px; color: {p.danger}; }}
{tones}"""


def _buttons(theme: Theme) -> str:
    p = theme.palette
    box = _box(theme, 38, 14, 1)
    box2 = _box(theme, 38, 14, 2)
    nav, tight = _box(theme, 40, 12, 2), _box(theme, 26, 12, 2)
    mini, undo, undo2 = _box(theme, 28, 4, 2), _box(theme, 30, 10, 1), _box(theme, 30, 10, 2)
    chip, chip2 = _box(theme, 32, 13, 1), _box(theme, 32, 13, 2)
    seg, seg2 = _box(theme, 38, 10, 1), _box(theme, 38, 10, 2)
    round_chip = theme.tall(32) // 2
    return f"""
QPushButton {{ {box} border-color: {p.button_border}; border-radius: {RADIUS}px; background: {p.surface};
  color: {p.text}; outline: none; }}
QPushButton:hover {{ background: {p.hover}; }}
QPushButton:focus {{ {box2} border-color: {p.focus}; }}
QPushButton:disabled {{ color: {p.text3}; background: {p.sunken}; border-color: {p.border}; }}
QPushButton[kind="primary"] {{ background: {p.primary}; border-color: {p.primary}; color: {p.on_primary};
  font-weight: bold; }}
QPushButton[kind="primary"]:hover {{ background: {p.primary_hover}; }}
QPushButton[kind="primary"]:focus {{ border-color: {p.text}; }}
QPushButton[kind="primary"]:disabled {{ color: {p.text3}; background: {p.sunken}; border-color: {p.border}; }}
QPushButton[kind="soft"] {{ background: {p.soft}; border-color: {p.soft}; color: {p.on_soft}; }}
QPushButton[kind="soft"]:hover {{ background: {p.selected}; border-color: {p.on_soft}; }}
QPushButton[kind="soft"]:focus {{ border-color: {p.focus}; }}
QPushButton[kind="soft"]:disabled {{ color: {p.text3}; background: {p.sunken}; border-color: {p.sunken}; }}
QPushButton[kind="danger"] {{ border-color: {p.danger}; color: {p.danger}; }}
QPushButton[kind="danger"]:hover {{ background: {p.danger_soft}; }}
QPushButton[kind="danger"]:focus {{ border-color: {p.danger}; }}
QPushButton[kind="danger"]:disabled {{ color: {p.text3}; border-color: {p.border}; }}
QPushButton[kind="ghost"], QPushButton[kind="icon"] {{ background: transparent; border-color: transparent;
  color: {p.text2}; }}
QPushButton[kind="ghost"]:hover, QPushButton[kind="icon"]:hover {{ background: {p.hover}; }}
QPushButton[kind="ghost"]:focus, QPushButton[kind="icon"]:focus {{ border-color: {p.focus}; }}
QPushButton[kind="ghost"]:disabled, QPushButton[kind="icon"]:disabled {{ background: transparent; }}
QPushButton[kind="icon"] {{ padding-left: 0; padding-right: 0; min-width: {theme.tall(38) - 4}px; }}
QPushButton[kind="nav"] {{ {nav} text-align: left; border-color: transparent; background: transparent;
  color: {p.text2}; }}
QPushButton[kind="nav"][tight="true"] {{ {tight} }}
QPushButton[kind="nav"]:hover {{ background: {p.hover}; }}
QPushButton[kind="nav"]:checked {{ background: {p.soft}; color: {p.on_soft}; font-weight: bold; }}
QPushButton[kind="nav"]:focus {{ border-color: {p.focus}; }}
QPushButton[kind="chip"] {{ {chip} border-radius: {round_chip}px; font-size: {theme.text_px("secondary")}px;
  color: {p.text2}; }}
QPushButton[kind="chip"]:checked {{ background: {p.soft}; border-color: {p.primary}; color: {p.on_soft}; }}
QPushButton[kind="chip"]:focus {{ {chip2} border-color: {p.focus}; }}
QPushButton[kind="chip"][repeated="true"]:checked {{ background: {p.info_soft}; color: {p.info}; }}
QPushButton[kind="chip"][repeated="true"]:checked:!focus {{ border-color: {p.info}; border-style: dashed; }}
QPushButton[kind="chip"][wrong="true"] {{ border-color: {p.danger}; }}
QPushButton[kind="segment"] {{ {seg} border-color: {p.input_border}; border-radius: 0; margin-left: -1px; }}
QPushButton[kind="segment"][edge="first"] {{ border-top-left-radius: {RADIUS}px; margin-left: 0;
  border-bottom-left-radius: {RADIUS}px; }}
QPushButton[kind="segment"][edge="last"] {{ border-top-right-radius: {RADIUS}px;
  border-bottom-right-radius: {RADIUS}px; }}
QPushButton[kind="segment"][edge="only"] {{ border-radius: {RADIUS}px; margin-left: 0; }}
QPushButton[kind="segment"]:checked {{ background: {p.soft}; border-color: {p.primary}; color: {p.on_soft}; }}
QPushButton[kind="segment"][wrong="true"] {{ border-color: {p.danger}; }}
QPushButton[kind="segment"]:focus {{ {seg2} border-color: {p.focus}; }}
QPushButton[kind="tile"] {{ padding: 0; border: 1px solid {p.border}; border-radius: {CARD_RADIUS}px;
  text-align: left; }}
QPushButton[kind="tile"]:hover {{ border-color: {p.input_border}; background: {p.surface}; }}
QPushButton[kind="tile"]:focus {{ border: 2px solid {p.focus}; }}
QPushButton[kind="mini"] {{ {mini} padding-left: 0; padding-right: 0; min-width: {theme.tall(28) - 4}px;
  border-color: transparent; background: transparent; }}
QPushButton[kind="mini"]:hover {{ background: {p.hover}; }}
QPushButton[kind="mini"]:focus {{ border-color: {p.focus}; }}
QPushButton[kind="mini"]:disabled {{ background: transparent; }}
QPushButton[kind="foot"] {{ {mini} padding-left: 4px; padding-right: 4px; border-color: transparent;
  background: transparent; font-size: {theme.text_px("caption")}px; color: {p.text3}; }}
QPushButton[kind="foot"]:hover {{ background: {p.hover}; }}
QPushButton[kind="foot"]:focus {{ border-color: {p.focus}; }}
QPushButton[kind="undo"] {{ {undo} border-color: transparent; background: transparent;
  color: {p.toast_action}; font-weight: bold; }}
QPushButton[kind="undo"]:hover {{ border-color: {p.toast_action}; }}
QPushButton[kind="undo"]:focus {{ {undo2} border-color: {p.toast_action}; }}
"""


def _fields(theme: Theme) -> str:
    p = theme.palette
    box, box2 = _box(theme, 38, 10, 1), _box(theme, 38, 10, 2)
    down = file_for_sheet("chevron-down", p.text2)
    up = file_for_sheet("chevron-up", p.text2)
    tick = file_for_sheet("check", p.on_primary)
    arrow = theme.icon_px(16)
    one = "QLineEdit, QComboBox, QDateEdit, QDateTimeEdit, QSpinBox, QDoubleSpinBox"
    focus = ", ".join(f"{name.strip()}:focus" for name in one.split(","))
    off = ", ".join(f"{name.strip()}:disabled" for name in one.split(","))
    wrong = ", ".join(f'{name.strip()}[wrong="true"]' for name in (one + ", QPlainTextEdit").split(","))
    marked = [f'{name.strip()}[repeated="true"]' for name in (one + ", QPlainTextEdit").split(",")]
    repeated, at_rest = ", ".join(marked), ", ".join(f"{name}:!focus" for name in marked)
    search_border = p.input_border if theme.scheme == "contrast" else p.sunken
    return f"""
{one} {{ {box} max-height: {theme.tall(38) - 2}px; border-color: {p.input_border};
  border-radius: {RADIUS}px; background: {p.surface}; color: {p.text};
  selection-background-color: {p.primary}; selection-color: {p.on_primary};
  placeholder-text-color: {p.text3}; }}
{focus} {{ {box2} max-height: {theme.tall(38) - 4}px; border-color: {p.focus}; }}
{off} {{ background: {p.sunken}; color: {p.text3}; }}
QPlainTextEdit, QTextEdit {{ border: 1px solid {p.input_border}; border-radius: {RADIUS}px; padding: 7px;
  background: {p.surface}; color: {p.text}; selection-background-color: {p.primary};
  selection-color: {p.on_primary}; placeholder-text-color: {p.text3}; }}
QPlainTextEdit:focus, QTextEdit:focus {{ border: 2px solid {p.focus}; padding: 6px; }}
{repeated} {{ background: {p.info_soft}; }}
{at_rest} {{ border-color: {p.info}; border-style: dashed; }}
{wrong} {{ border-color: {p.danger}; }}
QLineEdit[kind="search"] {{ background: {p.sunken}; border-color: {search_border}; }}
QLineEdit[kind="search"]:focus {{ background: {p.surface}; border-color: {p.focus}; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: {arrow + 14}px; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url({down}); width: {arrow}px; height: {arrow}px; }}
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {{
  border: none; width: {arrow + 10}px; }}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {{ image: url({up}); width: {arrow}px; height: {arrow - 2}px; }}
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {{ image: url({down}); width: {arrow}px;
  height: {arrow - 2}px; }}
QListWidget {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.input_border};
  border-radius: {RADIUS}px; padding: {theme.px(4)}px; outline: none; }}
QListWidget:focus {{ border-color: {p.focus}; }}
QListWidget::item {{ min-height: {theme.tall(32)}px; padding: 0 {theme.px(8)}px; border-radius: 6px; }}
QListWidget::item:hover {{ background: {p.hover}; }}
QListWidget::item:selected {{ background: {p.selected}; color: {p.text}; }}
QComboBox QAbstractItemView {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.input_border};
  selection-background-color: {p.selected}; selection-color: {p.text}; outline: none; padding: 4px; }}
QComboBox QAbstractItemView::item {{ min-height: {theme.tall(34)}px; padding: 0 8px; }}
QCheckBox, QRadioButton {{ spacing: {theme.px(8)}px; min-height: {theme.tall(32)}px; color: {p.text};
  background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 0 2px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {p.focus}; }}
QCheckBox::indicator, QRadioButton::indicator, QListWidget::indicator {{ width: {arrow}px; height: {arrow}px;
  border: 1px solid {p.input_border}; border-radius: 4px; background: {p.surface}; }}
QRadioButton::indicator {{ border-radius: {arrow // 2 + 1}px; }}
QCheckBox::indicator:checked, QListWidget::indicator:checked {{ background: {p.primary};
  border-color: {p.primary}; image: url({tick}); }}
QRadioButton::indicator:checked {{ background: {p.primary}; border: 4px solid {p.surface};
  width: {arrow - 6}px; height: {arrow - 6}px; border-radius: {arrow // 2 + 1}px;
  border-color: {p.surface}; outline: 1px solid {p.primary}; }}
"""


def _frames(theme: Theme) -> str:
    p = theme.palette
    bar = 10
    tip, on_tip, tip_border = tip_colors(theme)

    def icon(name: str) -> str:
        return f"url({file_for_sheet(name, p.text)})"

    return f"""
QWidget#shell, QWidget#page, QStackedWidget#pages {{ background: {p.bg}; }}
QFrame#nav {{ background: {p.surface}; border: none; border-right: 1px solid {p.border}; }}
QFrame#status {{ background: {p.surface}; border: none; border-top: 1px solid {p.border}; }}
QFrame#status[bare="true"] {{ background: transparent; border: none; }}
QFrame#top {{ background: {p.surface}; border: none; border-bottom: 1px solid {p.border}; }}
QFrame#drawer {{ background: {p.surface}; border: none; border-left: 1px solid {p.input_border}; }}
QFrame[kind="card"] {{ background: {p.surface}; border: 1px solid {p.border}; border-radius: {CARD_RADIUS}px; }}
QFrame[kind="rule"] {{ background: {p.border}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[kind="toast"] {{ background: {p.toast}; border: none; border-radius: {RADIUS}px; }}
QFrame[kind="toast"] QLabel {{ color: {p.on_toast}; }}
QFrame[kind="strip"] {{ background: {p.surface}; border: 1px solid {p.border}; border-radius: {RADIUS}px; }}
QScrollArea, QScrollArea > QWidget#qt_scrollarea_viewport {{ background: transparent; border: none; }}
QWidget[kind="clear"] {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: {bar}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {bar}px; margin: 0; }}
QScrollBar::handle {{ background: {p.scrollbar}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 40px; }}
QScrollBar::handle:horizontal {{ min-width: 40px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QTableView {{ background: {p.surface}; color: {p.text}; border: none; outline: none; gridline-color: {p.border};
  selection-background-color: {p.selected}; selection-color: {p.text}; alternate-background-color: {p.sunken}; }}
QTableView[kind="numbers"] {{ border: 1px solid {p.border}; border-radius: {RADIUS}px; }}
QTableView[kind="numbers"]:focus {{ border-color: {p.focus}; }}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{ background: {p.surface}; color: {p.text2}; font-weight: bold; border: none;
  border-bottom: 1px solid {p.border}; padding: 0 {theme.px(8)}px; min-height: {theme.tall(40)}px;
  font-size: {theme.text_px("secondary")}px; }}
QHeaderView::down-arrow {{ image: url({file_for_sheet("chevron-down", p.text2)}); width: {theme.icon_px(14)}px;
  subcontrol-position: right center; right: 4px; }}
QHeaderView::up-arrow {{ image: url({file_for_sheet("chevron-up", p.text2)}); width: {theme.icon_px(14)}px;
  subcontrol-position: right center; right: 4px; }}
QTableCornerButton::section {{ background: {p.surface}; border: none; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{ background: transparent; color: {p.text2}; border: 2px solid transparent; border-bottom-width: 3px;
  padding: 0 {theme.px(14) - 2}px; min-height: {theme.tall(40) - 2}px; }}
QTabBar::tab:selected {{ color: {p.primary}; border-bottom-color: {p.primary}; }}
QTabBar::tab:hover {{ color: {p.text}; }}
QTabBar:focus {{ outline: none; }}
QTabBar::tab:focus {{ border-color: {p.focus}; border-radius: 6px; }}
QPdfView {{ border: 2px solid {p.border}; border-radius: 4px; }}
QPdfView:focus {{ border-color: {p.focus}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {p.border}; }}
QMenu {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.input_border}; padding: 6px; }}
QMenu::item {{ padding: {theme.px(8)}px {theme.px(20)}px; border-radius: 6px; }}
QMenu::item:selected {{ background: {p.selected}; }}
QMenu::item:disabled {{ color: {p.text3}; }}
QToolTip {{ background: {tip}; color: {on_tip}; border: 1px solid {tip_border}; padding: 6px 8px;
  font-size: {theme.text_px("caption")}px; }}
QProgressBar {{ background: {p.sunken}; border: 1px solid {p.input_border}; border-radius: 5px;
  min-height: 8px; max-height: 8px; color: transparent; }}
QProgressBar::chunk {{ background: {p.primary}; border-radius: 4px; }}
QFileDialog {{ backward-icon: {icon("chevron-left")}; forward-icon: {icon("chevron-right")};
  filedialog-parent-directory-icon: {icon("arrow-up")}; filedialog-new-directory-icon: {icon("plus")};
  filedialog-listview-icon: {icon("list-filter")}; filedialog-detailedview-icon: {icon("table")}; }}
QFileDialog QToolButton {{ background: {p.surface}; border: 1px solid {p.button_border}; border-radius: 6px;
  padding: 4px; }}
QFileDialog QToolButton:hover, QFileDialog QToolButton:checked {{ background: {p.selected}; }}
QFileDialog QToolButton:focus {{ border-color: {p.focus}; }}
QDialog, QMessageBox {{ background: {p.surface}; }}
QCalendarWidget QWidget {{ background: {p.surface}; color: {p.text}; }}
QCalendarWidget QToolButton {{ color: {p.text}; background: {p.surface}; border: none; padding: 6px; }}
QCalendarWidget QAbstractItemView {{ selection-background-color: {p.primary};
  selection-color: {p.on_primary}; }}
"""


def sheet(theme: Theme) -> str:
    """The whole style sheet for the application. Fonts' families come from QApplication.setFont."""
    base = f"QWidget {{ font-size: {theme.text_px('body')}px; }}\n"
    return base + _labels(theme) + _frames(theme) + _buttons(theme) + _fields(theme)


def apply(app: QApplication, theme: Theme) -> None:
    """Give the whole application the look of `theme`: font, palette for what QSS does not reach, style sheet.

    The look it has already is not given again: Qt would style every widget anew.
    """
    wanted = (sheet(theme), theme.font())
    if (app.styleSheet(), app.font()) == wanted:  # the sheet names every colour of the palette
        return
    p = theme.palette
    tip, on_tip, _border = tip_colors(theme)
    colors = QPalette()
    role = QPalette.ColorRole
    for which, color in (
        (role.Window, p.bg), (role.WindowText, p.text), (role.Base, p.surface), (role.Text, p.text),
        (role.AlternateBase, p.sunken), (role.Button, p.surface), (role.ButtonText, p.text),
        (role.Highlight, p.primary), (role.HighlightedText, p.on_primary), (role.PlaceholderText, p.text3),
        (role.ToolTipBase, tip), (role.ToolTipText, on_tip), (role.Link, p.primary),
    ):  # fmt: skip
        colors.setColor(which, QColor(color))
    app.setPalette(colors)
    app.setFont(wanted[1])
    app.setStyleSheet(wanted[0])
