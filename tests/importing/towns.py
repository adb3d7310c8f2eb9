"""Folders of forty people each, enough for several parts."""

from pathlib import Path

from tests.importing.folders import a_folder

_PEOPLE = 40


def a_town(path: Path) -> Path:
    """Forty people, everybody under one who comes later, with a unit, two claims, a goal and two windows."""
    people = [f"p{number:02}" for number in range(_PEOPLE)]
    return a_folder(
        path,
        people="id,name,unit,function,reports_to,time_zone,places\n"
        + "".join(
            f"{person},Someone,Town > Street {number % 3},Smith,{above},UTC,{number % 3}\n"
            for number, (person, above) in enumerate(zip(people, [*people[1:], ""], strict=True))
        ),
        related="a,b,strength\npy,go,0.5\n",
        person_skills="person_id,skill,level,last_used_on\n"
        + "".join(
            f"{person},go,{1 + int(person[1:]) % 4},2026-01-0{1 + int(person[1:]) % 5}\n" for person in people
        )
        + "".join(f"{person},py,2,\n" for person in people),
        goals="goal_id,person_id,skill,target_level,statement,due_on\n"
        + "".join(f"g{person},{person},k8s,3,Run it,2027-12-31\n" for person in people),
        availability="person_id,weekday,from,until\n"
        + "".join(f"{person},mon,9:00,10:00\n{person},tue,9:00,10:00\n" for person in people),
    )


def an_other_town(path: Path) -> Path:
    """Half of the same people, changed in every way, and twenty more above and below them."""
    people = [f"p{number:02}" for number in range(0, _PEOPLE, 2)]
    more = [f"q{number:02}" for number in range(20)]
    return a_folder(
        path,
        people="id,name,unit,function,reports_to,time_zone,places\n"
        + "".join(
            f"{person},Someone else,Town > Street {int(person[1:]) % 5},Baker,{boss},Europe/Berlin,3\n"
            for person, boss in zip(people, more, strict=True)
        )
        + "".join(f"{person},New,Town,Baker,{'p39' if person == 'q00' else 'q00'},UTC,1\n" for person in more),
        related="a,b,strength\npy,go,0.7\nk8s,go,0.4\n",
        person_skills="person_id,skill,level\n"
        + "".join(f"{person},py,3\n{person},k8s,1\n" for person in [*people, *more, "p05"]),
        goals="goal_id,person_id,skill,target_level\n"
        + "".join(f"g{person},{person},py,4\nh{person},{person},go,4\n" for person in people)
        + "".join(f"g{person},{person},go,2\n" for person in more),
        availability="person_id,weekday,from,until\n"
        + "".join(f"{person},tue,9:00,10:00\n{person},fri,14:00,16:30\n" for person in [*people, *more]),
    )
