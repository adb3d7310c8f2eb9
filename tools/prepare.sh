#!/bin/sh
# Makes .venv ready for "demo" or "dev" from the hash-locked requirements; does nothing when it is.
set -eu
cd "$(dirname "$0")/.."
kind=$1
stamp=.venv/.ready-$kind
fresh() {
    [ -e "$stamp" ] && [ ! "requirements/$kind.txt" -nt "$stamp" ] && [ ! requirements/build.in -nt "$stamp" ] \
        && [ ! pyproject.toml -nt "$stamp" ] && [ ! lab/pyproject.toml -nt "$stamp" ]
}
fresh && exit 0

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 \
            && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "Python 3.11 or newer is needed. Install it, or name it: make PYTHON=/path/to/python3 ..." >&2
    exit 1
}

python=$(find_python)
if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    echo "Making .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv || {
        rm -rf .venv
        echo "Python's venv module does not work here; on Debian and Ubuntu: apt-get install python3-venv" >&2
        exit 1
    }
fi
echo "Installing the locked requirements ($kind)"
# --require-hashes refuses anything but the very files that were locked. --no-deps: the lock is whole, and pip would look
# for a newer release of a package that another one asks for with an extra, such as coverage[toml].
if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-deps --require-hashes \
    -r "requirements/$kind.txt"; then
    echo "The requirements could not be installed. Without a network, connect and run the same command again:" >&2
    echo "what is installed already is kept. With a full disk, free about 1 GB first." >&2
    exit 1
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-deps --no-build-isolation \
    --no-index --editable . --editable lab
.venv/bin/graphapi ide fetch >/dev/null 2>&1 \
    || echo "The page for trying questions was not fetched; the API runs without. Later: .venv/bin/graphapi ide fetch" >&2
touch "$stamp"
