"""How many examples a property test tries."""

import os


def examples(count: int) -> int:
    """`count` in every run; GRAPHAPI_TEST_EXAMPLES=10 makes it ten times as many, for a night or a release."""
    return count * int(os.environ.get("GRAPHAPI_TEST_EXAMPLES", "1"))
