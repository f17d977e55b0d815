"""Who looks like whom: rules one by one, then precision and recall on a labelled set of invented children with the
mistakes that offices make."""

from __future__ import annotations

import datetime as dt
from itertools import combinations, count, islice
from random import Random

import pytest

from casefiles.demo.lives import township
from casefiles.domain.codes import citizen_id
from casefiles.domain.fieldtypes import Stored
from casefiles.domain.likeness import LIKELY, MAYBE, likeness

TODAY = dt.date(2026, 11, 21)
CARD = citizen_id.make("999901", dt.date(2014, 9, 16), 12, "1")
ONE = {
    "name": "赵小样", "birth_date": "2014-09-16", "sex": "1", "village": "石门村", "phone": "10012345678",
    "id_number": CARD,
}  # fmt: skip
SOUNDS = dict(zip("小明芳秀英静军杰晨玉", "晓鸣方绣瑛敬君洁辰育", strict=True))
"""other characters of the same sound"""

Values = dict[str, Stored]


def points(**other: str | None) -> int:
    return likeness(ONE, {**ONE, **other}).points


@pytest.mark.parametrize(
    ("other", "maybe"),
    [
        ({"name": "钱大例", "birth_date": None, "village": None, "phone": None}, True),  # the number decides
        ({"id_number": None}, True),
        ({"id_number": None, "name": "赵晓样"}, True),  # another character of the same sound
        ({"id_number": None, "birth_date": "2014-09"}, True),
        ({"id_number": None, "birth_date": "2014-16-09"[:10]}, True),
        ({"id_number": CARD[:10] + CARD[11] + CARD[10] + CARD[12:]}, True),  # two neighbours changed places
        ({"id_number": None, "phone": None, "village": None}, True),
        ({"id_number": None, "phone": None, "village": None, "birth_date": None}, False),  # the name alone
        ({"id_number": None, "name": "赵大样"}, False),  # a twin without a number
        ({"id_number": citizen_id.make("999901", dt.date(2014, 9, 16), 78, "1"), "name": "赵大样"}, False),
        ({"id_number": citizen_id.make("999901", dt.date(2014, 9, 16), 78, "1")}, False),  # a namesake of the same day
        ({"id_number": None, "sex": "2", "phone": None}, False),
        ({"id_number": None, "birth_date": "2011-03-02", "phone": None}, False),
    ],
)
def test_who_may_be_the_same(other: dict[str, str | None], maybe: bool) -> None:
    assert (points(**other) >= MAYBE) is maybe, points(**other)


def test_an_old_number_of_fifteen_digits_is_the_same_number() -> None:
    alike = likeness({"id_number": CARD}, {"id_number": CARD[:6] + CARD[8:17]})
    assert alike.points >= LIKELY
    assert alike.reasons[0].zh == "身份证号相同"


def test_it_does_not_matter_who_is_compared_with_whom() -> None:
    rng = Random(3)
    children = labelled(rng, 60)[0]
    for a, b in combinations(children[:40], 2):
        assert likeness(a, b) == likeness(b, a)


def mistaken(child: Values, rng: Random) -> Values:
    """The same child as another clerk would have written it down: one to three mistakes."""
    other = dict(child)
    for slip in rng.sample(("sound", "no_id", "id_slip", "birth", "village", "phone"), rng.randint(1, 3)):
        name, card = str(other["name"]), str(other.get("id_number") or "")
        if slip == "sound":
            other["name"] = "".join(SOUNDS.get(c, c) for c in name)
        elif slip == "no_id":
            other["id_number"] = None
        elif slip == "id_slip" and card:
            at = rng.randrange(10, 17)
            other["id_number"] = card[:at] + str((int(card[at]) + 1) % 10) + card[at + 1 :]
        elif slip == "birth":
            other["birth_date"] = rng.choice((str(other["birth_date"])[:7], str(other["birth_date"])[:4]))
        elif slip == "village":
            other["village"] = "别的村"
        elif slip == "phone":
            other["phone"] = f"100{rng.randrange(10**8):08d}"
    return other


def labelled(rng: Random, number: int) -> tuple[list[Values], list[int]]:
    """Children, and for each which child it is: invented lives, brothers and sisters among them, twins and namesakes,
    then a second writing of every other one."""
    one = (f"L{n:05d}" for n in count(1))
    made = township(rng.randrange(1000), "999901101", TODAY, lambda _, n: islice(one, n), number, 10)
    children: list[Values] = [dict(e.fields) for e in made.edits if e.entity == "child"]
    for child in children[: number // 10]:  # a twin: all alike but the name and the number
        twin = {**child, "name": f"{str(child['name'])[:-2]}双例"}
        if child.get("id_number"):
            born = dt.date.fromisoformat(str(child["birth_date"]))
            twin["id_number"] = citizen_id.make("999901", born, rng.randrange(500), str(child["sex"]))
        children.append(twin)
    for child in children[number // 10 : number // 5]:  # a namesake elsewhere, born on another day
        born = dt.date.fromisoformat(str(child["birth_date"])) + dt.timedelta(days=rng.randint(40, 900))
        other = {"birth_date": born.isoformat(), "village": "远村", "phone": f"100{rng.randrange(10**8):08d}"}
        number_of = citizen_id.make("999901", born, rng.randrange(500), str(child["sex"]))
        children.append({**child, **other, "id_number": number_of if rng.random() < 0.5 else None})
    who = list(range(len(children)))
    for n in range(0, number, 2):
        children.append(mistaken(children[n], rng))
        who.append(n)
    return children, who


def measured(seed: int, number: int = 120) -> tuple[float, float]:
    """(precision, recall) of MAYBE over all pairs."""
    children, who = labelled(Random(seed), number)
    said = right = true = 0
    for a, b in combinations(range(len(children)), 2):
        same = who[a] == who[b]
        maybe = likeness(children[a], children[b]).points >= MAYBE
        said, true, right = said + maybe, true + same, right + (same and maybe)
    return right / said, right / true


def test_precision_and_recall_on_the_labelled_set() -> None:
    found = [measured(seed) for seed in range(5)]
    precision, recall = (sum(f[n] for f in found) / len(found) for n in (0, 1))
    print(f"precision {precision:.3f}, recall {recall:.3f}")
    assert precision >= 0.93, found
    assert recall >= 0.93, found
