"""Plans what an import would change, and checks that it fits the map."""

from collections.abc import Iterable

from graphapi.graphdb.database import Database, Transaction
from graphapi.importing import graph
from graphapi.importing.attributes_difference import compare_attributes
from graphapi.importing.chains import circles, in_words
from graphapi.importing.claims_difference import compare_claims
from graphapi.importing.goals_difference import compare_goals
from graphapi.importing.known import READ_SECONDS, KnownMap, know_managers, known_map
from graphapi.importing.matches_difference import compare_matches
from graphapi.importing.model import Bundle, Progress, fingerprint_of, no_progress
from graphapi.importing.people_difference import compare_further_ids, compare_people
from graphapi.importing.problems import Problems, shown
from graphapi.importing.records_graph import unfinished_imports
from graphapi.importing.remembering import marks_of
from graphapi.importing.taxonomy_difference import compare_taxonomy
from graphapi.importing.time_difference import compare_time
from graphapi.importing.writes import ImportPlan, Writes
from graphapi.text import fault_in_id


async def plan_import(
    database: Database, bundle: Bundle, progress: Progress = no_progress, *, compare_all: bool = False
) -> ImportPlan:
    """What the bundle would change in the map as it is now; changes nothing, which makes it the dry run.

    People of whom the last import said the same, and whom nobody has edited since, are not compared, unless
    `compare_all` is set: somebody may have changed the graph by other means.

    Raises ImportRefused when the bundle names what is neither in it nor in the map, and Unavailable.
    """

    fingerprint = fingerprint_of(bundle)

    async def work(tx: Transaction) -> ImportPlan:
        imports_before = await graph.imports_so_far(tx)
        progress("reading the map", 0, 0)
        known = await known_map(tx, with_relations=bool(bundle.relations), before=bundle.known)
        if known is not bundle.known:
            await know_managers(tx, known, (person.reports_to for person in bundle.people if person.reports_to))
        _check(bundle, known)
        labels = {skill.id: skill.label for skill in known.skills} | {row.id: row.label for row in bundle.skills}
        writes = Writes()
        clusters, skills, found, relations = await compare_taxonomy(tx, bundle, known, writes.taxonomy)
        attributes, rules = await compare_attributes(tx, bundle, known, writes)
        progress("comparing people", 0, len(bundle.people))
        marks = marks_of(bundle, known.marks)
        same = frozenset[str]() if compare_all else marks.same
        units, functions, people = await compare_people(tx, bundle, known, same, writes)
        person_ids = compare_further_ids(bundle, known, writes)
        claims = await compare_claims(tx, bundle, known, same, labels, writes, progress)
        left = _left_after(bundle, known)
        goals, warnings = await compare_goals(tx, bundle, known, left, same, labels, writes)
        availability, leave = await compare_time(tx, bundle, known, same, writes, progress)
        matches, of_matches = await compare_matches(tx, bundle, known, left, writes)
        rare = [
            tally
            for tally, rows in (
                (person_ids, bundle.person_ids),
                (leave, (*bundle.leaves, *bundle.without_leaves)),
                (matches, bundle.matches),
                (attributes, bundle.attributes),
                (rules, bundle.rules is not None or writes.attributes.rules is not None),
            )
            if rows
        ]
        other_ids = (found,) if bundle.other_ids else ()
        tallies = (
            clusters,
            skills,
            *other_ids,
            relations,
            units,
            functions,
            people,
            claims,
            goals,
            availability,
            *rare,
        )
        return ImportPlan(
            tuple(tally.difference() for tally in tallies),
            (*bundle.warnings, *warnings, *of_matches),
            writes,
            marks,
            imports_before,
            fingerprint,
            any(each.id == fingerprint for each in await unfinished_imports(tx)),
        )

    return await database.read("importing/plan", work, deadline_seconds=READ_SECONDS)


