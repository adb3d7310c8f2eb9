"""Every fact is followed or said not to be, and a follower that derives something runs before those that follow it."""

from graphapi.followers import NOT_FOLLOWED, followers
from graphapi.journal.facts import FACTS


def test_every_fact_is_followed_or_says_why_not() -> None:
    followed = {fact for follower in followers() for fact in follower.follows}
    logged = {fact for fact, kind in FACTS.items() if kind.ranked is not None}

    assert followed | logged | NOT_FOLLOWED.keys() == FACTS.keys()
    assert (followed | logged) & NOT_FOLLOWED.keys() == set()


def test_a_follower_runs_before_those_that_follow_what_it_derives() -> None:
    derived: set[str] = set()
    for follower in reversed(followers()):
        assert follower.follows & derived == set(), follower.name
        derived |= follower.derives
        assert follower.derives <= FACTS.keys()


def test_followers_have_names_of_their_own() -> None:
    names = [follower.name for follower in followers()]

    assert len(set(names)) == len(names)
