"""Reads all files of a folder that is imported, once, one after the other, with what the map holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from graphapi.calendar.clock import utc_today
from graphapi.graphdb.database import Database
from graphapi.importing.adopting import tell_skills_apart
from graphapi.importing.attributes_file import (
    ATTRIBUTES,
    RULES,
    RulesFile,
    read_attributes,
    read_rules,
    value_reader,
)
from graphapi.importing.availability_file import AVAILABILITY, AvailabilityFile, read_availability
from graphapi.importing.claims_file import CLAIMS, ClaimsFile, read_claims
from graphapi.importing.goals_file import GOALS, GoalsFile, check_stored, read_goals
from graphapi.importing.headers import named
from graphapi.importing.known import (
    KnownMap,
    read_claims_of_skills,
    read_managers,
    read_stored_goals,
    read_stored_matches,
)
from graphapi.importing.leave_file import LEAVE, LeaveFile, read_leave
from graphapi.importing.lookalikes import ids_alike, rewritten_ids
from graphapi.importing.matches_file import MATCHES, MatchesFile, read_matches, settle_matches
from graphapi.importing.model import Bundle, Progress
from graphapi.importing.options import ReadingOptions
from graphapi.importing.people_file import (
    PEOPLE,
    PeopleFile,
    check_people,
    index_people,
    others_above,
    people_warnings,
    read_people,
    who_leaves,
)
from graphapi.importing.problems import Problem, Problems, shown
from graphapi.importing.related_file import RELATED, RelationsFile, check_relations, read_relations
from graphapi.importing.remembering import said_of
from graphapi.importing.resolving import SkillIndex
from graphapi.importing.skills_file import SKILLS, SkillsFile, index_skills, read_skills, shared_labels
from graphapi.importing.tables import Shape, Table

SHAPES = (ATTRIBUTES, RULES, PEOPLE, SKILLS, RELATED, CLAIMS, GOALS, AVAILABILITY, LEAVE, MATCHES)
FILES = tuple(shape.file for shape in SHAPES)


@dataclass(slots=True)
class Folder:
    """A folder that is read, perhaps several times. left_out: by file, lines of rows that are passed over.

    with_them: rows that are passed over because they belong together with one of those.
    """

    database: Database
    directory: Path
    known: KnownMap
    progress: Progress
    today: date | None
    options: ReadingOptions
    left_out: dict[str, set[int]] = field(default_factory=dict[str, set[int]])
    with_them: list[Problem] = field(default_factory=list[Problem])

    def table(self, shape: Shape, problems: Problems, tables: list[Table]) -> Table | None:
        """The file, noted among `tables`; None when there is none."""
        path = self.directory / shape.file
        if not path.exists():
            return None
        self.progress(f"reading {shape.file}", 0, 0)
        tables.append(Table(path, shape, problems, self.options, self.left_out.get(shape.file, set())))
        return tables[-1]

    def leave_out(self, wrong: Sequence[Problem]) -> bool:
        """Passes over the rows that are wrong from now on; false when that is nothing new."""
        before = sum(map(len, self.left_out.values()))
        for problem in wrong:
            if problem.line is not None:
                self.left_out.setdefault(problem.file, set()).add(problem.line)
        return sum(map(len, self.left_out.values())) > before


async def read_folder(folder: Folder, problems: Problems) -> Bundle:
    """Everything in the files, as far as it is right; faults are noted. Raises Unavailable."""
    database, known, options, today = folder.database, folder.known, folder.options, folder.today
    tables: list[Table] = []

    def table(shape: Shape) -> Table | None:
        return folder.table(shape, problems, tables)

    found = table(ATTRIBUTES)
    attributes = read_attributes(found, known.attributes, problems) if found else []
    declared = {each.name: each for each in (*known.attributes, *attributes)}
    found = table(RULES)
    rules = read_rules(found, declared, problems) if found else RulesFile()
    found = table(replace(PEOPLE, optional=(*PEOPLE.optional, *declared)))
    readers = {name: value_reader(attribute) for name, attribute in declared.items()}
    people_file = read_people(found, problems, known, today, readers) if found else PeopleFile()
    await read_managers(database, known, others_above(people_file))
    people = index_people(people_file, known)
    check_people(people_file, known, people, problems)
    warnings = people_warnings(people_file, known)
    gone, told = who_leaves(found and people_file, known, options, problems)
    warnings += told
    leaving = tuple((person_id, today or utc_today()) for person_id in gone)

    found = table(SKILLS)
    skills_file = read_skills(found, known, problems) if found else SkillsFile()
    warnings += tell_skills_apart(skills_file, known, problems)
    skills = index_skills(skills_file, known)
    warnings += shared_labels(skills_file, skills)
    warnings += rewritten_ids(SKILLS.file, skills_file.lines)
    warnings += ids_alike(SKILLS.file, skills_file.lines, (skill.id for skill in known.skills))
    found = table(RELATED)
    relations = read_relations(found, skills, problems) if found else RelationsFile()
    check_relations(relations, known, skills, problems)

    found = table(CLAIMS)
    split = options.split_skills
    claims = (
        read_claims(found, people, skills, problems, folder.progress, today, split_skills=split)
        if found
        else ClaimsFile()
    )
    await _check_retired(database, claims, skills, problems)
    found = table(GOALS)
    goals = read_goals(found, people, skills, problems, today, split_skills=split) if found else GoalsFile()
    warnings += rewritten_ids(GOALS.file, {goal_id: goal.line for goal_id, goal in goals.goals.items()})
    found = table(AVAILABILITY)
    availability = read_availability(found, people, problems, folder.progress) if found else AvailabilityFile()
    found = table(LEAVE)
    leave = read_leave(found, people, problems) if found else LeaveFile()
    found = table(MATCHES)
    matches = read_matches(found, people, problems, today) if found else MatchesFile()
    await _settle_matches(database, matches, known, people_file, problems)

    bundle = _bundle(people_file, skills_file, relations, claims, goals, availability, leave, matches, leaving)
    # Nothing is known of people before their rows are right.
    said = {} if problems.total else said_of(bundle)
    new = [
        goal_id
        for goal_id, goal in goals.goals.items()
        if said.get(goal.person_id) != known.marks.get(goal.person_id, "")
    ]
    check_stored(goals, await read_stored_goals(database, new), skills, problems)

    folder.with_them = [
        Problem(each.shape.file, line, each.shape.together, f"left out with the row in line {with_line}")
        for each in tables
        for line, with_line in each.with_them.items()
    ]
    warnings += [f"{each.shape.file}: ignored {named(each.ignored)}" for each in tables if each.ignored]
    return replace(
        bundle,
        attributes=tuple(attributes),
        rules=tuple(rules.rows) if rules.given else None,
        warnings=tuple(warnings),
        said=said or None,
        known=known,
    )


def _bundle(
    people_file: PeopleFile,
    skills_file: SkillsFile,
    relations: RelationsFile,
    claims: ClaimsFile,
    goals: GoalsFile,
    availability: AvailabilityFile,
    leave: LeaveFile,
    matches: MatchesFile,
    leaving: tuple[tuple[str, date], ...],
) -> Bundle:
    return Bundle(
        people=tuple(people_file.rows),
        skills=tuple(skills_file.rows),
        relations=tuple(row for _, row in relations.rows),
        claims=tuple(claims.rows),
        goals=goals.rows(),
        availability=tuple(availability.rows),
        without_windows=tuple(availability.cleared),
        leaves=tuple(leave.rows),
        without_leaves=tuple(leave.cleared),
        matches=tuple(row for _, row in matches.rows),
        other_ids=tuple(skills_file.other_ids),
        person_ids=tuple(people_file.further_ids.items()),
        left_alone=frozenset(
            f"{kind}.{column}"
            for kind, absent in (
                ("people", people_file.absent),
                ("skills", skills_file.absent),
                ("claims", claims.absent),
                ("goals", goals.absent),
                ("matches", matches.absent),
            )
            for column in absent
        ),
        leaving=leaving,
    )


async def _settle_matches(
    database: Database, matches: MatchesFile, known: KnownMap, people: PeopleFile, problems: Problems
) -> None:
    """Gives matches their ids, and holds them to those of the map."""
    if not matches.rows:
        return
    stored = await read_stored_matches(
        database,
        [row.id for _, row in matches.rows if row.id],
        sorted({row.mentee_id for _, row in matches.rows}),
    )
    places_given = "places" not in people.absent
    settle_matches(matches, stored, known, people.rows, problems, places_given=places_given)


async def _check_retired(database: Database, claims: ClaimsFile, skills: SkillIndex, problems: Problems) -> None:
    """Notes new claims of retired skills; one that was there before may be corrected."""
    if not claims.of_retired:
        return
    ids = sorted({claim.skill_id for _, claim in claims.of_retired})
    known = await read_claims_of_skills(database, ids)
    for line, claim in claims.of_retired:
        if (claim.person_id, claim.skill_id) not in known:
            problems.add(
                CLAIMS.file,
                line,
                "skill",
                f"the skill {shown(skills.label(claim.skill_id))} is retired",
                "choose an active skill",
            )
