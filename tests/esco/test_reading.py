"""ESCO's files are read from wherever they are, every defect is counted, and what is no ESCO is refused in words."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapi.esco.hierarchy import without_circles
from graphapi.esco.linking import ancestors
from graphapi.esco.model import EscoRefused, Names
from graphapi.esco.naming import Tally
from graphapi.esco.reading import read_esco
from tests.esco.files import skill, tiny, under, uri, write_folder, write_zip

_COUNTS = {
    "ragged": 4,
    "noSkillType": 1,
    "noReuseLevel": 1,
    "preferredRepeated": 1,
    "preferredRepeatedVerbatim": 1,
    "preferredHidden": 1,
    "alternativeHidden": 1,
    "labelTwice": 1,
    "sharedLabels": 1,
    "sharedWithHidden": 1,
    "spaces": 1,
    "unseenSigns": 2,
    "parentNotListed": 2,
    "groupOnlyInLevels": 1,
    "danglingParent": 1,
    "severalParents": 2,
    "severalGroups": 1,
    "inheritedGroup": 1,
    "shortcut": 1,
    "unknownOccupation": 1,
    "needsUnknownSkill": 1,
    "neededByNone": 1,
    "usesItself": 1,
}


def test_every_defect_is_counted_and_handled(tmp_path: Path) -> None:
    esco = read_esco([write_folder(tmp_path / "esco-1.1.1", tiny())])
    skills = {concept.uri: concept for concept in esco.concepts}

    assert {finding.key: finding.count for finding in esco.findings} == _COUNTS
    assert (esco.version, esco.language) == ("1.1.1", "en")
    assert [group.label for group in esco.groups] == ["abilities", "growing things", "making things", "MENDING"]
    assert {group.uri: group.parent for group in esco.groups}[uri("mending")] == uri("making")
    assert skills[uri("carve")].names["en"] == Names("carve spoons", ("whittle spoons",), ())
    assert skills[uri("birch")].names["en"].hidden == ("carve brich spoons",)
    assert skills[uri("birch")].groups == (uri("making"),)
    assert skills[uri("birch")].broader == (uri("carve"),)
    assert skills[uri("moss")].groups == (uri("growing"), uri("making"))
    assert skills[uri("hum")].names["en"].preferred == "hum to moss"
    assert [(each.uri, each.essential, each.optional) for each in esco.occupations] == [
        (uri("carver"), (uri("birch"), uri("carve")), (uri("mend"),)),
        (uri("gardener"), (uri("moss"), uri("water")), (uri("carve"), uri("mend"))),
    ]
    assert [(use.a, use.b, use.kind) for use in esco.uses] == [
        (uri("hum"), uri("water"), "optional"),
        (uri("water"), uri("moss"), "essential"),
    ]


def test_folders_archives_and_both_ways_of_naming_say_the_same(tmp_path: Path) -> None:
    old = write_folder(tmp_path / "old", tiny())
    new = write_folder(tmp_path / "new", tiny(), new_names=True)
    data = tiny()
    classification = write_folder(tmp_path / "a", {kind: data.pop(kind) for kind in ("skills", "skillGroups")})
    relations = write_zip(tmp_path / "relations.zip", write_folder(tmp_path / "b", data))

    read = [read_esco(paths, release="1") for paths in ([old], [new], [classification, relations])]
    read.append(read_esco(sorted(old.iterdir()), release="1"))

    assert [replace(each, findings=()) for each in read] == [replace(read[0], findings=())] * 4
    assert {tuple((finding.key, finding.count) for finding in each.findings) for each in read} == {
        tuple(_COUNTS.items())
    }


def test_further_languages_add_names(tmp_path: Path) -> None:
    write_folder(tmp_path / "esco", tiny())
    german = {"skills": [skill("carve", "Löffel schnitzen", ["Löffel  schnitzen"]), skill("none", "unbekannt")]}
    write_folder(tmp_path / "esco", german, language="de")

    esco = read_esco([tmp_path / "esco"])
    carve = next(concept for concept in esco.concepts if concept.uri == uri("carve"))

    assert esco.languages == ("en", "de")
    assert carve.names["de"] == Names("Löffel schnitzen")
    assert read_esco([tmp_path / "esco"], language="de").language == "de"
    with pytest.raises(EscoRefused, match=r"no skills_fr\.csv\. The languages in the given files are de, en"):
        read_esco([tmp_path / "esco"], language="fr")


def test_the_version_is_said_or_read_from_the_names(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "data", tiny())
    archive = write_zip(tmp_path / "ESCO dataset - v1.2.0 - en - csv.zip", folder)

    assert read_esco([archive]).version == "1.2.0"
    assert read_esco([folder]).version == "unstated"
    assert read_esco([folder], release="1.1").version == "1.1"


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    data = tiny()
    del data["skills"], data["occupationSkillRelations"]
    folder = write_folder(tmp_path / "half", data)

    with pytest.raises(EscoRefused, match=r"skills\.csv or skills_en\.csv, occupationSkillRelations\.csv or"):
        read_esco([folder])
    with pytest.raises(EscoRefused, match="does not exist"):
        read_esco([tmp_path / "nothing"])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html>Please sign in</html>", "lacks the columns conceptUri, skillType"),
        (b"conceptUri,preferredLabel\nx,y\n", "lacks the columns skillType"),
        (b"PK\x03\x04\xff\xfe", "not UTF-8 text"),
        (b"a\x00b", "is not a CSV file"),
        (b"", "lacks the columns"),
        (b'conceptUri,"skill"Type\n', "line 1, is not CSV"),
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, content: bytes, said: str) -> None:
    folder = write_folder(tmp_path / "esco", tiny())
    (folder / "skills_en.csv").write_bytes(content)

    with pytest.raises(EscoRefused, match=said) as refused:
        read_esco([folder])
    assert "skills_en.csv" in refused.value.message


def test_what_is_no_archive_and_what_contradicts_is_refused(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "esco", tiny())
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"nothing of the sort")
    other = write_folder(tmp_path / "other", {"skills": [skill("carve", "carve forks")]})

    with pytest.raises(EscoRefused, match="is not a readable zip archive"):
        read_esco([folder, broken])
    with pytest.raises(EscoRefused, match="are the same kind of file, but differ"):
        read_esco([folder, other])
    with pytest.raises(EscoRefused, match=r"several versions \(1\.1\.1, 1\.2\.0\)"):
        read_esco([write_folder(tmp_path / "v1.1.1", tiny()), write_folder(tmp_path / "v1.2.0", tiny())])
    with pytest.raises(EscoRefused, match="is not one of ESCO's CSV files"):
        read_esco([Path(__file__)])


def test_a_circle_is_broken_and_counted(tmp_path: Path) -> None:
    data = tiny()
    data["broaderRelationsSkillPillar"] += under("carve", "birch")

    esco = read_esco([write_folder(tmp_path / "esco", data)])

    assert next(each.count for each in esco.findings if each.key == "circle") == 1
    assert sum(len(concept.broader) for concept in esco.concepts) == 2


_NODES = st.integers(0, 6).map(str)


@given(st.dictionaries(_NODES, st.sets(_NODES, max_size=4)))
def test_what_stays_has_no_circle_and_only_what_closes_one_goes(steps: dict[str, set[str]]) -> None:
    tally = Tally()
    kept = without_circles(steps, tally)

    assert all(node not in ancestors(node, kept) for node in kept)
    assert tally.counts["circle"] == sum(map(len, steps.values())) - sum(map(len, kept.values()))
    for node, above in steps.items():
        for gone in above - set(kept[node]):
            assert gone == node or node in ancestors(gone, kept) | {gone}
