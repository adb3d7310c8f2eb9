"""Reads a folder of CSV files into a bundle, with everything that is wrong about them said at once."""

import hashlib
from datetime import date
from pathlib import Path

from graphapi.graphdb.database import Database
from graphapi.importing.adopting import tell_skills_apart
from graphapi.importing.availability_file import AVAILABILITY, AvailabilityFile, read_availability
from graphapi.importing.claims_file import CLAIMS, ClaimsFile, read_claims
from graphapi.importing.goals_file import GOALS, GoalsFile, check_stored, read_goals
from graphapi.importing.headers import named
from graphapi.importing.known import read_claims_of_skills, read_known_map, read_stored_goals
from graphapi.importing.lookalikes import ids_alike, rewritten_ids
from graphapi.importing.model import Bundle, Progress, no_progress
from graphapi.importing.options import AS_WRITTEN, ReadingOptions, read_mapping
from graphapi.importing.people_file import (
    PEOPLE,
    PeopleFile,
    check_people,
    index_people,
    people_warnings,
    read_people,
)
from graphapi.importing.problems import Problems, did_you_mean, nearest, shown
from graphapi.importing.related_file import RELATED, RelationsFile, check_relations, read_relations
from graphapi.importing.resolving import SkillIndex
from graphapi.importing.skills_file import SKILLS, SkillsFile, index_skills, read_skills, shared_labels
from graphapi.importing.tables import Shape, Table

SHAPES = (PEOPLE, SKILLS, RELATED, CLAIMS, GOALS, AVAILABILITY)
FILES = tuple(shape.file for shape in SHAPES)
_MOST_NAMED = 10


async def read_bundle(
    database: Database,
    directory: Path,
    progress: Progress = no_progress,
    *,
    today: date | None = None,
    options: ReadingOptions = AS_WRITTEN,
) -> Bundle:
    """Everything in the files of the folder, checked together with what the map holds; writes nothing.

    people.csv or skills.csv must be there. With `today` given, a day of last use that is still to come is a fault.
    Raises ImportRefused with every fault, and Unavailable.
    """
    problems = Problems()
    warnings = _look_around(directory, problems)
    known = await read_known_map(database, with_relations=(directory / RELATED.file).exists())

    def table(shape: Shape) -> Table | None:
        path = directory / shape.file
        if not path.exists():
            return None
        progress(f"reading {shape.file}", 0, 0)
        tables.append(Table(path, shape, problems, options))
        return tables[-1]

    tables: list[Table] = []
    found = table(PEOPLE)
    people_file = read_people(found, problems) if found else PeopleFile()
    people = index_people(people_file, known)
    check_people(people_file, known, people, problems)
    warnings += people_warnings(people_file, known)

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
        read_claims(found, people, skills, problems, progress, today, split_skills=split)
        if found
        else ClaimsFile()
    )
    await _check_retired(database, claims, skills, problems)
    found = table(GOALS)
    goals = read_goals(found, people, skills, problems, split_skills=split) if found else GoalsFile()
    warnings += rewritten_ids(GOALS.file, {goal_id: goal.line for goal_id, goal in goals.goals.items()})
    check_stored(goals, await read_stored_goals(database, list(goals.goals)), skills, problems)
    found = table(AVAILABILITY)
    availability = read_availability(found, people, problems, progress) if found else AvailabilityFile()

    problems.refuse_if_any(FILES)
    warnings += [f"{each.shape.file}: ignored {named(each.ignored)}" for each in tables if each.ignored]
    return Bundle(
        people=tuple(people_file.rows),
        skills=tuple(skills_file.rows),
        relations=tuple(row for _, row in relations.rows),
        claims=tuple(claims.rows),
        goals=goals.rows(),
        availability=tuple(availability.rows),
        without_windows=tuple(availability.cleared),
        other_ids=tuple(skills_file.other_ids),
        left_alone=frozenset(
            f"{kind}.{column}"
            for kind, absent in (
                ("people", people_file.absent),
                ("skills", skills_file.absent),
                ("claims", claims.absent),
                ("goals", goals.absent),
            )
            for column in absent
        ),
        warnings=tuple(warnings),
        fingerprint=_fingerprint(directory, options),
    )


def mapping_beside(directory: Path, file: Path) -> dict[str, dict[str, str]]:
    """What a mapping file says; a relative path may also start in the folder of the data. Raises ImportRefused."""
    beside = directory / file
    path = file if file.exists() or not beside.exists() else beside
    return read_mapping(path, {shape.file: shape.columns for shape in SHAPES})


def _fingerprint(directory: Path, options: ReadingOptions) -> str:
    """Of the names and bytes of all files that an import reads, and of how it reads them."""
    digest = hashlib.sha256(options.said.encode())
    for name in FILES:
        path = directory / name
        if path.exists():
            with path.open("rb") as file:
                digest.update(f"{name}\n{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return digest.hexdigest()


def _look_around(directory: Path, problems: Problems) -> list[str]:
    """Warnings about CSV files with other names. Raises ImportRefused without a folder or a main file."""
    try:
        names = sorted(path.name for path in directory.iterdir())
    except OSError as error:
        problems.add(str(directory), None, None, f"the folder cannot be read ({error.strerror})", "name a folder")
        problems.refuse_if_any()
        return []
    if PEOPLE.file not in names and SKILLS.file not in names:
        listed = [shown(name) for name in names[:_MOST_NAMED]] + ["..."] * (len(names) > _MOST_NAMED)
        near = nearest(PEOPLE.file, names)
        problems.add(
            PEOPLE.file,
            None,
            None,
            f"there is no such file in {directory}, which holds {', '.join(listed) or 'nothing'}",
            did_you_mean(near) or f"create one that begins with {','.join(PEOPLE.required)}",
        )
        problems.refuse_if_any()
    others = [
        name for name in names if name.lower().endswith(".csv") and name not in FILES and name != "mapping.csv"
    ]
    return [
        f"{shown(name)} is not an import file"
        + (
            f": {question}"
            if (question := did_you_mean(nearest(name, FILES)))
            else f"; import files are {', '.join(FILES)}."
        )
        for name in others
    ]


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
