"""What they will see, in the drawer before an export: the profile, counts by kind; Enter exports, Esc leaves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from casefiles import exchange
from casefiles.domain import agreeing
from casefiles.domain.entities import ENTITIES
from casefiles.exchange import scope
from ui import language
from ui import words_trip as w
from ui.agreed_box import AgreedBox
from ui.charts import Item, RankedBars
from ui.pages.child_parts import clear
from ui.widgets.buttons import Segmented, button
from ui.widgets.cards import rule
from ui.widgets.panels import DrawerFrame
from ui.widgets.progress import ProgressStrip
from ui.widgets.text import Pill, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.exchange import Preview
    from casefiles.office import Office
    from ui.jobs import Step
    from ui.window import Shell


def signature(found: Preview) -> str:
    """The kinds of things that would go: while they are the same, one need not look again."""
    kinds = sorted(found.records)
    return json.dumps([found.profile.name, kinds, bool(found.notes), bool(found.figures), found.fields])


def wants_look(office: Office, code: str, found: Preview) -> bool:
    """Whether somebody is to see this before it goes."""
    kept = office.ledger.setting(f"seen:{code}")
    if kept is None:
        return True
    profile, kinds, notes, figures, *fields = json.loads(kept)  # one kept by an earlier version has no fields
    more = set(found.records) - set(kinds) or set(found.fields).difference(*fields)
    return bool(more) or profile != found.profile.name or found.notes > notes or bool(found.figures) > figures


class PreviewDrawer(DrawerFrame):
    """`export` is called with Enter. `again`: something else than the last time would go."""

    def __init__(
        self,
        shell: Shell,
        code: str,
        name: str,
        export: Callable[[], object],
        found: Preview | None = None,
        *,
        again: bool = False,
    ) -> None:
        theme, lang = shell.theme, shell.lang
        super().__init__(theme, lang, name, w.SEE(lang), close=lambda: shell.drawer(None))
        self.shell, self.code, self.name, self._export = shell, code, name, export
        self.found: Preview | None = None
        self.strip = ProgressStrip(theme, lang)
        self.body.addWidget(self.strip)
        if again:
            self.body.addWidget(label(w.CHANGED_SINCE(lang), "body", tone="warn", wrap=True))
        self.above = scope.above(shell.office.home.code, code)
        self.profile = Segmented(
            theme, [(p.name, p.label(lang)) for p in exchange.PROFILES.values()], name=w.AGREE(lang)
        )
        self.profile.chosen.connect(self._agree)
        if self.above:
            self.body.addWidget(label(w.AGREE(lang), "caption"))
            self.body.addWidget(self.profile)
        self.fields = AgreedBox(theme, lang)
        self.fields.chosen.connect(self._agree_fields)
        self.fields.hide()
        self.body.addWidget(self.fields)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(10))
        self.body.addWidget(inside)
        self.body.addStretch(1)
        self.not_again = QCheckBox(w.NOT_AGAIN(lang))
        self.not_again.setChecked(shell.office.ledger.setting(f"seen:{code}") is not None)
        self.foot.addWidget(self.not_again)
        self.go = button(theme, w.EXPORT_ENTER(lang), "primary", "upload", self.export)
        self.go.setObjectName("export")
        self.foot.addWidget(self.go)
        for keys in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.export)
        if found is not None:
            self._show(found)
        else:
            self.ask()

    def focus_first(self) -> None:
        """Enter exports, once it can be seen what would go."""
        (self.go if self.go.isEnabled() else self.close_button).setFocus()

    def on_changed(self, entity: str, ids: object) -> None:
        """What would go is counted afresh."""
        self.ask()

    def ask(self) -> None:
        """Count what would go; this can be stopped."""
        office, code, text = self.shell.office, self.code, w.READING(self.shell.lang)

        def work(step: Step) -> Preview:
            step(0, 0, text)
            return exchange.preview(office, code)

        if self.go.hasFocus():  # else it would go on into the page, and Enter with it; `_show` takes it back
            self.close_button.setFocus()
        self.go.setEnabled(False)
        self.strip.follow(self.shell.jobs.read(work, done=self._show, owner=self, newest="preview"))

    def export(self) -> None:
        """Keep whether it is to be seen again, and write the package."""
        if self.found is None or not self.go.isEnabled():
            return
        office, key = self.shell.office, f"seen:{self.code}"
        wanted = signature(self.found) if self.not_again.isChecked() else None
        if office.ledger.setting(key) != wanted:
            self.shell.jobs.write(lambda _step: office.ledger.keep_setting(key, wanted))
        go, shell = self._export, self.shell
        shell.drawer(None)
        go()

    # inside

    def _agree(self, name: str) -> None:
        office, code, shell = self.shell.office, self.code, self.shell
        lang = shell.lang

        def told(profile: exchange.Profile) -> None:
            shell.toast(w.AGREED(lang, what=profile.label(lang), name=self.name))
            self.ask()

        shell.jobs.write(lambda _step: exchange.agree(office, code, name), done=told, owner=self)

    def _agree_fields(self, fields: list[str]) -> None:
        office, code, shell = self.shell.office, self.code, self.shell
        lang = shell.lang

        def told(_profile: exchange.Profile) -> None:
            words = w.AGREED_FIELDS if fields else w.AGREED_NO_FIELDS
            shell.toast(words(lang, fields=agreeing.labels(fields, lang), name=self.name))
            self.ask()

        counts = exchange.COUNTS.name
        shell.jobs.write(lambda _step: exchange.agree(office, code, counts, fields), done=told, owner=self)

    def _show(self, found: Preview) -> None:
        theme, lang = self.theme, self.shell.lang
        held = self.close_button.hasFocus()
        self.found = found
        self.go.setEnabled(True)
        if held:
            self.go.setFocus()
        clear(self.column)
        self.profile.set(found.profile.name)
        self.fields.setVisible(self.above and found.profile is exchange.COUNTS)
        self.fields.set(found.fields)
        if not self.above:
            self.column.addWidget(Pill(theme, found.profile.label(lang), "info"), 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(label(found.profile.says(lang), "body", wrap=True))
        self.column.addWidget(rule())
        if found.records:
            named = sorted(found.records.items(), key=lambda pair: -pair[1])
            items = [Item(ENTITIES[e].plural(lang) if e in ENTITIES else e, n) for e, n in named]
            self.column.addWidget(label(w.SEES_COUNTS(lang), "strong"))
            self.column.addWidget(RankedBars(theme, lang, w.SEES_COUNTS(lang), items))
        elif not found.figures:
            self.column.addWidget(label(w.SEES_NOTHING(lang), "body", wrap=True))
        figures = len(found.figures)
        for words, n in ((w.SEES_NOTES, found.notes), (w.SEES_FIGURES, figures), (w.SEES_HIDDEN, found.hidden)):
            if n:
                self.column.addWidget(label(language.counted(words, n, lang), "secondary", wrap=True))
        if found.fields:
            said = w.SEES_FIELDS(lang, fields=agreeing.labels(found.fields, lang), n=agreeing.LEAST)
            self.column.addWidget(label(said, "secondary", wrap=True))
