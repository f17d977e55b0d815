"""A working day played on real parts: roster, registration, match, visits, dossier, package, merge, receipt."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from casefiles import exchange, matching, printing, recording, roster, suggesting, surveying
from casefiles.demo import playing, words
from casefiles.demo.lives import township
from casefiles.demo.people import People
from casefiles.demo.phrases import VILLAGES
from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES
from casefiles.edges import workbook

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.demo.playing import PlayedClock
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.words import Label, Lang
    from casefiles.office import Office

TOWNSHIP = ("青石镇人民政府（演示）", "999901101", "township")
COUNTY = ("云台县民政局（演示）", "999901", "county")
ROSTER_ROWS = 40
ROUND_AGO = 20
"""days since the survey round began"""
ROSTER_VILLAGES = ("枣林坪村", "石门村", "双桥村")
WALKED = tuple(v for v in VILLAGES if v not in ROSTER_VILLAGES)[:4]
"""the villages of the survey round"""
CHANGES = ("母亲返乡照料", "父亲换了务工地", "转到镇中心小学", "改由外婆照看", "换了联系电话")
"""what was noted at doors where something changed"""

Say = Callable[[str], None]


@dataclass
class Step:
    """One step of the day: what was done, what it gave, how long it took (seconds)."""

    name: str
    text: str
    seconds: float


@dataclass
class Played:
    """What the day left behind."""

    steps: list[Step] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def data(self) -> dict[str, object]:
        """As one JSON object."""
        return dataclasses.asdict(self)


class Day:
    """Plays the day between a township and its county in the folder `root`."""

    def __init__(
        self,
        root: Path,
        here: Office,
        there: Office,
        clock: PlayedClock,
        lang: Lang,
        say: Say,
        children: int,
        seed: int,
    ) -> None:
        self.root = root
        self.here = here
        self.there = there
        self.clock = clock
        self.later: list[Edit] = []
        """what came into the register since the survey round began"""
        self.lang = lang
        self.say = say
        self.children = children
        self.seed = seed
        self.roster_rows = min(ROSTER_ROWS, max(2, children // 8))
        self.played = Played()
        self.rng = Random(seed)  # noqa: S311 - invented people, not a secret

    def play(self) -> Played:
        """The whole day."""
        self._cards()
        self._years_past()
        self._survey()
        self._roster()
        child = self._register()
        self._match(child)
        self._visits(child)
        self._dossier(child)
        self._to_the_county()
        self._both_change(child)
        self._receipt()
        self.played.counts = {n: self.here.queries.count(n) for n in ENTITIES}
        return self.played

    @contextmanager
    def _step(self, name: str, label: Label) -> Iterator[dict[str, object]]:
        found: dict[str, object] = {}
        began = time.perf_counter()
        yield found
        taken = time.perf_counter() - began
        text = label(self.lang, **found)
        self.played.steps.append(Step(name, text, round(taken, 3)))
        self.say(f"{taken:7.2f} s  {text}")

    def _cards(self) -> None:
        stick = self.root / "stick"
        stick.mkdir(exist_ok=True)
        with self._step("cards", words.CARDS) as found:
            _, code = exchange.accept_card(self.there, exchange.write_card(self.here, stick))
            _, same = exchange.accept_card(self.here, exchange.write_card(self.there, stick))
            found["code"] = f"{code}" if code == same else f"{code} ≠ {same}"

    def _years_past(self) -> None:
        """The register as the last two years left it, in one transaction."""
        today = self.here.clock.today()
        scale = self.children / 300
        kept = max(
            1, self.children - self.roster_rows
        )  # the roster brings one less than its rows, the form one
        with self._step("register", words.REGISTER) as found:
            ledger = self.here.ledger
            wanted = round(120 * scale)
            made = township(
                self.seed, TOWNSHIP[1], today, lambda e, n: ledger.issue_numbers(e, today.year, n), kept, wanted
            )
            began = today - dt.timedelta(days=ROUND_AGO)
            before, self.later = playing.parted(made.edits, began)
            with self.clock.on(began - dt.timedelta(days=1)):
                ledger.write(before, self.here.me.login)
            found |= {n: len(made.ids[n]) for n in ("child", "mentor", "match", "visit")}

    def _survey(self) -> None:
        """This autumn's house-to-house round in four villages, half of it walked."""
        today = self.here.clock.today()
        start = today - dt.timedelta(days=ROUND_AGO)
        draft = {"name": f"{start.year}年秋季摸底", "start": start.isoformat(), "villages": "\n".join(WALKED)}
        with self._step("survey", words.SURVEY) as found:
            with self.clock.on(start):
                round_, found["doors"] = surveying.make(self.here, {**draft, "walkers": self.here.me.name})
            lines = self.here.queries.select("survey_line", {"round": round_}, "place")
            edits = []
            for n, line in enumerate(lines[: (len(lines) + 1) // 2]):
                outcome = self.rng.choices(("seen", "nobody_home", "moved", "refused"), (86, 9, 3, 2))[0]
                outcome = outcome if n else "seen"
                on = (start + dt.timedelta(days=self.rng.randint(0, 15))).isoformat()
                walked: dict[str, Stored] = {"outcome": outcome, "on": on, "by": self.here.me.name}
                if outcome == "seen":
                    walked["change"] = self.rng.choices(("same", "changed"), (88, 12))[0] if n else "changed"
                    if walked["change"] == "changed":
                        walked["note"] = self.rng.choice(CHANGES)
                edits.append(Edit("survey_line", line.id, walked, line.heads))
            with self.clock.on(today - dt.timedelta(days=4)):
                self.here.ledger.write(edits, self.here.me.login)
                self.here.ledger.write(self.later, self.here.me.login)
            found["seen"] = len(edits)

    def _roster(self) -> None:
        people = People(self.seed + 1000, TOWNSHIP[1], self.here.clock.today())
        rows = [self._row(people) for _ in range(self.roster_rows)]
        rows[-1]["id_number"] = rows[-1]["id_number"][:-1] + (
            "0" if rows[-1]["id_number"][-1] != "0" else "1"
        )
        path = self.root / "papers" / "roster.xlsx"
        path.parent.mkdir(exist_ok=True)
        entity = ENTITIES["child"]
        with self._step("roster", words.ROSTER) as found:
            names = list(rows[0])
            head = [f"{entity.fields[n].label.zh} ({n})" for n in names]
            path.write_bytes(workbook.write_list("儿童", head, [[r[n] for n in names] for r in rows]))
            plan = roster.plan(self.here, workbook.read(path), "child")
            report = path.with_name("roster-report.xlsx")
            report.write_bytes(roster.report(plan, self.lang))
            roster.apply(self.here, plan)
            found |= {"rows": plan.rows, "new": plan.new, "changed": plan.changed, "same": plan.same}
            found["wrong"] = plan.wrong_rows
        self.played.files |= {"roster": str(path), "roster_report": str(report)}

    def _row(self, people: People) -> dict[str, str]:
        rng = people.rng
        sex = rng.choice("12")
        born = people.day(dt.date(2012, 1, 1), dt.date(2020, 8, 31))
        village = rng.choice(ROSTER_VILLAGES)
        return {
            "name": people.name(),
            "sex": "男" if sex == "1" else "女",
            "birth_date": f"{born:%Y-%m-%d}",
            "id_number": people.card(born, sex),
            "ethnic": "汉族",
            "village": village,
            "address": f"{village}{rng.randint(1, 9)}组",
            "phone": people.phone(),
            "schooling": ENTITIES["child"].fields["schooling"].kind.show("primary", "zh"),
            "school": "青石镇中心小学",
        }

    def _register(self) -> str:
        people = People(self.seed + 2000, TOWNSHIP[1], self.here.clock.today())
        born = dt.date(2014, 9, 16)
        draft = {
            "name": "欧阳䶮例",
            "id_number": people.card(born, "2"),
            "ethnic": "汉族",
            "area": TOWNSHIP[1],
            "village": "枣林坪村",
            "hamlet": "4组",
            "address": "枣林坪村4组71号",
            "registered": "是",
            "phone": people.phone(),
            "health": ENTITIES["child"].fields["health"].kind.show("10", "zh"),
            "schooling": "小学",
            "school": "青石镇中心小学",
            "school_class": "五年级（2）班",
            "risk": "yellow",
            "situation": "父母常年在外务工，每年春节返乡一次，日常由祖母照料。"
            "祖母年事已高并患有高血压，对孩子学习辅导能力有限。",
            "needs": "1. 每周一次课业辅导（数学、英语）。\n2. 协调父母每周至少两次视频通话。",
        }
        with self._step("child", words.CHILD) as found:
            saved = recording.save(self.here, ENTITIES["child"], draft)
            today = self.here.clock.today().isoformat()
            for entity, values in (
                (
                    "category_spell",
                    {
                        "category": "left_behind",
                        "subcategory": "both_away",
                        "start": today,
                        "reason": "入户摸底登记",
                    },
                ),
                (
                    "member",
                    {
                        "relation": "51",
                        "name": "欧阳安例",
                        "status": "away",
                        "since": "2021",
                        "place": "广东东莞",
                        "phone": people.phone(),
                    },
                ),
                (
                    "member",
                    {
                        "relation": "52",
                        "name": "李月样",
                        "status": "away",
                        "since": "2021",
                        "place": "浙江义乌",
                        "phone": people.phone(),
                    },
                ),
                (
                    "guardianship_spell",
                    {
                        "kind": "paternal_grandparents",
                        "name": "吕秀样",
                        "relation": "62",
                        "quality": "fair",
                        "guardianship": "fair",
                        "start": today,
                    },
                ),
            ):
                recording.save(self.here, ENTITIES[entity], {"child": saved.id, **values})
            found |= {"name": draft["name"], "number": saved.number}
        return saved.id

    def _match(self, child: str) -> None:
        with self._step("match", words.MATCH) as found:
            best = suggesting.suggest(self.here, child, 1)[0]
            matching.match(self.here, child, best.mentor)
            why = ("、" if self.lang == "zh" else ", ").join(suggesting.say(r, self.lang) for r in best.reasons)
            found |= {"name": best.name, "why": why}

    def _visits(self, child: str) -> None:
        today = self.here.clock.today().isoformat()
        mentor = str(self.here.queries.select("match", {"child": child})[0].values["mentor"])
        drafts = [
            {
                "kind": "home",
                "contact": "child",
                "state": "good",
                "summary": "孩子精神状态良好，主动讲了学校运动会的事。奶奶腿脚不便，冬衣还缺一件厚外套。",
                "minutes": "40",
            },
            {
                "kind": "phone",
                "contact": "child",
                "state": "good",
                "summary": "电话约好周末辅导数学。",
                "minutes": "10",
            },
            {
                "kind": "school",
                "contact": "none",
                "no_contact": "child_out",
                "summary": "到校时孩子外出参加比赛，已向班主任了解情况。",
            },
        ]
        with self._step("visits", words.VISITS) as found:
            for draft in drafts:
                recording.save(
                    self.here, ENTITIES["visit"], {"child": child, "mentor": mentor, "on": today, **draft}
                )
            found["n"] = len(drafts)

    def _dossier(self, child: str) -> None:
        out = self.root / "papers"
        with self._step("dossier", words.DOSSIER) as found:
            done = printing.print_to(self.here, printing.paper_named("dossier"), [child], out, lang=self.lang)
            found |= {"file": done.files[0].name, "pages": done.pages}
        self.played.files["dossier"] = str(done.files[0])

    def _to_the_county(self) -> None:
        with self._step("export", words.EXPORT) as found:
            report = exchange.export(self.here, COUNTY[1], self.root / "stick")
            found |= {"n": report.count, "kb": report.path.stat().st_size // 1024}
        self.played.files["package"] = str(report.path)
        with self._step("import", words.IMPORT) as found:
            merged = exchange.import_file(self.there, report.path)
            found |= {"new": merged.new, "changed": merged.changed, "conflicts": merged.conflicts}

    def _both_change(self, child: str) -> None:
        """County and township write the same field without knowing of each other: both values are kept."""
        with self._step("conflict", words.BOTH) as found:
            entity = ENTITIES["child"]
            recording.save(self.there, entity, {"school_class": "五年级（1）班"}, child)
            recording.save(self.here, entity, {"school_class": "五年级（3）班"}, child)
            report = exchange.export(self.here, COUNTY[1], self.root / "stick")
            found["n"] = exchange.import_file(self.there, report.path).conflicts

    def _receipt(self) -> None:
        with self._step("receipt", words.RECEIPT) as found:
            report = exchange.export(self.there, TOWNSHIP[1], self.root / "stick")
            exchange.import_file(self.here, report.path)
            found["n"] = self.here.queries.unacknowledged(COUNTY[1])
        self.played.files["receipt"] = str(report.path)
