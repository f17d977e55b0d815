"""What a derived task says, and where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.entities import BY_PREFIX, ENTITIES
from ui import computer_names, words_task
from ui.record_list_drawer import open_any

if TYPE_CHECKING:
    from casefiles.office import Office
    from casefiles.ports import Task
    from ui.window import Shell


def task_name(office: Office, task: Task, lang: str) -> str:
    """Whom or what it is about."""
    if task.kind == "fork":
        return computer_names.of_task(office, task.kind, task.id, "en" if lang == "en" else "zh")
    entity = BY_PREFIX.get(task.id.partition("-")[0]) or ENTITIES[task.entity]
    return task.detail.get("name") or entity.label("en" if lang == "en" else "zh")


def task_text(shell: Shell, task: Task) -> str:
    """The task in a sentence."""
    lang, name = shell.lang, task_name(shell.office, task, shell.lang)
    return words_task.said(task.kind, task.detail, task.entity, name, lang)


def open_task(shell: Shell, task: Task) -> None:
    """Open what it speaks of."""
    child = task.id if task.entity == "child" else task.detail.get("child", "")
    if task.kind == "conflict":
        shell.open("conflicts", chosen=f"{task.id}:{task.detail['fields'].partition(',')[0]}")
    elif task.kind in ("fork", "erased_here", "renewed", "came_joined"):
        shell.open("exchange")
    elif child:
        shell.open("child", id=child)
    elif task.entity == "mentor":
        shell.open("mentor", id=task.id)
    elif task.entity == "fund":
        shell.open("aid", tab="funds", chosen=task.id)
    elif task.entity == "survey_round":
        shell.open("surveys", id=task.id)
    else:
        open_any(shell, task.id)
