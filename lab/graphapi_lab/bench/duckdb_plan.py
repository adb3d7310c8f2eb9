"""The outside yardstick: the same ranking as one SQL statement of DuckDB over tables with the same content.

DuckDB is a dependency of the benchmark alone (extra 'bench'). The tables come from the arrays of the rank index, sorted
the way that serves the statement, and hold what it would otherwise have to work out, such as who has a free place.
"""

import importlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

import numpy as np

from graphapi.availability.model import SLOT_MINUTES
from graphapi.errors import SetupProblem
from graphapi.matching.facts import RankedMentor
from graphapi.matching.model import Question
from graphapi.people.ties import TIE_MODULUS, tie_order
from graphapi.rankindex.model import SLOT_BITS, day_number
from graphapi.rankindex.ragged import Column, Ragged
from graphapi.rankindex.rankmap import LEVEL_BITS, LEVEL_MASK, RankMap
from graphapi.rankindex.times import Times

_BEFORE_ALL = 2**62
_SLOT_MASK = (1 << SLOT_BITS) - 1

_SQL = """
WITH target AS (
  SELECT t.skill, t.level, s.specificity / sum(s.specificity) OVER () AS weight
  FROM targets t JOIN skills s ON s.skill = t.skill
  WHERE t.person = $mentee
),
own AS (SELECT skill, level FROM claims WHERE person = $mentee),
mine AS (
  SELECT f.slot FROM free f JOIN intervals i ON i.interval = f.interval
  WHERE f.person = $mentee AND i.begins <= $week AND $week < i.ends
),
shared AS (
  SELECT o.person, count(*) AS halves
  FROM offers o JOIN mine ON mine.slot = o.slot JOIN intervals i ON i.interval = o.interval
  WHERE i.begins <= $week AND $week < i.ends
  GROUP BY o.person
),
in_time AS (
  SELECT p.person, coalesce(s.halves, 0) AS halves
  FROM people p LEFT JOIN shared s ON s.person = p.person
  WHERE coalesce(s.halves, 0) >= $minimum
    OR (p.asynchronous AND (SELECT asynchronous FROM people WHERE person = $mentee))
),
path AS (
  SELECT t.skill AS wanted, t.level AS target, t.weight, n.other AS held, n.strength,
    (n.other = t.skill)::INTEGER AS exact, coalesce(own.level, 0) AS mentee_level
  FROM target t JOIN near n ON n.skill = t.skill LEFT JOIN own ON own.skill = n.other
),
by_target AS (
  SELECT h.person, p.wanted, any_value(p.weight) AS weight, max(p.exact) AS exact,
    sum(ln(1 - $damping * p.strength * CASE
      WHEN h.level < p.target THEN $fit_below * h.level / p.target
      ELSE $fit_at + (1 - $fit_at) * (h.level - p.target + 1) / (5 - p.target)
    END)) AS remaining
  FROM path p JOIN holders h ON h.skill = p.held
  WHERE h.level > p.mentee_level AND h.person IN (SELECT person FROM in_time)
  GROUP BY h.person, p.wanted
),
scored AS (
  SELECT person, floor(sum(weight * (1 - exp(remaining))) * 1000000000 + 0.2718281828)::BIGINT AS billionths,
    sum(exact)::BIGINT AS exact
  FROM by_target
  GROUP BY person
),
keyed AS (SELECT *, (tie_key::BIGINT * $tie_factor + $tie_shift) % $tie_modulus AS tie FROM people)
SELECT p.person, s.billionths, s.exact, p.tie, t.halves * 30 AS minutes
FROM scored s JOIN keyed p ON p.person = s.person JOIN in_time t ON t.person = s.person
WHERE s.billionths > 0
  AND p.person <> $mentee
  AND (s.billionths < $after_billionths
    OR (s.billionths = $after_billionths AND s.exact < $after_exact)
    OR (s.billionths = $after_billionths AND s.exact = $after_exact AND p.tie > $after_tie)
    OR (s.billionths = $after_billionths AND s.exact = $after_exact AND p.tie = $after_tie AND p.rank >= $after_rank))
  AND EXISTS (
    SELECT 1 FROM languages l JOIN people m ON m.person = $mentee AND m.language_set = l.one
    WHERE l.other = p.language_set
  )
  AND p.person NOT IN (SELECT other FROM apart WHERE person = $mentee)
  AND p.person NOT IN (SELECT m.manager FROM people m WHERE m.person = $mentee AND m.manager >= 0)
  AND p.person NOT IN (
    SELECT mm.manager FROM people m JOIN people mm ON mm.person = m.manager
    WHERE m.person = $mentee AND mm.manager >= 0
  )
  AND p.manager <> $mentee
  AND p.person NOT IN (
    SELECT r.person FROM people r JOIN people m ON m.person = r.manager WHERE m.manager = $mentee
  )
ORDER BY s.billionths DESC, s.exact DESC, p.tie, p.rank
LIMIT $limit
"""


