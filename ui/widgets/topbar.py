"""The top of the window: back, search, how it looks, lock, who is here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from ui import words, words_curtain
from ui.theme import SCHEMES, SIZES, Theme
from ui.widgets.buttons import button, icon_button
from ui.widgets.search import SearchBox
from ui.widgets.text import Avatar, ElidedLabel, label

if TYPE_CHECKING:
    from casefiles.domain.words import Lang

SCHEME_ICONS = {"light": "moon", "dark": "contrast", "contrast": "sun"}  # what a press leads to


def after(values: tuple[str, ...], now: str) -> str:
    """The next choice, round and round."""
    return values[(values.index(now) + 1) % len(values)]


class TopBar(QFrame):
    """Says what was pressed; the shell does it."""

    back = Signal()
    scheme_asked = Signal(str)
    size_asked = Signal(str)
    lang_asked = Signal(str)
    lock = Signal()
    hide_asked = Signal()

    def __init__(self, theme: Theme, lang: Lang, user: str) -> None:
        super().__init__()
        self.setObjectName("top")
        self._theme, self._lang = theme, lang
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(20), theme.px(8))
        column.addLayout(row)
        row.setSpacing(theme.px(6))
        self.back_button = icon_button(theme, words.BACK(lang) + " (Alt+←)", "chevron-left", self.back.emit)
        row.addWidget(self.back_button)
        hints = (words.SEARCH_ALL, words.SEARCH_ALL_NAME, words.CLEAR_SEARCH, words.SEARCH_LEAST)
        self.search = SearchBox(theme, *(one(lang) for one in hints))
        self.search.setMaximumWidth(theme.tall(430))
        self.search.setMinimumWidth(theme.tall(96))  # a name stands whole beside it at 1024 in the largest size
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self.search, 10)
        row.addStretch(1)
        self.hide_button = icon_button(theme, words_curtain.HIDE(lang), "eye", self.hide_asked.emit)
        self.hide_button.setObjectName("hide_button")
        row.addWidget(self.hide_button)
        next_scheme = after(SCHEMES, theme.scheme)
        said = words.THEME_NOW(lang, now=words.SCHEMES[theme.scheme], next=words.SCHEMES[next_scheme])
        self.scheme_button = icon_button(
            theme, said, SCHEME_ICONS[theme.scheme], lambda: self.scheme_asked.emit(next_scheme)
        )
        next_size = after(SIZES, theme.size)
        said = words.SIZE_NOW(lang, now=words.SIZES[theme.size], next=words.SIZES[next_size])
        self.size_button = icon_button(theme, said, "a-large-small", lambda: self.size_asked.emit(next_size))
        other = "en" if lang == "zh" else "zh"
        self.lang_button = button(
            theme,
            words.OTHER_LANGUAGE(lang),
            "ghost",
            "languages",
            lambda: self.lang_asked.emit(other),
            tip=words.LANGUAGE_TIP(lang),
        )
        self.lock_button = button(
            theme, words.LOCK(lang), "ghost", "lock", self.lock.emit, tip=words.LOCK_TIP(lang)
        )
        self.scheme_button.setObjectName("scheme_button")
        self.size_button.setObjectName("size_button")
        self.lang_button.setObjectName("lang_button")
        for one in (self.scheme_button, self.size_button, self.lang_button, self.lock_button):
            row.addWidget(one)
        if user:
            avatar = Avatar(theme, user, 30)
            avatar.setToolTip(words.USER(lang, name=user))
            row.addSpacing(theme.px(6))
            row.addWidget(avatar)
            name = ElidedLabel(user, "strong")
            name.setMaximumWidth(theme.tall(120))
            name.setMinimumWidth(min(name.sizeHint().width(), theme.tall(72)))  # four characters of the largest size
            name.setAccessibleDescription(words.USER(lang, name=user))
            row.addWidget(name)
        self.band = label(words_curtain.BAND(lang), "strong", wrap=True)
        self.band.setObjectName("hidden-names")
        self.band.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.band.setStyleSheet(f"background: {theme.palette.info}; color: {theme.palette.surface}; padding: 3px")
        column.addWidget(self.band)
        self.band.hide()

    def show_hidden(self, *, hidden: bool) -> None:
        """Whether names are hidden: the band says so, the button the way back."""
        said = (words_curtain.SHOW if hidden else words_curtain.HIDE)(self._lang)
        self.hide_button.setAccessibleName(said)
        self.hide_button.setToolTip(said)
        self.hide_button.setIcon(self._theme.icon("eye-off" if hidden else "eye", "danger" if hidden else "text2", 18))
        self.band.setVisible(hidden)
