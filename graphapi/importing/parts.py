"""Takes what an import writes apart into parts of whole people, so that a transaction holds all of somebody or nothing.

New people come first, everybody after their manager, so that a part never needs what a later one makes.
"""

from collections.abc import Iterator, Mapping

from graphapi.importing.writes import PersonWrites


def in_parts(people: Mapping[str, PersonWrites], size: int) -> Iterator[list[PersonWrites]]:
    """Everybody, in parts of about `size`, in nodes and relationships."""
    part: list[PersonWrites] = []
    of_part = 0
    for person in _with_both(_in_order(people)):
        part.append(person)
        of_part += person.size
        if of_part >= size:
            yield part
            part, of_part = [], 0
    if part:
        yield part


def _with_both(people: list[PersonWrites]) -> list[PersonWrites]:
    """The same people, each match with whichever of its two people comes later."""
    places = {person.person_id: place for place, person in enumerate(people)}
    for place, person in enumerate(people):
        early = [match for match in person.matches if places.get(match.mentor_id, -1) > place]
        for match in early:
            mentor = people[places[match.mentor_id]]
            mentor.matches.append(match)
            mentor.match_facts.extend(fact for fact in person.match_facts if fact.id == match.id)
        moved = {match.id for match in early}
        person.matches = [match for match in person.matches if match.id not in moved]
        person.match_facts = [fact for fact in person.match_facts if fact.id not in moved]
    return people


def _in_order(people: Mapping[str, PersonWrites]) -> list[PersonWrites]:
    """New people after their managers, then the others by id; there are no circles, for the import was checked."""
    new: dict[str, PersonWrites] = {}
    for person in people.values():
        line: list[PersonWrites] = []
        above: PersonWrites | None = person
        while above is not None and above.is_new and above.person_id not in new:
            line.append(above)
            above = people.get(above.manager) if above.manager is not None else None
        new.update({each.person_id: each for each in reversed(line)})
    others = sorted(people.keys() - new.keys())
    return [*new.values(), *(people[person_id] for person_id in others)]
