#!/bin/sh
# Renews requirements/*.txt from pyproject.toml, with hashes, for every platform and Python from 3.11 on.
# Needs uv (a maintainer's tool; nobody else does).
set -eu
cd "$(dirname "$0")/.."
lock() {
    output=$1; shift
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
        --custom-compile-command "tools/lock_requirements.sh" "$@" --output-file "requirements/$output" pyproject.toml \
        requirements/build.in
}
lock api.txt --extra rankindex --extra otel
lock demo.txt --extra embedded --extra rankindex
lock dev.txt --extra otel --extra embedded --extra rankindex --extra bench --extra dev
