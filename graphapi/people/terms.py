"""A person's mentoring terms: whether, how many, how much, in which languages, formats and pace."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from graphapi.calendar.weeks import MINUTES_PER_WEEK
from graphapi.errors import InvalidInput
from graphapi.journal.edit import Edit, Editor
from graphapi.journal.editing import ABSENT, Absent, given_or, require_revision
from graphapi.people import words
from graphapi.people.errors import PlacesTaken
from graphapi.people.leaving import require_present
from graphapi.people.locking import lock_person
from graphapi.people.model import Person, PersonChange
from graphapi.people.reading import person_in
from graphapi.people.saving import save_people

MOST_PLACES = 100


@dataclass(frozen=True, slots=True)
class TermsChange:
    """Changes to the terms; ABSENT keeps a term, None removes weekly_minutes or pace."""

    mentoring: bool | Absent = ABSENT
    places: int | Absent = ABSENT
    weekly_minutes: int | Absent | None = ABSENT
    languages: Sequence[str] | Absent = ABSENT
    formats: Sequence[str] | Absent = ABSENT
    pace: str | Absent | None = ABSENT


async def set_mentoring_terms(
    editor: Editor,
    person_id: str,
    expected_revision: int,
    change: TermsChange,
    *,
    key: str | None = None,
) -> Person:
    """Changes the terms and returns the person; the time they offer is derived in the same transaction.

    places: 0..100, at least those taken now. weekly_minutes: 0..10080. languages: tags such as "de" or "pt-BR".
    Raises InvalidInput, NotFound, PersonLeft when somebody who has left would mentor, PlacesTaken, StaleRevision,
    KeyReused.
    """
    wanted = checked_terms(change)

    async def change_terms(e: Edit) -> str:
        await _set_terms(e, person_id, expected_revision, wanted)
        return person_id

    request = {"person": person_id, "expectedRevision": expected_revision, "terms": terms_said(wanted)}
    return await editor.edit_once("setMentoringTerms", key, request, change_terms, person_in)


async def _set_terms(e: Edit, person_id: str, expected_revision: int, change: TermsChange) -> None:
    revision = await lock_person(e.tx, person_id)
    require_revision(revision, expected_revision, "This person")
    before = await person_in(e.tx, person_id)
    if change.mentoring is True:
        require_present(before)
    after = replace(
        before,
        mentoring=given_or(change.mentoring, before.mentoring),
        places=given_or(change.places, before.places),
        weekly_minutes=given_or(change.weekly_minutes, before.weekly_minutes),
        languages=tuple(given_or(change.languages, before.languages)),
        formats=tuple(given_or(change.formats, before.formats)),
        pace=given_or(change.pace, before.pace),
    )
    if after == before:
        return
    if after.places != before.places and after.places < before.places_taken:
        raise PlacesTaken(
            f"{before.places_taken} places are taken, so places cannot be {after.places}. Set mentoring to "
            "false to accept no new mentees.",
            path=["places"],
        )
    was, now = terms_of(before), terms_of(after)
    changed = {name: now[name] for name in now if e.changed(f"person.{name}", person_id, was[name], now[name])}
    saved = await save_people(e.tx, [PersonChange(person_id, revision, changed)])
    assert saved  # The person is locked.


def terms_of(person: Person) -> dict[str, Any]:
    """The terms of a person, by their names in the graph."""
    return {
        "mentoring": person.mentoring,
        "places": person.places,
        "weeklyMinutes": person.weekly_minutes,
        "languages": person.languages,
        "formats": person.formats,
        "pace": person.pace,
    }


def checked_terms(change: TermsChange) -> TermsChange:
    """The same terms in their normalised spelling. Raises InvalidInput."""
    for value, most, field in (
        (change.places, MOST_PLACES, "places"),
        (change.weekly_minutes, MINUTES_PER_WEEK, "weeklyMinutes"),
    ):
        if isinstance(value, int) and not 0 <= value <= most:
            raise InvalidInput(f"{field} must be between 0 and {most}; you sent {value}.", path=[field])
    return replace(
        change,
        languages=ABSENT if isinstance(change.languages, Absent) else words.languages(change.languages),
        formats=ABSENT if isinstance(change.formats, Absent) else words.formats(change.formats),
        pace=words.pace(change.pace) if isinstance(change.pace, str) else change.pace,
    )


def terms_said(change: TermsChange) -> dict[str, Any]:
    """The terms that are not ABSENT, as GraphQL calls them."""
    said = {
        "mentoring": change.mentoring,
        "places": change.places,
        "weeklyMinutes": change.weekly_minutes,
        "languages": change.languages,
        "formats": change.formats,
        "pace": change.pace,
    }
    return {field: value for field, value in said.items() if not isinstance(value, Absent)}
