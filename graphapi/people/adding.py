"""Adds a person to the map."""

from graphapi.calendar.zones import require_zone
from graphapi.journal.edit import Edit, Editor
from graphapi.journal.editing import checked_id, checked_text, given_or
from graphapi.journal.ids import new_id
from graphapi.people.errors import IdTaken
from graphapi.people.further_ids import is_further_id
from graphapi.people.model import Person, PersonChange
from graphapi.people.reading import person_in
from graphapi.people.saving import save_people
from graphapi.people.terms import TermsChange, checked_terms, terms_of, terms_said
from graphapi.text import LONGEST_NAME

_PLACES = 3


async def add_person(
    editor: Editor,
    name: str,
    terms: TermsChange,
    *,
    person_id: str | None = None,
    time_zone: str | None = None,
    key: str | None = None,
) -> Person:
    """Adds a person and returns them; for a key used before, returns the person it added, as they are now.

    person_id: 1..200 characters, generated when None. name: 1..200 characters. terms: as for
    set_mentoring_terms; ABSENT terms get the defaults of an import: mentoring with three places. Frozen
    specificities do not change until the next count, as with every single edit. Raises InvalidInput, IdTaken,
    KeyReused.
    """
    wanted = checked_terms(terms)
    if time_zone is not None:
        require_zone(time_zone, path=["timeZone"])
    person = Person(
        id=new_id() if person_id is None else checked_id(person_id, ["id"]),
        name=checked_text(name, LONGEST_NAME, ["name"], "A name"),
        unit=(),
        function=None,
        manager_id=None,
        time_zone=time_zone,
        languages=tuple(given_or(wanted.languages, ())),
        formats=tuple(given_or(wanted.formats, ())),
        pace=given_or(wanted.pace, None),
        mentoring=given_or(wanted.mentoring, True),
        places=given_or(wanted.places, _PLACES),
        places_taken=0,
        weekly_minutes=given_or(wanted.weekly_minutes, None),
        left_on=None,
        attributes=(),
        revision=1,
    )
    request = {"id": person_id, "name": person.name, "timeZone": time_zone, "terms": terms_said(wanted)}

    async def add(e: Edit) -> str:
        said = {"name": person.name, "timeZone": person.time_zone, **terms_of(person)}
        if not await save_people(e.tx, [PersonChange(person.id, 0, said)]) or await is_further_id(
            e.tx, [person.id]
        ):
            raise IdTaken(
                f"A person with the id {person.id!r} already exists. Ids never change; choose another one.",
                path=["id"],
            )
        e.derived("person.created", [person.id])
        for term, now in said.items():
            e.changed(f"person.{term}", person.id, None, now)
        return person.id

    return await editor.edit_once("addPerson", key, request, add, person_in)
