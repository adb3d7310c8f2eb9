"""Carries out the remedies of an explanation on a world, word for word: the numbers are those of the sentence."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby

from tests.availability.twin import common
from tests.matching.twin import meets, minutes_of
from tests.matching.world import Mentor, Piece, World

_WEEK_MINUTES = range(7 * 1440)


@dataclass
class Case:
    """A question about one pair of a world, which remedies change in place."""

    world: World
    mentee: str
    mentor: str
    minimum: int
    session: int

    def free(self, person: str) -> dict[int, tuple[str, ...]]:
        """The minutes in which a person is free, with formats."""
        return minutes_of(self.world.people[person])

    def set_free(self, person: str, minutes: dict[int, tuple[str, ...]]) -> None:
        """Makes a person free in exactly these minutes."""
        self.world.people[person] = replace(
            self.world.people[person], slots=frozenset(), pieces=tuple(_pieces(minutes))
        )

    def offer(self, person: str, minutes: list[int]) -> None:
        """Makes a person free in these minutes too, for any format."""
        self.set_free(person, {**self.free(person), **dict.fromkeys(minutes, ())})


def remedied(case: Case, remedy: str, choice: int) -> None:
    """Carries out one of the alternatives that the sentence names."""
    offered = [(found, carry_out) for pattern, carry_out in _REMEDIES if (found := re.search(pattern, remedy))]
    assert offered, f"nobody can carry out: {remedy}"
    found, carry_out = offered[choice % len(offered)]
    carry_out(case, *(word if word in ("mentee", "mentor") else _number(word) for word in found.groups()))


def _number(word: str) -> int:
    return 1 if word in ("one", "another") else int(word)


def _pieces(minutes: dict[int, tuple[str, ...]]) -> list[Piece]:
    """Minutes as pieces of half-hours, each as long as it can be."""
    found: list[Piece] = []
    for _, group in groupby(sorted(minutes), key=lambda minute: (minute // 30, minutes[minute])):
        run: list[int] = []
        for minute in [*group, -1]:
            if run and minute != run[-1] + 1:
                start = run[0] // 30 * 30
                found.append(
                    (start // 1440 + 1, start % 1440, run[0] - start, run[-1] + 1 - start, minutes[run[0]])
                )
                run = []
            run.append(minute)
    return found


def _another_mentor(case: Case) -> None:
    case.mentor = next(id for id in case.world.people if id != case.mentee)


def _turn_on(case: Case) -> None:
    case.world.people[case.mentor].mentoring = True


def _end_matches(case: Case, count: int) -> None:
    own = [pair for pair in dict.fromkeys(case.world.matches) if pair[0] == case.mentor]
    assert len(own) >= count
    case.world.matches = [pair for pair in case.world.matches if pair not in own[:count]]


def _offer_places(case: Case, count: int) -> None:
    case.world.people[case.mentor].places += count


def _offer_time(case: Case, who: str, count: int) -> None:
    person, other = (case.mentee, case.mentor) if who == "mentee" else (case.mentor, case.mentee)
    mine = case.free(person)
    minutes = [minute for minute in case.free(other) if minute not in mine][:count]
    assert len(minutes) == count, "the other has too little time for the remedy"
    case.offer(person, minutes)


def _mentor_offers_time(case: Case, count: int) -> None:
    _offer_time(case, "mentor", count)


def _mentee_offers_time(case: Case, count: int) -> None:
    _offer_time(case, "mentee", count)


def _both_offer_time(case: Case, count: int) -> None:
    taken = case.free(case.mentee).keys() | case.free(case.mentor).keys()
    minutes = [minute for minute in _WEEK_MINUTES if minute not in taken][:count]
    case.offer(case.mentee, minutes)
    case.offer(case.mentor, minutes)


def _accept_asynchronous(case: Case) -> None:
    for person in (case.mentee, case.mentor):
        case.world.people[person].formats += ("asynchronous",)


def _ask_for_less(case: Case, minutes: int) -> None:
    case.minimum = minutes


def _ask_for_less_of_both(case: Case, minutes: int) -> None:
    case.minimum, case.session = min(case.minimum, minutes), min(case.session, minutes)


def _ask_for_a_shorter_meeting(case: Case, minutes: int) -> None:
    case.session = minutes


def _accept_formats(case: Case, count: int) -> None:
    mine, theirs = case.free(case.mentee), case.free(case.mentor)
    apart = [m for m, formats in mine.items() if m in theirs and common(formats, theirs[m]) is None]
    assert len(apart) >= count
    case.offer(case.mentor, apart[:count])


def _meet_without_a_gap(case: Case, count: int) -> None:
    minutes = list(range(3000, 3000 + count))
    case.offer(case.mentee, minutes)
    case.offer(case.mentor, minutes)


def _give_minutes(case: Case, minutes: int) -> None:
    case.world.people[case.mentor].weekly_minutes = minutes


def _add_a_language(case: Case) -> None:
    mentee, mentor = case.world.people[case.mentee], case.world.people[case.mentor]
    mentee.languages += mentor.languages[:1]


def _change_the_line(case: Case) -> None:
    for person in (case.mentee, case.mentor):
        case.world.people[person].reports_to = None


def _without(pairs: list[tuple[str, str]], case: Case) -> list[tuple[str, str]]:
    return [pair for pair in pairs if set(pair) != {case.mentee, case.mentor}]


def _lift_blocks(case: Case) -> None:
    case.world.blocks = _without(case.world.blocks, case)


def _withdraw(case: Case) -> None:
    case.world.declined = _without(case.world.declined, case)


def _end_their_match(case: Case) -> None:
    case.world.matches = [pair for pair in case.world.matches if pair != (case.mentor, case.mentee)]


def _meet_the_rules(case: Case) -> None:
    """Gives both attributes with which all rules hold, the mentor alone if that is enough."""
    if case.mentor == case.mentee:
        _another_mentor(case)
    people = case.world.people
    values = [(f"grade={grade}", f"team={team}") for grade in ("one", "two", "three") for team in ("x", "y")]
    found = next(
        (mine, theirs)
        for mine in (people[case.mentee].attributes, *values)
        for theirs in values
        if all(meets(rule, Mentor(attributes=mine), Mentor(attributes=theirs)) for rule in case.world.rules)
    )
    for person, said in zip((case.mentee, case.mentor), found, strict=True):
        people[person] = replace(people[person], attributes=said)


_REMEDIES: list[tuple[str, Callable[..., None]]] = [
    # "Or choose another mentor" is for people to judge.
    (r"^Choose another mentor", _another_mentor),
    (r"must turn mentoring on", _turn_on),
    (r"must end (one|\d+) match", _end_matches),
    (r"offer (another|\d+)(?: more)? place", _offer_places),
    (r"The (mentee|mentor) must offer (\d+) more minutes when", _offer_time),
    (r"One of them must offer (\d+) more minutes when the other is free", _mentor_offers_time),
    (r"One of them must offer (\d+) more minutes when the other is free", _mentee_offers_time),
    (r"Both must offer the same (\d+) more minutes", _both_offer_time),
    (r"both must accept asynchronous mentoring", _accept_asynchronous),
    (r"ask for at most (\d+) shared minutes", _ask_for_less),
    (r"must accept the other's format, or any, in (\d+) more", _accept_formats),
    (r"free together for (\d+) minutes without a gap, in one format", _meet_without_a_gap),
    (r"a meeting of at most (\d+) minutes", _ask_for_a_shorter_meeting),
    (r"must give at least (\d+) minutes a week", _give_minutes),
    (r"ask for at most (\d+) minutes", _ask_for_less_of_both),
    (r"must add a language that the other states", _add_a_language),
    (r"both must be recorded|mentor must have|the rule must change", _meet_the_rules),
    (r"reporting line must change", _change_the_line),
    (r"must lift the block", _lift_blocks),
    (r"must withdraw it", _withdraw),
    (r"present match must end", _end_their_match),
]
