"""Says in words what was wrong in ESCO's files and what was done about it."""

from graphapi.esco.model import Finding
from graphapi.esco.naming import Tally

# In the order in which they are shown. Each sentence says the defect, and after the semicolon what was done.
_SAID: dict[str, str] = {
    "ragged": "rows are shorter or longer than the header; short ones end in empty cells",
    "cut": "rows have more cells than the header; the extra cells are ignored",
    "unusable": "rows have no URI or no label; ignored",
    "conceptTwice": "concepts occur twice in their file; the first row counts",
    "noSkillType": "skills have no type (skill or knowledge); kept without one",
    "noReuseLevel": "skills have no reuse level; kept without one",
    "preferredRepeated": "skills repeat their preferred label as an alternative one; stored once, as preferred",
    "preferredRepeatedVerbatim": "of these repeat it exactly",
    "preferredHidden": "skills repeat their preferred label as a hidden one; stored once, as preferred",
    "alternativeHidden": "skills repeat an alternative label as a hidden one; stored once, as alternative",
    "labelTwice": "skills have labels that differ only in case, width or spaces; stored once",
    "sharedLabels": "labels belong to several skills; kept, and a search finds all of these skills",
    "sharedWithHidden": "labels belong to several skills, hidden labels included",
    "spaces": "labels have extra spaces; reduced to single spaces",
    "unseenSigns": "texts contain invisible characters; removed",
    "onlyInOneLanguage": "skills lack a label in some language; the existing ones are used",
    "parentNotListed": "relations lead to a group that is missing from the file of groups",
    "groupOnlyInLevels": "groups occur only in the hierarchy file; created from it",
    "danglingParent": "relations lead to something that no file describes; ignored",
    "danglingChild": "things that no file describes are placed below others; ignored",
    "severalParents": "skills have several parents; all are kept",
    "severalGroups": "of these are in several groups; the first by URI is the primary one",
    "inheritedGroup": "skills are only below other skills; placed in the groups of those",
    "noGroup": "skills are not placed anywhere; kept without a cluster",
    "shortcut": "relations also lead to an ancestor of a parent; kept",
    "groupInSeveral": "groups are nested in several groups; the first by URI counts",
    "groupUnderSkill": "groups are below a skill; ignored",
    "circle": "relations would close a cycle; ignored",
    "unknownOccupation": "needs belong to an occupation that no file describes; ignored",
    "needsUnknownSkill": "needs refer to a skill that no file describes; ignored",
    "needTwice": "needs occur twice; essential takes precedence",
    "unknownRelation": "relations are neither essential nor optional; ignored",
    "neededByNone": "skills are needed by no occupation; kept",
    "usesUnknownSkill": "relations between skills lead to a skill that no file describes; ignored",
    "usesItself": "skills are related to themselves; ignored",
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
