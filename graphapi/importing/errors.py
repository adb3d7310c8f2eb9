"""What can stop an import that was right when it was planned."""

from graphapi.errors import Conflict, Unavailable


class ImportOutdated(Conflict):
    """The map has changed since the plan was made, so that it cannot be carried out as planned."""

    code = "IMPORT_OUTDATED"

    def __init__(self) -> None:
        super().__init__("The map has changed since this import was planned. Nothing was written; plan it again.")


class ImportTooLarge(Unavailable):
    """The database has too little memory even for a part of the import; that part was not written."""

    code = "IMPORT_TOO_LARGE"

    def __init__(self) -> None:
        super().__init__(
            "The database has too little memory for one part of this import. Give it more heap "
            "(GRAPHAPI_NEO4J_HEAP_MB for the embedded server), and run the same import again."
        )


class ImportStopped(Unavailable):
    """A large import was stopped in the middle; `left` people are still to be written, each of the others is whole."""

    code = "IMPORT_STOPPED"

    def __init__(self, reason: str, left: int) -> None:
        super().__init__(
            f"{reason} The import was stopped with {left:,} people left to write. Run the same import again to "
            "continue."
        )
        self.left = left
