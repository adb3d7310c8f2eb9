"""A tiny classification in ESCO's layout, in words of our own, with one of each defect that the real files have."""

import csv
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

Rows = list[dict[str, str]]

_COLUMNS = {
    "skills": "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,description",
    "skillGroups": "conceptType,conceptUri,preferredLabel,altLabels,hiddenLabels,status,description,code",
    "skillsHierarchy": "Level 0 URI,Level 0 preferred term,Level 1 URI,Level 1 preferred term,Level 2 URI,"
    "Level 2 preferred term,Description,Scope note,Level 0 code,Level 1 code,Level 2 code",
    "broaderRelationsSkillPillar": "conceptType,conceptUri,broaderType,broaderUri",
    "skillSkillRelations": "originalSkillUri,originalSkillType,relationType,relatedSkillType,relatedSkillUri",
    "occupations": "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,status,description,code",
    "occupationSkillRelations": "occupationUri,relationType,skillType,skillUri",
}
WITH_LANGUAGE = {"skills", "skillGroups", "skillsHierarchy", "occupations"}


def uri(name: str) -> str:
    """The URI of a thing of the tiny classification."""
    return f"http://example.org/concepts/{name}"


def skill(
    name: str, label: str, alternative: Iterable[str] = (), hidden: str = "", **changes: str
) -> dict[str, str]:
    """A row of skills.csv."""
    return {
        "conceptType": "KnowledgeSkillCompetence",
        "conceptUri": uri(name),
        "skillType": "skill/competence",
        "reuseLevel": "cross-sector",
        "preferredLabel": label,
        "altLabels": "\n".join(alternative),
        "hiddenLabels": hidden,
        "status": "released",
        "description": f"To {label}.",
    } | changes


def group(name: str, label: str) -> dict[str, str]:
    """A row of skillGroups.csv."""
    return {"conceptType": "SkillGroup", "conceptUri": uri(name), "preferredLabel": label, "status": "released"}


def levels(*names: str) -> dict[str, str]:
    """A row of skillsHierarchy.csv; the label of a group is its name in capitals."""
    return {
        key: value
        for level, name in enumerate(names)
        for key, value in (
            (f"Level {level} URI", uri(name)),
            (f"Level {level} preferred term", name.upper()),
        )
    }


def under(child: str, *parents: str) -> Rows:
    """Rows of broaderRelationsSkillPillar.csv."""
    return [{"conceptUri": uri(child), "broaderUri": uri(parent)} for parent in parents]


def occupation(name: str, label: str) -> dict[str, str]:
    """A row of occupations.csv."""
    return {"conceptType": "Occupation", "conceptUri": uri(name), "iscoGroup": "7317", "preferredLabel": label}


def needs(name: str, essential: Iterable[str] = (), optional: Iterable[str] = ()) -> Rows:
    """Rows of occupationSkillRelations.csv."""
    return [
        {"occupationUri": uri(name), "relationType": kind, "skillType": "", "skillUri": uri(each)}
        for kind, skills in (("essential", essential), ("optional", optional))
        for each in skills
    ]


def uses(a: str, b: str, kind: str = "optional") -> dict[str, str]:
    """A row of skillSkillRelations.csv."""
    return {"originalSkillUri": uri(a), "relationType": kind, "relatedSkillUri": uri(b)}


def tiny() -> dict[str, Rows]:
    """The tiny classification: two trades, and every kind of defect once."""
    return {
        "skills": [
            # The preferred label again, once in capitals; a label twice; stray spaces.
            skill("carve", "carve spoons", ["carve spoons", "CARVE SPOONS", "whittle  spoons ", "Whittle spoons"]),
            # Stands under a skill only.
            skill("birch", "carve birch spoons", ["whittle birch"], "carve brich spoons\nwhittle birch"),
            # Stands in two groups; shares a label with the next; says neither type nor reuse.
            skill("moss", "grow moss", ["tend moss"], skillType="", reuseLevel=""),
            skill("water", "water moss", ["tend moss"], skillType="knowledge"),
            skill("mend", "mend nets", hidden="mend nets"),
            # Needed by no occupation.
            skill("hum", "hum to moss\u200b"),
        ],
        "skillGroups": [
            group("all", "abilities"),
            group("making", "making things"),
            group("growing", "growing things"),
        ],
        "skillsHierarchy": [
            levels("all"),
            levels("all", "making"),
            levels("all", "growing"),
            levels("all", "making", "mending"),
        ],
        "broaderRelationsSkillPillar": [
            *under("making", "all"),
            *under("growing", "all"),
            *under("mending", "making"),
            *under("carve", "making"),
            *under("birch", "carve"),
            *under("moss", "making", "growing"),
            # A shortcut past the broader skill, and a parent that nothing describes.
            *under("water", "moss", "growing", "nowhere"),
            *under("mend", "mending"),
            *under("hum", "growing"),
        ],
        "skillSkillRelations": [uses("water", "moss", "essential"), uses("hum", "water"), uses("carve", "carve")],
        "occupations": [occupation("carver", "spoon carver"), occupation("gardener", "moss gardener")],
        "occupationSkillRelations": [
            *needs("carver", ["carve", "birch"], ["mend"]),
            *needs("gardener", ["moss", "water"], ["mend", "carve"]),
            *needs("ghost", ["mend"]),
            *needs("gardener", ["nothing"]),
        ],
    }


def write_folder(folder: Path, data: Mapping[str, Rows], *, language: str = "en", new_names: bool = False) -> Path:
    """Writes the files under the names of 1.1, or those of 1.2 with a language everywhere."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, rows in data.items():
        suffix = f"_{language}" if new_names or kind in WITH_LANGUAGE else ""
        columns = _COLUMNS[kind].split(",")
        with (folder / f"{kind}{suffix}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            for row in rows:
                cells = [row.get(column, "") for column in columns]
                if kind == "skillsHierarchy":
                    # The real file leaves out what is empty at the end.
                    while cells and not cells[-1]:
                        cells.pop()
                writer.writerow(cells)
    return folder


def write_zip(path: Path, folder: Path) -> Path:
    """Packs the files of a folder into an archive, one folder deep."""
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"inside/{file.name}")
    return path
