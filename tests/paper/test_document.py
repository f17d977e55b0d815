"""A paper as data."""

from __future__ import annotations

import json

from casefiles.domain.document import Card, Cell, Document, Form, Picture, QRCode, Row, label, value
from tests.paper.sample import dossier


def test_json_holds_what_differs_from_the_defaults() -> None:
    paper = Document(
        title="样张",
        lang="zh",
        blocks=(
            Form(columns=(1, 2), rows=(Row(cells=(label("姓名"), Cell(text="王䶮", kind="name"))),)),
            Picture(data=b"abc", caption="照片"),
            QRCode(text="YT-1"),
        ),
    )
    assert paper.to_json() == {
        "block": "Document",
        "title": "样张",
        "lang": "zh",
        "blocks": [
            {
                "block": "Form",
                "columns": [1, 2],
                "rows": [
                    {
                        "block": "Row",
                        "cells": [
                            {"block": "Cell", "text": "姓名", "kind": "label"},
                            {"block": "Cell", "text": "王䶮", "kind": "name"},
                        ],
                    }
                ],
            },
            {
                "block": "Picture",
                "data": {
                    "bytes": 3,
                    "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                },
                "caption": "照片",
            },
            {"block": "QRCode", "text": "YT-1"},
        ],
    }


def test_json_can_be_written() -> None:
    assert json.loads(json.dumps(dossier().to_json()))["block"] == "Document"


def test_an_unknown_value_is_a_dash() -> None:
    assert value("").text == "—"
    assert value("5").text == "5"


def test_texts_are_all_that_is_printed() -> None:
    card = Card(date="9月1日", year="2026", title="第1次", facts=(("地点", "家中"),), signs=("签字：",))
    paper = Document(
        title="题", lang="zh", blocks=(card,), watermark="水印", header=("左", "右"), footer=("下", "")
    )
    assert {"题", "水印", "左", "右", "下", "9月1日", "家中", "签字："} <= set(paper.texts())
    assert "zh" not in paper.texts()
