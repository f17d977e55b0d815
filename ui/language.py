"""The language while the program runs: Qt's own words, and dates and numbers as people write them.

Our texts are `Label`s and need no translator; Qt's (Cancel, print and file dialogs) come from qtbase_zh_CN.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLibraryInfo, QLocale, QTranslator

from ui import words
from ui.resources import I18N

if TYPE_CHECKING:
    from casefiles.domain.words import Label, Lang

LOCALES: dict[str, QLocale] = {
    "zh": QLocale(QLocale.Language.Chinese, QLocale.Country.China),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


class Language:
    """Holds the language and Qt's translator for it."""

    def __init__(self, app: QCoreApplication, lang: Lang) -> None:
        self._app = app
        self._qt: QTranslator | None = None
        self.code: Lang = lang
        self.set(lang)

    def set(self, lang: Lang) -> None:
        """Switch Qt's own texts, and the locale new widgets take. Pages must be built again by the caller."""
        self.code = lang
        QLocale.setDefault(LOCALES[lang])
        self.end()
        if lang == "zh":
            translator = QTranslator(self._app)
            folders = (str(I18N), QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
            if any(translator.load("qtbase_zh_CN", folder) for folder in folders):
                self._app.installTranslator(translator)
                self._qt = translator

    def end(self) -> None:
        """Take Qt's translator away."""
        if self._qt is not None:
            self._app.removeTranslator(self._qt)
            self._qt = None


def long_date(day: date, lang: Lang) -> str:
    """`2026年11月21日 星期六`, `Saturday, 21 November 2026`."""
    pattern = "yyyy年M月d日 dddd" if lang == "zh" else "dddd, d MMMM yyyy"
    return LOCALES[lang].toString(_qt(day), pattern)


def short_date(day: date, lang: Lang) -> str:
    """`2026-11-21`, the same in both languages: sorts by eye and leaves no doubt about the month."""
    del lang
    return day.isoformat()


def month(day: date, lang: Lang) -> str:
    """`11月`, `Nov`."""
    return LOCALES[lang].toString(_qt(day), "M月" if lang == "zh" else "MMM")


def moment(at: datetime, now: datetime, lang: Lang) -> str:
    """`今天 17:30`, `昨天 17:30`, `11月3日 17:30`, `2025-11-03`: as near as the reader needs."""
    clock = f"{at:%H:%M}"
    if at.date() == now.date():
        return words.TODAY_AT(lang, clock=clock)
    if at.date() == now.date() - timedelta(days=1):
        return words.YESTERDAY_AT(lang, clock=clock)
    said = near_day(at.date(), now.date(), lang)
    return f"{said} {clock}" if at.year == now.year else said


def near_day(day: date, today: date, lang: Lang) -> str:
    """`11月14日`, `14 Nov`; of another year `2025-11-14`."""
    if day.year != today.year:
        return short_date(day, lang)
    return LOCALES[lang].toString(_qt(day), "M月d日" if lang == "zh" else "d MMM")


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def number(value: float, lang: Lang, digits: int = 0) -> str:
    """`79,952`, or with `digits` decimals."""
    if digits:
        return LOCALES[lang].toString(float(value), "f", digits)
    return LOCALES[lang].toString(round(value))


def percent(share: float, lang: Lang, digits: int = 1) -> str:
    """`82.2%` for 0.822."""
    return LOCALES[lang].toString(share * 100, "f", digits) + "%"


def yuan(amount: float, lang: Lang, digits: int = 0) -> str:
    """`¥1,200`: always the yuan, which the English locale would turn into pounds."""
    return "¥" + number(amount, lang, digits)


def counted(label: Label, n: int, lang: Lang, **values: object) -> str:
    """The label with `{n}` written with thousands separators; English singular for 1."""
    return label(lang, n=n if n == 1 else number(n, lang), **values)
