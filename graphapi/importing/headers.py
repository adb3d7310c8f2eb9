"""Which column of a file is which of ours, and what to propose for those that nobody knows."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graphapi.importing.options import plain
from graphapi.importing.problems import nearest, shown

_MOST_SHOWN = 20
# What HR systems call our columns, in the form of `plain`.
_SYNONYMS: dict[str, str] = {
    "id": "employeeid personid personnelnumber employeenumber staffid userid workerid empid empno employeeno",
    "name": "fullname employeename displayname personname preferredname workername",
    "unit": "department dept team division businessunit orgunit organisation organization organisationalunit",
    "function": "jobtitle title role position job jobfunction profession",
    "reports_to": "managerid manager supervisor supervisorid linemanager linemanagerid reportstoid managedby",
    "time_zone": "timezone tz",
    "languages": "language spokenlanguages",
    "mentoring": "mentor ismentor",
    "places": "capacity mentees",
    "skill": "skillname competency competence skillid capability",
    "level": "proficiency rating skilllevel score proficiencylevel",
    "last_used_on": "lastused",
    "due_on": "duedate deadline targetdate",
    "target_level": "desiredlevel goallevel",
    "left_on": "leavingdate lastworkingday terminationdate exitdate enddate leftdate",
    "weekday": "day",
    "first_day": "from start startdate firstdate begins",
    "last_day": "until end enddate lastdate ends",
    "mentor_id": "mentor mentorid",
    "mentee_id": "mentee menteeid",
    "started_on": "startdate started begin begins",
    "ended_on": "enddate ended end ends",
    "from": "start starttime begins",
    "until": "end endtime ends",
    "label": "preferredlabel skilltitle",
    "aliases": "altlabels synonyms",
    "definition": "description",
}
_OTHER_NAMES: dict[str, list[str]] = {}
for _ours, _others in _SYNONYMS.items():
    for _other in _others.split():
        _OTHER_NAMES.setdefault(_other, []).append(_ours)
# The id of a person has another name in files about something else.
_ALSO = {"id": "person_id", "name": "label"}
_NEAR_ENOUGH = 75.0


@dataclass(slots=True)
class Columns:
    """places: where each of our columns stands. unknown: columns that are not ours; twice: ours that stand twice."""

    places: dict[str, int] = field(default_factory=dict[str, int])
    unknown: list[str] = field(default_factory=list[str])
    twice: list[str] = field(default_factory=list[str])


def find_columns(header: Sequence[str], ours: Sequence[str], mapped: Mapping[str, str]) -> Columns:
    """Our columns in a header; mapped: from a name as `plain` has it to one of ours, or to nothing to leave it out."""
    known = {plain(column): column for column in ours} | dict(mapped)
    found = Columns()
    for place, name in enumerate(header):
        if not name.strip():
            continue
        column = known.get(plain(name.strip()))
        if column is None or (column and column not in ours):
            found.unknown.append(column or name.strip())
        elif column in found.places:
            found.twice.append(column)
        elif column:
            found.places[column] = place
    return found


def proposals(unknown: Sequence[str], free: Sequence[str]) -> dict[str, str]:
    """From columns that nobody knows to those of ours that are still free and probably meant."""
    left = list(free)
    found: dict[str, str] = {}
    for name in unknown:
        said = _OTHER_NAMES.get(plain(name), [])
        ours = next((each for each in (*said, *(_ALSO.get(other) for other in said)) if each in left), None)
        ours = ours or nearest(name.casefold().replace(" ", "_"), left, at_least=_NEAR_ENOUGH)
        if ours is not None:
            left.remove(ours)
            found[name] = ours
    return found


def advice_for(file: str, unknown: Sequence[str], meant: Mapping[str, str], ours: Sequence[str]) -> str:
    """What to do about unknown columns, with a mapping file to start from."""
    if len(unknown) == 1 and len(meant) == 1:
        return f"did you mean {meant[unknown[0]]}?"
    if not meant:
        return f"the columns are {', '.join(ours)}; ignore others with --ignore-unknown-columns"
    proposed = json.dumps({file.removesuffix(".csv"): dict(list(meant.items())[:_MOST_SHOWN])}, ensure_ascii=False)
    return f"map them in a file mapping.json for --map, such as {proposed}; --ignore-unknown-columns ignores the others"


def named(columns: Sequence[str]) -> str:
    """Columns for people, the first 20."""
    more = f" and {len(columns) - _MOST_SHOWN} more" if len(columns) > _MOST_SHOWN else ""
    return ", ".join(map(shown, columns[:_MOST_SHOWN])) + more
