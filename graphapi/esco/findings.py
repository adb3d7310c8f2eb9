"""Says in words what was wrong in ESCO's files and what was done about it."""

from graphapi.esco.model import Finding
from graphapi.esco.naming import Tally

# In the order in which they are shown. Each sentence says the defect, and after the semicolon what was done.
_SAID: dict[str, str] = {
    "ragged": "rows are shorter or longer than the header; short ones end in empty cells",
    "cut": "rows have text beyond the header; that text is left out",
    "unusable": "rows have no URI or no label; left out",
    "conceptTwice": "concepts stand twice in their file; the first row counts",
    "noSkillType": "skills do not say whether they are skill or knowledge; kept without",
    "noReuseLevel": "skills do not say how widely they are used; kept without",
    "preferredRepeated": "skills repeat their preferred label among the alternative ones; stored once, as preferred",
    "preferredRepeatedVerbatim": "of these repeat it letter by letter",
    "preferredHidden": "skills repeat their preferred label among the hidden ones; stored once, as preferred",
    "alternativeHidden": "skills repeat an alternative label among the hidden ones; stored once, as alternative",
    "labelTwice": "skills have labels that differ only in case, width or spaces; stored once",
    "sharedLabels": "labels belong to several skills; kept, a search shows all of them",
    "sharedWithHidden": "labels belong to several skills when the hidden ones count too",
    "spaces": "labels have stray spaces; made single",
    "unseenSigns": "texts hold signs that nobody sees; taken out",
    "onlyInOneLanguage": "skills have no label in every language; those that there are count",
    "parentNotListed": "relations lead to a group that the file of groups lacks",
    "groupOnlyInLevels": "groups stand only in the file of levels; made from there",
    "danglingParent": "relations lead to something that no file describes; left out",
    "danglingChild": "things that no file describes stand under others; left out",
    "severalParents": "skills have several parents; all are kept",
    "severalGroups": "of these stand in several groups; the first by URI is the primary one",
    "inheritedGroup": "skills stand under skills only; placed in the groups of these",
    "noGroup": "skills stand nowhere; kept without a cluster",
    "shortcut": "relations lead to a parent's own ancestor too; kept",
    "groupInSeveral": "groups are nested in several; the first by URI counts",
    "groupUnderSkill": "groups stand under a skill; left out",
    "circle": "relations would close a circle; left out",
    "unknownOccupation": "needs are those of an occupation that no file describes; left out",
    "needsUnknownSkill": "needs are for a skill that no file describes; left out",
    "needTwice": "needs stand twice; essential wins",
    "unknownRelation": "relations are neither essential nor optional; left out",
    "neededByNone": "skills are needed by no occupation; kept",
    "usesUnknownSkill": "relations between skills lead to one that no file describes; left out",
    "usesItself": "skills are related to themselves; left out",
}


def findings(tally: Tally, language: str) -> tuple[Finding, ...]:
    """Every kind of defect that occurred, in a fixed order."""
    unknown = tally.counts.keys() - _SAID.keys()
    assert not unknown, unknown
    return tuple(
        Finding(key, tally.counts[key], said, tuple(tally.examples[key]))
        for key, said in _SAID.items()
        if tally.counts[key]
    )
