"""Remembers documents that were parsed and found valid: clients send the same few again and again.

Parsing and validating take longer than everything else that GraphQL does to a request of middling size. Limits
depend on variables and are held against each request all the same.
"""

from collections import OrderedDict
from collections.abc import Iterator
from typing import Final

from graphql import DocumentNode
from strawberry.extensions import SchemaExtension

_MOST_DOCUMENTS: Final = 64
# A document of this length takes about a megabyte when it is parsed.
_LONGEST: Final = 8_000


class Documents:
    """The valid documents of one schema by their text; the ones that were asked last stay."""

    def __init__(self, most: int = _MOST_DOCUMENTS, longest: int = _LONGEST) -> None:
        self._most = most
        self._longest = longest
        self._known: OrderedDict[str, DocumentNode] = OrderedDict()

    def __len__(self) -> int:
        return len(self._known)

    def find(self, text: str) -> DocumentNode | None:
        """The parsed document, or None when it is not known to be valid."""
        document = self._known.get(text)
        if document is not None:
            self._known.move_to_end(text)
        return document

    def keep(self, text: str, document: DocumentNode) -> None:
        """Remembers a document that was found valid."""
        if len(text) <= self._longest:
            self._known[text] = document
            self._known.move_to_end(text)
            while len(self._known) > self._most:
                self._known.popitem(last=False)


class RememberedDocuments(SchemaExtension):
    """Saves parsing and validating what is known. It comes after the limits, whose refusals it leaves in place."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._known = False

    def on_parse(self) -> Iterator[None]:
        """Puts the known document in place, which Strawberry then does not parse again."""
        context = self.execution_context
        document = self._documents.find(context.query) if context.query else None
        if document is not None:
            context.graphql_document = document
            self._known = True
        yield

    def on_validate(self) -> Iterator[None]:
        """Says that a known document has no errors, and keeps one of which validation has just said so."""
        context = self.execution_context
        if self._known and context.pre_execution_errors is None:
            context.pre_execution_errors = []
        yield
        document = context.graphql_document
        if not self._known and not context.pre_execution_errors and context.query and document is not None:
            self._documents.keep(context.query, document)
