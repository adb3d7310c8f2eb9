"""A small competency map as plain values, put into the database as it stands, for the brute-force twin."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeAlias

from graphapi.attributes.model import AttributeRule
from graphapi.derived.nearness import derive_near
from graphapi.graphdb.database import Database, Transaction
from graphapi.policy.versions import recount_specificity, set_rules
from tests.editing import edit_of

WEEK = date(2027, 3, 1)
LATER = date(2027, 3, 8)
Piece: TypeAlias = tuple[int, int, int, int, tuple[str, ...]]


@dataclass
class Mentor:
    """A person; `slots` are (weekday, minute) wholly free in WEEK for any format, `pieces` are other pieces of
    half-hours, (weekday, minute, begins, ends, formats), and `other_week` is free in the week after alone."""

    skills: dict[str, int] = field(default_factory=dict)
    mentoring: bool = True
    places: int = 1
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    reports_to: str | None = None
    slots: frozenset[tuple[int, int]] = frozenset()
    tie_key: int = 0
    pieces: tuple[Piece, ...] = ()
    other_week: frozenset[tuple[int, int]] = frozenset()
    weekly_minutes: int | None = None
    attributes: tuple[str, ...] = ()

    @property
    def free(self) -> list[Piece]:
        """Everything in WEEK."""
        return [*((day, minute, 0, 30, ()) for day, minute in sorted(self.slots)), *self.pieces]


@dataclass
class Aim:
    """A goal; targets map a skill to (level, weight)."""

    person: str
    targets: dict[str, tuple[int, float]]
    priority: float = 1.0
    status: str = "active"


@dataclass
class World:
    """Everything that a ranking looks at. relations: (a, b, RELATED or BROADER, strength)."""

    skills: list[str]
    relations: list[tuple[str, str, str, float]]
    people: dict[str, Mentor]
    goals: dict[str, Aim]
    blocks: list[tuple[str, str]] = field(default_factory=list)
    declined: list[tuple[str, str]] = field(default_factory=list)
    matches: list[tuple[str, str]] = field(default_factory=list)
    rules: tuple[AttributeRule, ...] = ()


async def load(database: Database, world: World) -> None:
    """Stores the world and everything derived from it."""
    await database.write("tests/load_world", lambda tx: _load(tx, world), deadline_seconds=600)


async def _load(tx: Transaction, world: World) -> None:
    async def run(text: str, rows: list[Any]) -> None:
        await tx.run_text(text, {"rows": rows, "from": WEEK, "until": LATER})

    await run(
        "UNWIND $rows AS id CREATE (:Skill {id: id, label: 'Skill ' + id, status: 'active', revision: 1})",
        world.skills,
    )
    for kind in ("RELATED", "BROADER"):
        await run(
            "UNWIND $rows AS r MATCH (a:Skill {id: r[0]}), (b:Skill {id: r[1]}) "
            f"CREATE (a)-[:{kind} {{strength: r[2]}}]->(b)",
            [[a, b, strength] for a, b, k, strength in world.relations if k == kind],
        )
    await run(
        "UNWIND $rows AS p CREATE (:Person {id: p.id, name: p.id, foldedName: toLower(p.id), "
        "mentoring: p.mentoring, places: p.places, "
        "placesTaken: p.placesTaken, languages: p.languages, formats: p.formats, tieKey: p.tieKey, "
        "weeklyMinutes: p.weeklyMinutes, attributes: p.attributes, revision: 1})",
        [
            {
                "id": id,
                "mentoring": p.mentoring,
                "places": p.places,
                "placesTaken": sum(mentor == id for mentor, _ in set(world.matches)),
                "languages": list(p.languages),
                "formats": list(p.formats),
                "tieKey": p.tie_key,
                "weeklyMinutes": p.weekly_minutes,
                "attributes": list(p.attributes) or None,
            }
            for id, p in world.people.items()
        ],
    )
    await run(
        "UNWIND $rows AS r MATCH (p:Person {id: r[0]}), (b:Person {id: r[1]}) CREATE (p)-[:REPORTS_TO]->(b)",
        [[id, p.reports_to] for id, p in world.people.items() if p.reports_to],
    )
    await run(
        "UNWIND $rows AS r MATCH (p:Person {id: r[0]}), (s:Skill {id: r[1]}) "
        "CREATE (p)-[:HAS {skillId: s.id, level: r[2], revision: 1}]->(s)",
        [[id, skill, level] for id, p in world.people.items() for skill, level in p.skills.items()],
    )
    for text, pairs in (
        ("CREATE (a)-[:BLOCKS]->(b)", world.blocks),
        ("CREATE (a)-[:DECLINED]->(b)", world.declined),
        ("CREATE (a)<-[:MENTOR]-(:Match {id: r[0] + '>' + r[1], status: 'active'})-[:MENTEE]->(b)", world.matches),
    ):
        await run(
            "UNWIND $rows AS r MATCH (a:Person {id: r[0]}), (b:Person {id: r[1]}) " + text,
            [list(pair) for pair in dict.fromkeys(pairs)],
        )
    await run(
        "UNWIND $rows AS r MATCH (p:Person {id: r.person}) "
        "CREATE (p)-[:PURSUES]->"
        "(g:Goal {id: r.id, statement: r.id, status: r.status, priority: r.priority, revision: 1}) "
        "WITH g, r UNWIND r.targets AS t MATCH (s:Skill {id: t[0]}) "
        "CREATE (g)-[:TARGETS {level: t[1], weight: t[2]}]->(s)",
        [
            {
                "id": id,
                "person": g.person,
                "status": g.status,
                "priority": g.priority,
                "targets": [[skill, level, weight] for skill, (level, weight) in g.targets.items()],
            }
            for id, g in world.goals.items()
        ],
    )
    await run(
        "UNWIND $rows AS r MATCH (p:Person {id: r[0]}), (t:TimeSlot {id: r[1]}) "
        "CREATE (p)-[f:FREE {from: r[2], until: r[3], begins: r[4], ends: r[5], formats: r[6]}]->(t) "
        "WITH p, t, f WHERE p.mentoring AND p.places > p.placesTaken "
        "CREATE (p)-[o:OFFERS]->(t) SET o = properties(f)",
        [
            [
                id,
                day * 10_000 + minute,
                *weeks,
                begins or None,
                None if ends == 30 else ends,
                list(formats) or None,
            ]
            for id, p in world.people.items()
            for weeks, free in (
                ((WEEK, LATER), p.free),
                ((LATER, LATER + timedelta(weeks=1)), [(*slot, 0, 30, ()) for slot in sorted(p.other_week)]),
            )
            for day, minute, begins, ends, formats in free
        ],
    )
    await recount_specificity(edit_of(tx), "test")
    await set_rules(edit_of(tx), world.rules)
    await derive_near(edit_of(tx), None)