class DuckDbPlan:
    """The tables in memory, and the statement over them. Goals are those that `targets` gives to each person."""

    name = "duckdb"

    def __init__(self, ranked: RankMap, targets: Mapping[str, Sequence[tuple[str, int]]]) -> None:
        """targets: by person's id, the skills' ids and levels of the one goal, which weigh the same.

        Raises SetupProblem without DuckDB.
        """
        try:
            duckdb = cast(Any, importlib.import_module("duckdb"))
        except ImportError as error:
            raise SetupProblem(
                "DuckDB, the benchmark's yardstick, is not installed; install graphapi with the extra 'bench'."
            ) from error
        self._ranked = ranked
        self._connection = duckdb.connect(":memory:")
        self._fill(targets)

    def close(self) -> None:
        """Lets go of the memory."""
        self._connection.close()

    def rank(self, question: Question, week: date, limit: int) -> list[RankedMentor]:
        """As of the matching's ranked_mentors."""
        people, policy, after = self._ranked.people, self._ranked.policy, question.after
        order = tie_order(question.mentee_id)
        found: list[tuple[int, int, int, int, int]] = self._connection.execute(
            _SQL,
            {
                "mentee": people.place[question.mentee_id],
                "week": day_number(week),
                "minimum": -(-question.minimum_shared_minutes // SLOT_MINUTES),
                "damping": policy.damping,
                "fit_below": policy.fit_below,
                "fit_at": policy.fit_at,
                "after_billionths": after.proximity_billionths if after else _BEFORE_ALL,
                "after_exact": after.exact_targets if after else 0,
                "after_tie": after.tie if after else 0,
                "tie_factor": order.factor,
                "tie_shift": order.shift,
                "tie_modulus": TIE_MODULUS,
                "after_rank": people.first_rank_after(after.mentor_id) if after else 0,
                "limit": limit,
            },
        ).fetchall()
        return [
            RankedMentor(people.ids[person], billionths, exact, tie, minutes)
            for person, billionths, exact, tie, minutes in found
        ]

    def _fill(self, targets: Mapping[str, Sequence[tuple[str, int]]]) -> None:
        ranked, people = self._ranked, self._ranked.people
        count, skills = len(people.ids), len(ranked.skill_ids)
        person, claim = _rows(ranked.claims, count)
        skill, held = _rows(ranked.holders, skills)
        near, other, strength = _rows(ranked.near, skills)
        freed, free = _rows(people.free, count)
        offerer, offers = _rows(people.offers, count)
        itself = np.arange(skills)
        aims = [
            (people.place[person_id], ranked.skill_place[skill_id], level)
            for person_id, aimed in targets.items()
            for skill_id, level in aimed
        ]
        tables: dict[str, dict[str, Column]] = {
            "people": {
                "person": np.arange(count),
                "rank": people.rank[:count],
                "tie_key": people.tie_key[:count],
                "manager": people.manager[:count],
                "language_set": people.language_set[:count],
                "asynchronous": people.asynchronous[:count],
            },
            "skills": {"skill": itself, "specificity": ranked.specificity[:skills]},
            "claims": {"person": person, "skill": claim >> LEVEL_BITS, "level": claim & LEVEL_MASK},
            "holders": {"skill": skill, "person": held >> LEVEL_BITS, "level": held & LEVEL_MASK},
            "near": {
                "skill": np.concatenate([near, itself]),
                "other": np.concatenate([other, itself]),
                "strength": np.concatenate([strength, np.ones(skills)]),
            },
            "free": {"person": freed, "slot": free & _SLOT_MASK, "interval": free >> SLOT_BITS},
            "offers": {"slot": offers & _SLOT_MASK, "person": offerer, "interval": offers >> SLOT_BITS},
            "intervals": _intervals(people.times),
            "targets": _columns(aims, "person", "skill", "level"),
            "languages": _columns(_sharing(people.language_sets), "one", "other"),
            "apart": _columns(_pairs(people.apart, people.mentors), "person", "other"),
        }
        for name, columns in tables.items():
            self._connection.register("given", columns)
            order = ", ".join(list(columns)[:2])
            self._connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given ORDER BY {order}")  # noqa: S608
            self._connection.unregister("given")


def _rows(lists: Ragged, count: int) -> list[Column]:
    """Which of the first `count` lists each row is of, and then the columns."""
    lengths, *columns = lists.packed(count)
    return [np.repeat(np.arange(count), lengths), *columns]


def _columns(rows: Sequence[tuple[int, ...]], *names: str) -> dict[str, Column]:
    table = np.array(rows, np.int64).reshape(-1, len(names))
    return {name: np.ascontiguousarray(table[:, at]) for at, name in enumerate(names)}


def _intervals(times: Times) -> dict[str, Column]:
    kinds = times.columns()
    return {"interval": np.arange(len(kinds.begins)), "begins": kinds.begins, "ends": kinds.ends}


def _sharing(sets: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    """The pairs of language sets that share a language, or of which one is empty."""
    return [
        (one, other)
        for one, mine in enumerate(sets)
        for other, theirs in enumerate(sets)
        if not mine or not theirs or not set(mine).isdisjoint(theirs)
    ]


def _pairs(*lists: Mapping[int, Sequence[int]]) -> list[tuple[int, int]]:
    return [(one, other) for each in lists for one, others in each.items() for other in others]
