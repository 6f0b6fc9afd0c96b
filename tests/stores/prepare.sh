#!/usr/bin/env bash
# Makes sure that the test database exists: user `postgres`, database `test`,
# on 127.0.0.1 without a password. A server that is set up so already is left alone.
set -euo pipefail

url=${OAUTH_TEST_POSTGRES:-postgres://postgres@127.0.0.1:5432/test}
if psql "$url" -qAtc 'select 1' >/dev/null 2>&1; then
    echo "the test database answers"
    exit
fi
as_postgres() {
    if [ "$(id -un)" = postgres ]; then "$@"; else su postgres -c "$(printf '%q ' "$@")"; fi
}
settings=$(as_postgres psql -qAtc 'show hba_file')
if ! grep -q '^host all postgres 127.0.0.1/32 trust$' "$settings"; then
    # The first matching line counts.
    printf '%s\n' 'host all postgres 127.0.0.1/32 trust' | cat - "$settings" >"$settings.new"
    cat "$settings.new" >"$settings"
    rm "$settings.new"
    as_postgres psql -qAtc 'select pg_reload_conf()' >/dev/null
fi
as_postgres psql -qAtc "select 1 from pg_database where datname = 'test'" | grep -q 1 ||
    as_postgres createdb test
psql "$url" -qAtc 'select 1' >/dev/null
echo "the test database was made"
