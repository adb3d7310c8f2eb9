#!/bin/sh
# Makes the secrets that docker-compose.yml mounts; keeps those that exist.
set -eu
cd "$(dirname "$0")/.."
mkdir -p secrets
chmod 700 secrets
if [ -e secrets/neo4j_password ]; then
    echo "secrets/ exists already; nothing was changed."
    exit 0
fi
# Hexadecimal, because a password that begins with a hyphen would be taken for an option by the server's tools.
password=$(python3 -c 'import secrets; print(secrets.token_hex(24))')
# The containers read them as other users; the folder itself is closed to all but the owner.
umask 022
printf '%s' "$password" > secrets/neo4j_password
printf 'neo4j/%s' "$password" > secrets/neo4j_auth
echo "Made secrets/neo4j_password and secrets/neo4j_auth."
