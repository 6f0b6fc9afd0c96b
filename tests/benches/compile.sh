#!/usr/bin/env bash
# Compile time per provider: declarations beside typed clients of crate `oauth2`.
# usage: compile.sh [COUNT...]      (default: 1 10 50 400)
#
# Each count is a library of that many modules made from compile/*.rs. All of them
# share their dependencies, which are built first (CARGO_TARGET_DIR keeps them for
# the next run). "cold" is without incremental state, "warm" is after a change with
# it. Times are processor time of cargo and compiler, so that a busy machine does
# not count; the median of ROUNDS, both kinds in turns.
set -euo pipefail
exec 3>&2
cd "$(dirname "$0")"
here=$PWD
counts=("$@")
[ $# -gt 0 ] || counts=(1 10 50 400)
rounds=${ROUNDS:-3}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$scratch/target}"

# A library of COUNT providers of one kind.
library() {
    local kind=$1 count=$2 directory="$scratch/$1-$2"
    mkdir -p "$directory/src"
    {
        printf '[package]\nname = "%s-%s"\nversion = "0.0.0"\nedition = "2024"\n' "$kind" "$count"
        printf '[workspace]\n[dependencies]\n'
        case $kind in
        declared) echo "oauth-runtime = { path = \"$here/../../oauth-runtime\" }" ;;
        oauth2)
            echo 'oauth2 = "5"'
            echo 'reqwest = { version = "0.12", default-features = false }'
            echo 'serde = { version = "1", features = ["derive"] }'
            echo 'url = "2"'
            ;;
        esac
    } >"$directory/Cargo.toml"
    for ((at = 1; at <= count; at++)); do
        sed "s/NNN/$at/g" "compile/$kind.rs"
    done >"$directory/src/lib.rs"
}

# One cargo command, silent unless it fails.
quietly() {
    "$@" >"$scratch/log" 2>&1 || {
        cat "$scratch/log" >&3
        exit 1
    }
}

# Milliseconds of one cargo command in a library whose source was changed.
milliseconds() {
    local directory=$1 incremental=$2
    shift 2
    echo "// $RANDOM" >>"$directory/src/lib.rs"
    local TIMEFORMAT='%U %S'
    {
        time CARGO_INCREMENTAL=$incremental quietly \
            cargo "$@" --offline --manifest-path "$directory/Cargo.toml"
    } 2>"$scratch/time"
    awk '{ printf "%d\n", ($1 + $2) * 1000 }' "$scratch/time"
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

commands=("check" "build" "build --release")
for kind in declared oauth2; do
    for count in 0 "${counts[@]}"; do
        library "$kind" "$count"
        cp Cargo.lock "$scratch/$kind-$count/"
        quietly cargo generate-lockfile --offline --manifest-path "$scratch/$kind-$count/Cargo.toml"
    done
    for command in "${commands[@]}"; do
        quietly cargo $command --manifest-path "$scratch/$kind-0/Cargo.toml"
    done
done

echo "| providers | command | state | declared, ms | per provider | oauth2, ms | per provider | ratio |"
echo "|---:|---|---|---:|---:|---:|---:|---:|"
for command in "${commands[@]}"; do
    for state in cold warm; do
        incremental=0
        if [ "$state" = warm ]; then incremental=1; fi
        for count in 0 "${counts[@]}"; do
            : >"$scratch/declared.ms"
            : >"$scratch/oauth2.ms"
            # The first round settles dependencies and incremental state and is not counted.
            for ((round = 0; round <= rounds; round++)); do
                for kind in declared oauth2; do
                    time=$(milliseconds "$scratch/$kind-$count" "$incremental" $command)
                    if [ "$round" -gt 0 ]; then echo "$time" >>"$scratch/$kind.ms"; fi
                done
            done
            ours=$(median <"$scratch/declared.ms")
            theirs=$(median <"$scratch/oauth2.ms")
            if [ "$count" = 0 ]; then
                our_base=$ours their_base=$theirs
                continue
            fi
            awk -v n="$count" -v c="$command" -v s="$state" -v a="$ours" -v b="$theirs" \
                -v a0="$our_base" -v b0="$their_base" 'BEGIN {
                    a1 = (a - a0) / n; b1 = (b - b0) / n
                    ratio = b1 > 0 ? sprintf("%.2f", a1 / b1) : "-"
                    printf "| %d | %s | %s | %d | %.1f | %d | %.1f | %s |\n", n, c, s, a, a1, b, b1, ratio
                }'
        done
    done
done
