"""What the rank index knows of a person and of a skill, as the graph says it, before it becomes numbers in arrays."""

from datetime import date

from graphapi.graphdb.rows import row

# When somebody is free travels as one number, which keeps the first read of a large map short.
SLOT_BITS = 9
MINUTE_BITS = 5
DAY_BITS = 21


def day_number(day: date) -> int:
    """A number that grows with the day and that Cypher makes without a detour: year * 512 + day of the year."""
    return day.year * 512 + day.timetuple().tm_yday


@row
class PersonRow:
    """A person as a ranking sees them.

    may_mentor: takes part and has a free place. managers: to whom they report. apart: people who are never matched
    with them, whoever of the two said so. mentors: those of their active matches. skills and levels are parallel.
    weekly_minutes: what they give as mentors, -1: no limit. unit: its path, empty for none. free and offers: texts of
    the number (((from * 2**21 + until) * 2**5 + begins) * 2**5 + ends) * 2**9 + slot, days as day_number, minutes
    [begins, ends) of slot 0..335 from Monday 00:00 UTC; then the formats that will do, a tab before each, none for any.
    """

    id: str
    may_mentor: bool
    tie_key: int
    languages: tuple[str, ...]
    attributes: tuple[str, ...]
    weekly_minutes: int
    asynchronous: bool
    unit: str
    managers: tuple[str, ...]
    apart: tuple[str, ...]
    mentors: tuple[str, ...]
    skills: tuple[str, ...]
    levels: tuple[int, ...]
    free: tuple[str, ...]
    offers: tuple[str, ...]


@row
class PackedPeopleRow:
    """Up to 250 people of the first read, as parallel lists.

    claims are texts of numbers with a space before each: the place of the skill in the order of ids * 8 + level. free
    and offers are texts as of PersonRow with a line feed before each. The others are as of PersonRow.
    """

    ids: tuple[str, ...]
    may_mentor: tuple[bool, ...]
    tie_keys: tuple[int, ...]
    languages: tuple[tuple[str, ...], ...]
    attributes: tuple[tuple[str, ...], ...]
    weekly_minutes: tuple[int, ...]
    asynchronous: tuple[bool, ...]
    units: tuple[str, ...]
    managers: tuple[tuple[str, ...], ...]
    apart: tuple[tuple[str, ...], ...]
    mentors: tuple[tuple[str, ...], ...]
    claims: tuple[str, ...]
    free: tuple[str, ...]
    offers: tuple[str, ...]


@row
class NearRow:
    """The skills near a skill, by id, with their nearness."""

    id: str
    others: tuple[str, ...]
    strengths: tuple[float, ...]


@row
class PackedNearRow:
    """What is near up to 50 skills of the first read, as parallel lists; texts as of PackedPeopleRow."""

    places: tuple[int, ...]
    others: tuple[str, ...]
    strengths: tuple[str, ...]


@row
class Weights:
    """The specificity of the skills that a policy weighs, as parallel lists; others have 1."""

    ids: tuple[str, ...]
    specificities: tuple[float, ...]


@row
class Counts:
    """How much of each kind the graph holds, from the database's own counters."""

    people: int
    claims: int
    free: int
    offers: int
    near: int
    lines: int
