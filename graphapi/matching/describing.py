"""Says in words why a mentor is near."""

from graphapi.matching.model import ContributingPath


def describe_path(path: ContributingPath) -> str:
    """One sentence for one path, with its share of the proximity."""
    share = f"{path.share:.0%}"
    if path.held.id == path.target.id:
        level = path.target_level
        return f"Holds {path.held.label} at level {path.mentor_level}; the goal is level {level} ({share})."
    through = f", through {' and '.join(skill.label for skill in path.via)}" if path.via else ""
    return (
        f"Holds {path.held.label} at level {path.mentor_level}, near {path.target.label} "
        f"({path.nearness:.2f}{through}); the goal is level {path.target_level} ({share})."
    )
