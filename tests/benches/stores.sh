#!/usr/bin/env bash
# Prints how stores behave with many records and many processes. Needs PostgreSQL
# and Redis on loopback; it makes a database of its own and drops it.
# usage: stores.sh [LARGEST]     the largest number of records, 1000000 by default
set -euo pipefail
cd "$(dirname "$0")/stores"

largest=${1:-1000000}
admin=${OAUTH_TEST_POSTGRES:-postgres://postgres@127.0.0.1:5432/test}
redis=${OAUTH_TEST_REDIS:-redis://127.0.0.1:6379}
cargo build --release --quiet
binary="${CARGO_TARGET_DIR:-target}/release/oauth-store-benches"
scratch=$(mktemp -d)
database="oauth_bench_$$"
psql "$admin" -qc "create database $database"
trap 'rm -rf "$scratch"; psql "$admin" -qc "drop database $database with (force)"' EXIT
postgres="${admin%/*}/$database?sslmode=disable"

sizes=()
for size in 1000 10000 100000 1000000; do
    if [ "$size" -le "$largest" ]; then sizes+=("$size"); fi
done
echo "| store | records | read, ms | refresh, ms | page of 100, ms | peak memory, MiB |"
echo "|---|---:|---:|---:|---:|---:|"
"$binary" curve "sqlite:$scratch/tokens.db" "${sizes[@]}"
"$binary" curve "$postgres" "${sizes[@]}"
echo
echo "| store | processes | refreshes per second |"
echo "|---|---:|---:|"
"$binary" fleet "sqlite:$scratch/fleet.db" 1 2 4 8
"$binary" fleet "$postgres" 1 2 4 8
"$binary" fleet "$redis/0?prefix=oauth-bench-$$:" 1 2 4 8
