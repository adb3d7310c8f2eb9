"""Turns ESCO's files into a checked classification, with a finding for every defect and what was done about it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from graphapi.esco.files import EscoFiles, Table, find_files
from graphapi.esco.findings import findings
from graphapi.esco.hierarchy import Hierarchy, read_hierarchy
from graphapi.esco.model import (
    Classification,
    Concept,
    EscoRefused,
    Group,
    Names,
    Occupation,
    Progress,
    Use,
    silent,
)
from graphapi.esco.naming import Tally, clean, clean_label, names_of, shared_labels

_KINDS = ("essential", "optional")
_UNSTATED = "unstated"


def read_esco(
    paths: Sequence[Path], language: str | None = None, release: str | None = None, progress: Progress = silent
) -> Classification:
    """Reads and checks the files in these folders and archives.

    language: whose labels name the skills; otherwise English when it is there, else the only one. release: the
    version of ESCO when the names of folders and archives do not say it. Raises EscoRefused.
    """
    progress("finding files", 0, 0)
    files = find_files(paths)
    main = _main_language(files, language)
    tables = {kind: files.table(kind, main) for kind in files.by_kind}
    tally = Tally()
    for table in tables.values():
        tally.add("ragged", table.place, table.ragged)
        tally.add("cut", table.place, table.cut)
    progress("reading labels", 0, 0)
    concepts = _concepts(tables["skills"], main, tally)
    others = [each for each in files.languages if each != main]
    names = {main: {uri: concept.names[main] for uri, concept in concepts.items()}}
    names |= {each: _names(files.table("skills", each), concepts, tally) for each in others}
    shared, with_hidden = shared_labels(names[main])
    tally.add("sharedLabels", "", len(shared))
    tally.examples["sharedLabels"] = shared[:5]
    tally.add("sharedWithHidden", "", len(with_hidden))
    progress("reading the hierarchy", 0, 0)
    groups = _groups(tables["skillGroups"], tally)
    hierarchy = read_hierarchy(
        tables["broaderRelationsSkillPillar"],
        tables["skillsHierarchy"],
        labels_of(concepts.values(), main),
        groups,
        tally,
    )
    progress("reading occupations", 0, 0)
    occupations = _occupations(tables["occupations"], tables["occupationSkillRelations"], concepts, tally)
    uses = _uses(tables["skillSkillRelations"], concepts, tally)
    return Classification(
        version=release or files.version or _UNSTATED,
        language=main,
        languages=(main, *others),
        concepts=tuple(_placed(concepts[uri], names, hierarchy) for uri in sorted(concepts)),
        groups=tuple(hierarchy.groups[uri] for uri in sorted(hierarchy.groups)),
        occupations=occupations,
        uses=uses,
        findings=findings(tally, main),
    )


def _main_language(files: EscoFiles, wanted: str | None) -> str:
    there = files.languages
    if wanted is not None:
        if wanted not in there:
            raise EscoRefused(
                f"There is no skills_{wanted}.csv. The languages in the given files are {', '.join(there)}.",
                path=["language"],
            )
        return wanted
    if "en" in there:
        return "en"
    if len(there) == 1:
        return there[0]
    raise EscoRefused(
        f"Choose with --language which of {', '.join(there)} the skills are named in.", path=["language"]
    )


def _concepts(table: Table, language: str, tally: Tally) -> dict[str, Concept]:
    """The skills by URI, with their names in the main language and without a place yet."""
    found: dict[str, Concept] = {}
    for row in table.rows:
        uri, names = (
            row["conceptUri"].strip(),
            names_of(row["preferredLabel"], row["altLabels"], row["hiddenLabels"], tally),
        )
        if not _is_uri(uri) or not names.preferred:
            tally.add("unusable", uri or names.preferred)
        elif uri in found:
            tally.add("conceptTwice", uri)
        else:
            skill_type, reuse_level = row["skillType"].strip(), row["reuseLevel"].strip()
            if not skill_type:
                tally.add("noSkillType", names.preferred)
            if not reuse_level:
                tally.add("noReuseLevel", names.preferred)
            definition = clean(row.get("definition", "") or row["description"], tally)
            found[uri] = Concept(
                uri, {language: names}, definition or None, skill_type or None, reuse_level or None
            )
    return found


def _names(table: Table, concepts: Mapping[str, Concept], tally: Tally) -> dict[str, Names]:
    """The names in a further language, of the concepts that the main one has."""
    found: dict[str, Names] = {}
    for row in table.rows:
        uri = row["conceptUri"].strip()
        names = names_of(row["preferredLabel"], row["altLabels"], row["hiddenLabels"], tally)
        if uri in concepts and names.preferred:
            found.setdefault(uri, names)
        elif uri:
            tally.add("onlyInOneLanguage", uri)
    return found


def _groups(table: Table, tally: Tally) -> dict[str, Group]:
    found: dict[str, Group] = {}
    for row in table.rows:
        uri, label = row["conceptUri"].strip(), clean_label(row["preferredLabel"], tally)
        if not _is_uri(uri) or not label:
            tally.add("unusable", uri or label)
        elif uri in found:
            tally.add("conceptTwice", uri)
        else:
            found[uri] = Group(uri, label, clean(row["description"], tally) or None)
    return found


def _placed(concept: Concept, names: Mapping[str, Mapping[str, Names]], hierarchy: Hierarchy) -> Concept:
    uri = concept.uri
    return Concept(
        uri,
        {language: each[uri] for language, each in names.items() if uri in each},
        concept.definition,
        concept.skill_type,
        concept.reuse_level,
        hierarchy.groups_of[uri],
        hierarchy.broader_of[uri],
    )


def _occupations(
    table: Table, relations: Table, concepts: Mapping[str, Concept], tally: Tally
) -> tuple[Occupation, ...]:
    known: dict[str, tuple[str, str | None]] = {}
    for row in table.rows:
        uri, label = row["conceptUri"].strip(), clean_label(row["preferredLabel"], tally)
        if not _is_uri(uri) or not label:
            tally.add("unusable", uri or label)
        elif uri in known:
            tally.add("conceptTwice", uri)
        else:
            known[uri] = (label, row["iscoGroup"].strip() or None)
    needs: dict[str, dict[str, str]] = defaultdict(dict)
    for row in relations.rows:
        uri, skill, kind = row["occupationUri"].strip(), row["skillUri"].strip(), row["relationType"].strip()
        if uri not in known:
            tally.add("unknownOccupation", uri)
        elif skill not in concepts:
            tally.add("needsUnknownSkill", skill)
        elif kind not in _KINDS:
            tally.add("unknownRelation", kind)
        elif skill in needs[uri]:
            tally.add("needTwice", f"{known[uri][0]}: {skill}")
            # What is said to be essential somewhere is essential.
            needs[uri][skill] = min(needs[uri][skill], kind)
        else:
            needs[uri][skill] = kind
    needed = {skill for each in needs.values() for skill in each}
    tally.add("neededByNone", "", len(concepts.keys() - needed))
    return tuple(
        Occupation(
            uri,
            *known[uri],
            essential=tuple(sorted(skill for skill, kind in needs[uri].items() if kind == "essential")),
            optional=tuple(sorted(skill for skill, kind in needs[uri].items() if kind == "optional")),
        )
        for uri in sorted(known)
    )


def _uses(table: Table, concepts: Mapping[str, Concept], tally: Tally) -> tuple[Use, ...]:
    found: dict[tuple[str, str], Use] = {}
    for row in table.rows:
        a, b, kind = row["originalSkillUri"].strip(), row["relatedSkillUri"].strip(), row["relationType"].strip()
        if a not in concepts or b not in concepts:
            tally.add("usesUnknownSkill", a if a not in concepts else b)
        elif a == b:
            tally.add("usesItself", _label(concepts[a]))
        elif kind == "essential":
            found[a, b] = Use(a, b, "essential")
        elif kind == "optional":
            found.setdefault((a, b), Use(a, b, "optional"))
        else:
            tally.add("unknownRelation", kind)
    return tuple(found[key] for key in sorted(found))


def _label(concept: Concept) -> str:
    return next(iter(concept.names.values())).preferred


def _is_uri(text: str) -> bool:
    return text.startswith(("http://", "https://")) and not any(map(str.isspace, text))


def labels_of(concepts: Iterable[Concept], language: str) -> dict[str, str]:
    """The preferred labels by URI."""
    return {concept.uri: concept.names[language].preferred for concept in concepts}
