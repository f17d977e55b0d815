"""The filters of a register in the drawer: kept ones by name, the conditions that are on, and adding another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casefiles import filters
from casefiles.domain import conditions as c
from casefiles.domain import fieldtypes as k
from casefiles.domain.codes.codelist import Code, CodeList
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.words import Label
from ui import words_filters as w
from ui.fields import Editor, Place, make_editor
from ui.fields_choices import ListEditor, OptionsEditor
from ui.fields_lines import LineBox, LineEditor
from ui.widgets.buttons import button, icon_button
from ui.widgets.panels import DrawerFrame
from ui.widgets.text import label

if TYPE_CHECKING:

    from casefiles.domain.catalogue import Field
    from ui.register_page import RegisterPage

_MANY = 12
"""choices of which several may be ticked at once; a longer list is typed into"""


class FilterDrawer(DrawerFrame):
    """What is chosen here is on at once; `page` is the register."""

    def __init__(self, page: RegisterPage) -> None:
        shell = page.shell
        lang, theme = shell.lang, shell.theme
        super().__init__(theme, lang, page.title(lang), w.FILTER(lang), close=lambda: shell.drawer(None))
        self.page, self.shell, self.lang = page, shell, lang
        self.spec = ENTITIES[page.register]
        self.fields = filters.fields(page.register)
        self.editor: Editor | None = None
        self._kept = _column(self, label(w.KEPT(lang), "section"))
        self._on = _column(self, label(w.CONDITIONS(lang), "section"))
        adding = _column(self, label(w.ADD_CONDITION(lang), "section"))
        place = Place(theme, lang)
        self.field = ListEditor(place, w.FIELD(lang), fields_as_choices(page.register, self.fields))
        self.field.edited.connect(self._field_chosen)
        self.field.finished.connect(self._on_to_value)
        adding.addWidget(self.field)
        self._rest = QWidget()
        QVBoxLayout(self._rest).setContentsMargins(0, 0, 0, 0)
        adding.addWidget(self._rest)
        self.op: OptionsEditor | None = None
        self.add = button(theme, w.ADD(lang), "soft", "plus", self.add_condition)
        self.said = label("", "body", tone="danger", wrap=True)
        self.said.hide()
        adding.addWidget(self.said)
        adding.addWidget(self.add)
        self.body.addStretch(1)
        self.name = LineBox(w.NAME(lang))
        self.name.setPlaceholderText(w.NAME(lang))
        self.name.entered.connect(self.keep)
        self.foot.addWidget(self.name)
        row = QHBoxLayout()
        row.addWidget(button(theme, w.CLEAR(lang), "ghost", "x", self.clear, tip=w.CLEAR_TIP(lang)))
        row.addStretch(1)
        row.addWidget(button(theme, w.KEEP(lang), "primary", "save", self.keep))
        self.foot.addLayout(row)
        self._show()

    def focus_first(self) -> None:
        self.field.target.setFocus()

    def leave(self) -> None:
        """Nothing is kept half."""
        if self.editor is not None:
            self.editor.leave()

    def on_changed(self, entity: str, ids: object) -> None:
        """What is being chosen is not disturbed."""

    # what one does

    def add_condition(self) -> None:
        """The condition that stands in the boxes, if it is one."""
        found = self._condition()
        if found is not None:
            self.page.narrow((*self.page.where_, found))
            self.field.set(None)
            self._field_chosen()
            self._show()
            self.focus_first()

    def clear(self) -> None:
        """No condition at all."""
        self.page.narrow(())
        self._show()
        self.focus_first()

    def keep(self) -> None:
        """Keep what is on under the name that was typed."""
        name = self.name.text().strip()
        made = filters.Kept(name, self.page.chip, self.page.sort, self.page.where_)
        try:
            filters.keep(self.shell.office, self.page.register, made)
        except Refusal as refusal:
            self._wrong(refusal.say(self.lang), self.name)
            return
        self.shell.toast(w.KEPT_AS(self.lang, name=name))
        self.page.filter_name = name
        self.page.tools.tell()
        self._show()

    def use(self, kept: filters.Kept) -> None:
        """Filter by a kept one."""
        self.page.use_filter(kept)
        self._show()

    def _forget(self, name: str) -> None:
        filters.forget(self.shell.office, self.page.register, name)
        self.shell.toast(w.FORGOTTEN(self.lang, name=name))
        self.page.tools.tell()
        self._show()
        self.focus_first()

    def _remove(self, place: int) -> None:
        self.page.narrow(tuple(one for n, one in enumerate(self.page.where_) if n != place))
        self._show()
        self.focus_first()

    # inside

    def _show(self) -> None:
        lang, theme = self.lang, self.theme
        _empty(self._kept)
        found = filters.kept(self.shell.office, self.page.register)
        for kept in found:
            use = button(theme, kept.name, "chip", "", lambda kept=kept: self.use(kept))  # type: ignore[misc]
            use.setCheckable(True)
            use.setChecked(kept.same(self.page.chip, self.page.where_))
            use.setAccessibleName(w.APPLY(lang, name=kept.name))
            forget = icon_button(
                theme, w.FORGET(lang, name=kept.name), "trash-2", lambda name=kept.name: self._forget(name)  # type: ignore[misc]
            )
            self._kept.addWidget(_row(use, forget))
        if not found:
            self._kept.addWidget(label(w.NONE_KEPT(lang), "secondary", wrap=True))
        _empty(self._on)
        for place, one in enumerate(self.page.where_):
            said = c.say(self.spec, one, lang)
            remove = icon_button(theme, w.REMOVE(lang, said=said), "x", lambda place=place: self._remove(place))  # type: ignore[misc]
            self._on.addWidget(_row(label(said, "body", wrap=True), remove))
        if not self.page.where_:
            self._on.addWidget(label(w.NO_CONDITIONS(lang), "secondary", wrap=True))
        if self.page.filter_name:
            self.name.put(self.page.filter_name)

    def _field_chosen(self) -> None:
        """How this field is compared, and an editor of its kind."""
        self._say("")
        layout = self._rest.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - made above
        if self.editor is not None:
            self.editor.leave()
        _empty(layout)
        self.op = self.editor = None
        chosen = self.fields.get(self.field.text())
        if chosen is None:
            return
        field = chosen[0]
        pairs = [(op, c.op_label(field, op)(self.lang)) for op in c.ops(field)]
        self.op = OptionsEditor(Place(self.theme, self.lang), w.COMPARED(self.lang), pairs, keys=False)
        self.op.set(pairs[0][0])
        self.op.edited.connect(self._op_chosen)
        self.op.finished.connect(self._on_to_value)
        layout.addWidget(self.op)
        self._op_chosen()

    def _op_chosen(self) -> None:
        layout = self._rest.layout()
        chosen = self.fields.get(self.field.text())
        if chosen is None or self.op is None or layout is None:
            return
        if self.editor is not None:
            self.editor.leave()
            layout.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None
        if self.op.text() in c.BARE or not self.op.text():
            return
        self.editor = self._editor(chosen[0], self.op.text())
        self.editor.finished.connect(self.add_condition)
        layout.addWidget(self.editor)

    def _editor(self, field: Field, op: str) -> Editor:
        place, name = Place(self.theme, self.lang), w.VALUE(self.lang)
        kind = field.kind
        if op == c.HAS:
            return LineEditor(place, name, k.Text())
        if isinstance(kind, k.Choice) and len(kind.codes.active) <= _MANY:
            pairs = [(code.code, code.label(self.lang)) for code in kind.codes.active]
            return OptionsEditor(place, name, pairs, many=not isinstance(kind, k.Choices), keys=False)
        if isinstance(kind, k.Choice):
            return ListEditor(place, name, kind.codes)
        return make_editor(self.shell, field)

    def _on_to_value(self) -> None:
        """Enter goes from the field to its value, or adds what is complete."""
        if self.editor is not None:
            self.editor.target.setFocus()
        elif self.op is not None and self.op.text() in c.BARE:
            self.add_condition()
        elif self.op is not None:
            self.op.target.setFocus()

    def _condition(self) -> c.Condition | None:
        name = self.field.text()
        chosen = self.fields.get(name)
        if chosen is None or self.op is None or not self.op.text():
            self._wrong(w.CHOOSE_FIELD(self.lang), self.field.target)
            return None
        op = self.op.text()
        if op in c.BARE:
            return c.Condition(name, op)
        typed = self.editor.text().strip() if self.editor is not None else ""
        if self.editor is None or not typed:
            self._wrong(w.ENTER_VALUE(self.lang), self.editor.target if self.editor is not None else self.add)
            return None
        try:
            values = c.read(chosen[0], op, typed, self.shell.office.clock.today())
            if isinstance(chosen[0].kind, k.Ref) and not self.shell.office.queries.many([str(values[0])]):
                raise Refusal(Problem("NOT_FOUND", value=typed))
            return c.checked(self.spec, c.Condition(name, op, values))
        except Refusal as refusal:
            self._wrong(refusal.say(self.lang), self.editor.target)
            return None

    def _wrong(self, text: str, at: QWidget) -> None:
        self._say(text)
        at.setFocus()

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))


def fields_as_choices(register: str, fields: dict[str, tuple[Field, Field | None]]) -> CodeList:
    """The fields as a list one types into; two fields of one name are told apart."""
    items: list[Code] = []
    used: set[str] = set()
    for name, (field, through) in fields.items():
        said = field.label if through is None else Label(*_joined(through.label, field.label))
        if {said.zh.casefold(), said.en.casefold()} & used:
            section = ENTITIES[register].sections.get(field.section)
            said = Label(*_joined(section, said)) if section is not None else said
        if {said.zh.casefold(), said.en.casefold()} & used:
            said = Label(f"{said.zh} ({name})", f"{said.en} ({name})")
        used |= {said.zh.casefold(), said.en.casefold()}
        items.append(Code(name, said))
    return CodeList(f"fields-{register}", tuple(items))


def _joined(first: Label, second: Label) -> tuple[str, str]:
    return f"{first.zh} · {second.zh}", f"{first.en} · {second.en}"


def _column(drawer: DrawerFrame, head: QWidget) -> QVBoxLayout:
    drawer.body.addWidget(head)
    column = QVBoxLayout()
    column.setSpacing(drawer.theme.px(6))
    drawer.body.addLayout(column)
    return column


def _row(*parts: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    for place, part in enumerate(parts):
        row.addWidget(part, 0 if place else 1)
    return made


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


