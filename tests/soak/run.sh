#!/usr/bin/env bash
# Many processes share one account for very many expiries; prints one table row.
# Usage: tests/soak/run.sh [PROCESSES] [EXPIRIES] [STORE-URL] [KILLS] [SEED]
#
# STORE-URL: one of those that `oauth_stores::open` knows; `-` or nothing: a
# SQLite file of its own. KILLS: in so many of a thousand expiries a process is
# killed; the provider then has a grace of a minute. SEED: of these kills.
set -euo pipefail
cd "$(dirname "$0")/../.."

processes=${1:-64}
expiries=${2:-10000}
store=${3:--}
kills=${4:-0}
seed=${5:-$RANDOM}
[ "$store" = - ] && store=

# Each process has a few pipes here.
ulimit -n 4096
OAUTH_SOAK="$processes $expiries $kills $seed $store" \
  cargo test --quiet --release -p oauth-tests --test all -- \
  --exact fleet::soak::soak --nocapture --test-threads 1
