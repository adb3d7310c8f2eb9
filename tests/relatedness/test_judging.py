"""The judging of relatedness does what its protocol says; figures equal those counted pair by pair."""

import gzip
from collections import Counter
from itertools import combinations
from math import isclose
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapi.errors import InvalidInput
from graphapi.graphdb.database import Database
from graphapi.relatedness.relating import relate
from tests.editing import editor
from tests.esco.files import tiny, uri
from tests.esco.world import bring_in
from tools import judging
from tools.evaluate_relatedness import read_map, report
from tools.judging import Judge, auc, judged_pairs, read_adverts, skills_in

_WEIGHED = st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.5, 0.9]), st.integers(0, 3).map(float)), max_size=8)


@given(_WEIGHED, _WEIGHED)
def test_the_auc_is_that_of_all_pairs(
    positive: list[tuple[float, float]], negative: list[tuple[float, float]]
) -> None:
    won = total = 0.0
    for score, weight in positive:
        for other, weight_of_other in negative:
            total += weight * weight_of_other
            won += weight * weight_of_other * (1.0 if score > other else 0.5 if score == other else 0.0)

    assert isclose(auc(positive, negative), won / total if total else 0.5)


def _made_up(adverts: int) -> list[frozenset[int]]:
    """Two trades that share nothing but a few popular skills."""
    rng = Random(3)
    return [
        frozenset(rng.sample(range(20 * trade, 20 * trade + 20), 4)) | ({40} if rng.random() < 0.5 else set())
        for trade in (rng.randrange(2) for _ in range(adverts))
    ]


def test_pairs_are_as_the_protocol_says() -> None:
    adverts = _made_up(600)
    asked = Counter(skill for skills in adverts for skill in skills)
    together = Counter(pair for skills in adverts for pair in combinations(sorted(skills), 2))

    positive, negative = judged_pairs(adverts, 1)

    assert len(positive) == len(negative) == len(set(positive)) == len(set(negative)) > 50
    for pair in positive:
        assert together[pair] >= 5
        assert together[pair] * len(adverts) > asked[pair[0]] * asked[pair[1]]
    for (a, b), made in zip(positive, negative, strict=True):
        assert together[made] == 0
        [kept] = {a, b} & set(made)
        [other] = {a, b} - {kept}
        [instead] = set(made) - {kept}
        assert asked[other].bit_length() == asked[instead].bit_length()
    assert min(asked[skill] for pair in (*positive, *negative) for skill in pair) >= 10
    # The same seed gives the same pairs, another one others.
    assert judged_pairs(adverts, 1) == (positive, negative)
    assert judged_pairs(adverts, 2) != (positive, negative)


def test_intervals_hold_the_figure_and_chance_is_a_half() -> None:
    positive, negative = judged_pairs(_made_up(600), 1)
    judge = Judge(positive, negative, 1, draws=100)
    rng = Random(1)
    knowing = dict.fromkeys(positive, 1.0)
    guessing = {pair: rng.random() for pair in (*positive, *negative)}

    best, chance, none = judge.judge(knowing), judge.judge(guessing), judge.judge({})

    assert (best.value, best.low, best.high) == (1.0, 1.0, 1.0)
    assert chance.low < chance.value < chance.high
    assert chance.low < 0.5 < chance.high
    assert none.value == 0.5
    gain = judge.gain(knowing, guessing)
    assert isclose(gain.value, 1.0 - chance.value)
    assert 0.0 < gain.low < gain.high


def test_adverts_are_read_once_and_divided_by_their_ids(tmp_path: Path) -> None:
    rows = [f"{number},Skill_{number},  common  SKILL,," for number in range(1_000)]
    plain, packed = tmp_path / "adverts.csv", tmp_path / "more.csv.gz"
    plain.write_text("\n".join([*rows, "x,common skill,skill 3", "y,,"]), encoding="utf-8")
    packed.write_bytes(gzip.compress(b"z,skill 4,common skill\nw,alone\n"))

    found = read_adverts([plain, packed])

    assert len(found.set_aside) + len(found.judged) == 1_001
    assert len(set(found.set_aside) | set(found.judged)) == 1_001
    assert 250 < len(found.set_aside) < 350
    assert {"skill 7", "common skill"} in [*found.set_aside, *found.judged]
    assert skills_in([frozenset({"skill 7", "unknown"})], {"skill 7": 2}) == [frozenset({2})]


async def test_a_map_is_judged_by_adverts(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a map in which all of a trade is related, and adverts of two trades
    monkeypatch.setattr(judging, "LEAST_ADVERTS", 2)
    monkeypatch.setattr(judging, "LEAST_TOGETHER", 2)
    await bring_in(database, tmp_path / "esco", tiny())
    await relate(editor(database))
    trades = (["carve spoons", "carve birch spoons"], ["grow moss", "water moss"], ["hum to moss", "mend nets"])
    adverts = tmp_path / "adverts.csv"
    adverts.write_text(
        "\n".join(f"{number},{','.join(trades[number % 3])},note {number}" for number in range(48)),
        encoding="utf-8",
    )

    judged = await read_map(database)
    said = report([adverts], judged, 1)

    assert "pairs: 3 positive, 3 negative; seed 1" in said
    assert [line[:12] for line in said.splitlines() if "AUC" in line] == [
        "fused       ",
        "hierarchy   ",
        "occupations ",
        "RELATED as s",
        "NEAR as stor",
        "fused, adver",
    ]
    # A label that two skills bear means neither.
    assert "tend moss" not in judged.numbers
    assert judged.evidence.skills[judged.numbers["whittle birch"]] == uri("birch")

    # and adverts that ask for nothing the map has cannot judge
    adverts.write_text("1,unknown,other\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="no skills of the map together"):
        report([adverts], judged, 1)
