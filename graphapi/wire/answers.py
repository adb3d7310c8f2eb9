"""Responses in GraphQL's format from the guards in front of GraphQL."""

from starlette.responses import JSONResponse

from graphapi.telemetry.record import note_code


def refusal(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """A response with a single typed error."""
    note_code(code)
    return JSONResponse(
        {"errors": [{"message": message, "extensions": {"code": code}}]}, status_code=status, headers=headers
    )
