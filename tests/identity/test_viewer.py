"""What a viewer may do."""

import pytest

from graphapi.errors import NotAllowed
from graphapi.identity.viewer import DEVELOPMENT, Capability, Viewer


def test_a_viewer_may_do_what_it_has_the_capability_for_and_nothing_else() -> None:
    reader = Viewer("reader", frozenset({Capability.READ_TAXONOMY}))

    reader.require(Capability.READ_TAXONOMY)
    with pytest.raises(NotAllowed, match="may not read people"):
        reader.require(Capability.READ_PEOPLE)


def test_the_local_developer_may_do_everything() -> None:
    assert frozenset(Capability) == DEVELOPMENT.capabilities
