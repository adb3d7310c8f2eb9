"""The hard rules that ask for time: together, in formats that agree, in one piece, and what the mentor gives a week."""

from graphapi.matching.pair import ASYNCHRONOUS, Pair, Verdict, failing, holding


def shared_time(pair: Pair) -> Verdict:
    """Whether they are free together long enough, whatever the format."""
    shared, minimum = pair.minutes_together, pair.minimum_shared_minutes
    if minimum == 0:
        return holding(f"Time is not asked for; they share {shared} minutes in this week.")
    reason = f"They share {shared} minutes in this week; {minimum} are asked for."
    if shared >= minimum:
        return holding(reason)
    if _asynchronous(pair):
        return holding(f"They share {shared} minutes, and both accept asynchronous mentoring.")
    free = (("mentee", pair.mentee_free_minutes), ("mentor", pair.mentor_free_minutes))
    short = [(who, minutes) for who, minutes in free if minutes < minimum]
    reason += "".join(f" The {who} has only {minutes} free minutes in it." for who, minutes in short)
    more = f"{minimum - shared} more minutes"
    match [who for who, _ in short]:
        case [who]:
            other = "mentee" if who == "mentor" else "mentor"
            offer = f"The {who} must offer {more} when the {other} is free"
        case []:
            offer = f"One of them must offer {more} when the other is free"
        case _:
            offer = f"Both must offer the same {more}"
    return failing(reason, f"{offer}{_or_waive_or_ask_less(shared)}")


def shared_format(pair: Pair) -> Verdict:
    """Whether they are free together long enough in formats that agree."""
    together, in_format, minimum = pair.minutes_together, pair.minutes_in_format, pair.minimum_shared_minutes
    if minimum == 0:
        return holding("Time is not asked for.")
    if in_format == together:
        return holding("The formats of their windows agree whenever both are free.")
    found = f"Of the {together} minutes when both are free, {in_format} are in a format that suits both"
    if in_format >= minimum:
        return holding(f"{found}; {minimum} are asked for.")
    if _asynchronous(pair):
        return holding(f"{found}, and both accept asynchronous mentoring.")
    if together < minimum:
        # Other formats would not help: SHARED_TIME excludes the pair.
        return holding(f"{found}; even all of them would be too few.")
    return failing(
        f"{found}; {minimum} are asked for.",
        f"One of them must accept the other's format, or any, in {minimum - in_format} more of these minutes"
        + _or_waive_or_ask_less(in_format),
    )


def session_time(pair: Pair) -> Verdict:
    """Whether a meeting of the asked length fits in, in one format."""
    longest, minimum = pair.longest_minutes, pair.minimum_session_minutes
    found = f"The longest stretch that they share in one format has {longest} minutes"
    if minimum == 0:
        return holding(f"{found}; no length of a meeting is asked for.")
    if longest >= minimum:
        return holding(f"{found}; {minimum} are asked for.")
    if _asynchronous(pair):
        return holding(f"{found}, and both accept asynchronous mentoring.")
    return failing(
        f"{found}; {minimum} are asked for.",
        f"They must be free together for {minimum} minutes without a gap, in one format, or both must accept "
        f"asynchronous mentoring. Or ask for a meeting of at most {longest} minutes.",
    )


def weekly_minutes(pair: Pair) -> Verdict:
    """Whether the mentor gives as many minutes a week as are asked for."""
    gives, asked = pair.weekly_minutes, pair.asked_minutes
    if gives is None:
        return holding("The mentor states no limit of minutes a week.")
    said = f"The mentor gives {gives} minutes a week"
    if asked == 0:
        return holding(f"{said}; time is not asked for.")
    if gives >= asked:
        return holding(f"{said}; {asked} are asked for.")
    return failing(
        f"{said}; {asked} are asked for.",
        f"The mentor must give at least {asked} minutes a week. Or ask for at most {gives} minutes.",
    )


def _or_waive_or_ask_less(minutes: int) -> str:
    return f", or both must accept asynchronous mentoring. Or ask for at most {minutes} shared minutes."


def _asynchronous(pair: Pair) -> bool:
    return ASYNCHRONOUS in pair.mentee_formats and ASYNCHRONOUS in pair.mentor_formats
