"""Writes schema.graphql from the code."""

from pathlib import Path

from graphapi.graphql.schema import graphql_schema

Path(__file__).parent.parent.joinpath("schema.graphql").write_text(
    graphql_schema().as_str() + "\n", encoding="utf-8"
)
