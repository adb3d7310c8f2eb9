"""The starter taxonomy is right, and loading it is idempotent."""

from collections import Counter
from pathlib import Path

import pytest

from graphapi.derived.nearness import wrong_nearness
from graphapi.graphdb.database import Database, Transaction
from graphapi.starter.files import SeedRefused, read_seed
from graphapi.starter.loading import load_seed
from graphapi.taxonomy.labels import normalise
from tests.editing import editor
from tests.graph_state import graph_state

_FILE = """
[cluster]
id = "cluster-001"
label = "Cloud"
tier = "technical"
definition = "Running things elsewhere."
levels = ["0", "1", "2", "3", "4"]

[[skill]]
id = "skill-0001"
label = "Kubernetes"
definition = "Runs containers."
aliases = ["K8s"]
related = { "Docker" = 0.7 }

[[skill]]
id = "skill-0002"
label = "Docker"
definition = "Builds containers."
"""


def test_the_seed_is_large_enough_and_balanced() -> None:
    seed = read_seed()
    tiers = Counter(file.cluster.tier for file in seed.files)
    matched = sum(skill.esco is not None for skill in seed.skills)

    assert len(seed.skills) >= 240
    assert len(seed.clusters) >= 24
    assert set(tiers) == {"technical", "people", "leadership", "domain"}
    assert matched >= len(seed.skills) / 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "skill-0002"', 'id = "skill-0001"', "The id 'skill-0001' is used by Kubernetes, Docker"),
        ('label = "Docker"', 'label = "k8S"', "The label 'k8s' is used by skill-0001, skill-0002"),
        ('"Docker" = 0.7', '"Dockr" = 0.7', "there is no skill labelled 'Dockr'"),
        ('"Docker" = 0.7', '"Docker" = 1.7', "less than or equal to 1"),
        ('"Docker" = 0.7', '"Kubernetes" = 0.7', "related to itself"),
        ('tier = "technical"', 'tier = "tecnical"', "cluster.tier"),
        ('levels = ["0", ', "levels = [", "at least 5 items"),
        ("[cluster]", "[cluster", "not TOML"),
        ('aliases = ["K8s"]', 'aliases = ["K8s"]\ncolour = "red"', "Extra inputs"),
        (
            'definition = "Builds containers."',
            'definition = "x"\nbroader = { "Docker" = 1 }',
            "broader than itself",
        ),
        (
            'definition = "Builds containers."',
            'definition = "x"\nbroader = { "Kubernetes" = 1 }',
            "broader or narrower already",
        ),
        (
            'tier = "technical"',
            'tier = "technical"\nparent = "cluster-009"',
            "its parent cluster-009 does not exist",
        ),
        ('tier = "technical"', 'tier = "technical"\nparent = "cluster-001"', "contains itself"),
    ],
)
def test_the_validator_says_what_is_wrong(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in _FILE
    (tmp_path / "clusters").mkdir()
    (tmp_path / "clusters" / "cloud.toml").write_text(_FILE.replace(old, new), encoding="utf-8")
    with pytest.raises(SeedRefused, match=said):
        read_seed(tmp_path)


async def test_loading_twice_changes_nothing(database: Database) -> None:
    seed = read_seed()
    first = await load_seed(editor(database), seed)
    before = await graph_state(database)
    second = await load_seed(editor(database), seed)

    assert first.skills.created == len(seed.skills)
    assert (second.skills.created, second.skills.changed, second.near) == (0, 0, 0)
    assert (second.clusters.unchanged, second.relations.removed) == (len(seed.clusters), 0)
    assert await graph_state(database) == before


async def test_the_graph_follows_a_changed_seed(database: Database, tmp_path: Path) -> None:
    # given a loaded seed whose file then loses a relation, renames a skill and changes an alias
    (tmp_path / "clusters").mkdir()
    file = tmp_path / "clusters" / "cloud.toml"
    file.write_text(_FILE, encoding="utf-8")
    await load_seed(editor(database), read_seed(tmp_path))
    changed = (
        _FILE.replace('related = { "Docker" = 0.7 }', "")
        .replace('"K8s"', '"Kube"')
        .replace('"Docker"', '"Containers"')
    )
    file.write_text(changed, encoding="utf-8")

    report = await load_seed(editor(database), read_seed(tmp_path))

    async def look(tx: Transaction) -> tuple[int, list[str], list[str]]:
        near = await tx.run_text("MATCH ()-[n:NEAR|RELATED]->() RETURN count(n) AS n")
        labels = await tx.run_text("MATCH (l:Label) RETURN l.norm AS norm ORDER BY norm")
        return near[0]["n"], [label["norm"] for label in labels], await wrong_nearness(tx)

    near, labels, wrong = await database.read("tests/look", look)
    assert (report.skills.changed, report.relations.removed) == (2, 1)
    assert near == 0
    assert labels == ["containers", "kube", "kubernetes"]
    assert wrong == []


def test_labels_are_one_when_they_read_as_one() -> None:
    assert normalise("  Node.JS\u00a0 runtime ") == normalise("node.js runtime")
    assert len({normalise(text) for text in ("C", "C++", "C#", "Ｃ")}) == 3