def _check(bundle: Bundle, known: KnownMap) -> None:
    """Raises ImportRefused when the bundle says something twice, names what nobody knows, or goes in circles.

    Files were checked line by line before; this holds bundles that were made in memory, or some time ago.
    """
    problems = Problems()
    people = known.people.keys() | {person.id for person in bundle.people}
    skills = {skill.id for skill in known.skills} | {row.id for row in bundle.skills}
    for kind, ids in (
        ("people", [person.id for person in bundle.people]),
        ("skills", [row.id for row in bundle.skills]),
        ("goals", [goal.id for goal in bundle.goals]),
        ("matches", [match.id for match in bundle.matches]),
        ("claims", [(claim.person_id, claim.skill_id) for claim in bundle.claims]),
    ):
        if len(set(ids)) < len(ids):
            problems.add(kind, None, None, "something occurs twice", "keep one of each")
    for kind, rows in (("people", bundle.people), ("skills", bundle.skills), ("goals", bundle.goals)):
        for row in rows:
            if fault := fault_in_id(row.id):
                problems.add(kind, None, None, f"the id {shown(row.id)} {fault}")
    for kind, named in (
        ("people", (person.reports_to for person in bundle.people if person.reports_to)),
        ("claims", (claim.person_id for claim in bundle.claims)),
        ("goals", (goal.person_id for goal in bundle.goals)),
        ("availability", (*(row.person_id for row in bundle.availability), *bundle.without_windows)),
        ("leave", (*(row.person_id for row in bundle.leaves), *bundle.without_leaves)),
        ("matches", (end for row in bundle.matches for end in (row.mentor_id, row.mentee_id))),
        ("people", (person_id for person_id, _ in bundle.leaving)),
        ("further ids", (person_id for _, person_id in bundle.person_ids)),
    ):
        _note_unknown(kind, "person", set(named) - people, problems)
    for kind, named in (
        ("skills", (each.skill_id for each in bundle.other_ids)),
        ("relations", (end for row in bundle.relations for end in (row.a, row.b))),
        ("claims", (claim.skill_id for claim in bundle.claims)),
        ("goals", (target.skill_id for goal in bundle.goals for target in goal.targets)),
    ):
        _note_unknown(kind, "skill", set(named) - skills, problems)
    for id_, person_id in bundle.person_ids:
        if id_ in people or known.further_ids.get(id_, person_id) != person_id:
            problems.add(
                "further ids", None, None, f"the id {shown(id_)} means somebody else", "choose another one"
            )
    for person in bundle.people:
        if person.id in known.further_ids:
            problems.add(
                "people",
                None,
                None,
                f"{shown(person.id)} is a further id of {shown(known.further_ids[person.id])}",
            )
    _note_circles(bundle, known, problems)
    problems.refuse_if_any()


def _left_after(bundle: Bundle, known: KnownMap) -> set[str]:
    """Ids of those who have left once the import is there."""
    left = known.left | {person_id for person_id, _ in bundle.leaving}
    if "people.left_on" in bundle.left_alone:
        return left
    return (left - {row.id for row in bundle.people}) | {row.id for row in bundle.people if row.left_on}


def _note_unknown(kind: str, what: str, ids: Iterable[str], problems: Problems) -> None:
    for unknown in sorted(ids):
        problems.add(kind, None, None, f"there is no {what} with the id {shown(unknown)}")


def _note_circles(bundle: Bundle, known: KnownMap, problems: Problems) -> None:
    if "people.reports_to" in bundle.left_alone:
        return
    named = {person.id: person.reports_to for person in bundle.people if person.reports_to}
    rewritten = {person.id for person in bundle.people}
    kept = {person_id: manager for person_id, manager in known.managers.items() if person_id not in rewritten}
    for circle in circles(kept | named):
        if any(member in named for member in circle):
            problems.add("reports_to", None, None, f"{in_words([shown(member) for member in circle])} is a cycle")
