"""The catalogue walked: every field has both labels, a known section, a sample that reads back, a print form."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import TYPE_CHECKING

import pytest

from casefiles.domain.changes import NAME
from casefiles.domain.entities import BY_PREFIX, ENTITIES
from casefiles.domain.fieldtypes import Ref

if TYPE_CHECKING:
    from casefiles.domain.catalogue import Entity, Field

TODAY = dt.date(2026, 11, 21)
EVERY = [pytest.param(e, f, id=f"{e.name}.{f.name}") for e in ENTITIES.values() for f in e.fields.values()]


def test_entities_come_after_what_they_refer_to() -> None:
    known: set[str] = set()
    for entity in ENTITIES.values():
        for field in entity.fields.values():
            if isinstance(field.kind, Ref):
                assert field.kind.entity in known | {entity.name}, f"{entity.name}.{field.name}"
        known.add(entity.name)


def test_prefixes_are_distinct() -> None:
    assert len(BY_PREFIX) == len(ENTITIES)


@pytest.mark.parametrize("entity", ENTITIES.values(), ids=lambda e: e.name)
def test_entity_has_words_a_title_and_no_empty_section(entity: Entity) -> None:
    assert entity.label.zh
    assert entity.label.en
    assert entity.plural.zh
    assert entity.plural.en
    assert entity.title in entity.fields
    for section, label in entity.sections.items():
        assert label.zh
        assert label.en
        assert entity.section_fields(section)


@pytest.mark.parametrize(("entity", "field"), EVERY)
def test_field(entity: Entity, field: Field) -> None:
    assert NAME.match(field.name)
    assert field.label.zh
    assert field.label.en
    assert field.label.zh != field.label.en
    assert field.section in entity.sections
    if field.shown_when:
        other, code = field.shown_when
        assert entity.fields[other].kind.parse(code, TODAY) == code
    rng = Random(3)
    for _ in range(20):
        value = field.kind.sample(rng)
        assert field.kind.admits(value)
        if value is None:
            assert isinstance(field.kind, Ref)
            continue
        assert field.kind.parse(field.kind.text(value), TODAY) == value
        assert field.kind.show(value, "zh")
        assert field.kind.show(value, "en")
        assert field.kind.load(value) is not None


@pytest.mark.parametrize("entity", ENTITIES.values(), ids=lambda e: e.name)
def test_sample_becomes_an_instance(entity: Entity) -> None:
    made = entity.typed(entity.sample(Random(5)))
    assert isinstance(made, entity.cls)


def test_a_record_is_a_frozen_dataclass_from_its_first_instance_on() -> None:
    import dataclasses

    from casefiles.domain import catalogue as c

    @c.record
    class Thing:
        name: str = c.text("名称", "Name", section="thing")
        size: int | None = c.count("大小", "Size", section="thing")

    with pytest.raises(TypeError, match="colour"):
        Thing(colour="red")
    first, second = Thing(name="a"), Thing(name="a", size=None)
    assert first == second
    assert [f.name for f in dataclasses.fields(first)] == ["name", "size"]
    assert dataclasses.replace(first, size=3).size == 3
    with pytest.raises(dataclasses.FrozenInstanceError):
        first.name = "b"


def test_labels_of_an_entity_are_distinct() -> None:
    for entity in ENTITIES.values():
        for lang in ("zh", "en"):
            labels = [f.label(lang) for f in entity.fields.values()]
            assert len(set(labels)) == len(labels), entity.name


def test_aliases_and_labels_mean_one_field() -> None:
    for entity in ENTITIES.values():
        meant: dict[str, str] = {}
        for field in entity.fields.values():
            for word in (field.name, field.label.zh, field.label.en, *field.aliases):
                assert meant.setdefault(word, field.name) == field.name, word


def test_the_page_of_fields_is_made_from_the_catalogue() -> None:
    import subprocess
    import sys
    from pathlib import Path

    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, root / "resources" / "build_fields.py", "--check"], check=False)
    assert done.returncode == 0, "run resources/build_fields.py"
