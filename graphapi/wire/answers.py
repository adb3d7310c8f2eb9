"""Answers in GraphQL's shape that are given outside of GraphQL, by the guards of the door."""

from starlette.responses import JSONResponse


def refusal(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """An answer with one typed error and nothing else."""
    return JSONResponse(
        {"errors": [{"message": message, "extensions": {"code": code}}]}, status_code=status, headers=headers
    )
