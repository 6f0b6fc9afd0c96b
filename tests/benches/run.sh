#!/usr/bin/env bash
# Prints the run-time table: instructions by callgrind, allocations by a counting
# allocator, nanoseconds in turns. Each ratio is ours divided by the variant of its line.
# usage: run.sh [BENCH...]
set -euo pipefail
cd "$(dirname "$0")"

cargo build --release --quiet
binary="${CARGO_TARGET_DIR:-target}/release/oauth-benches"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Instructions of a whole process that runs a variant N times.
whole() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$binary" loop "$@" 2>&1 |
        sed -n 's/.*Collected : //p'
}

# Instructions of one run: N and 2N runs, so that set-up cancels out; median of three.
instructions() {
    local bench=$1 variant=$2 runs=$3
    for _ in 1 2 3; do
        local once twice
        once=$(whole "$bench" "$variant" "$runs")
        twice=$(whole "$bench" "$variant" $((2 * runs)))
        echo $(((twice - once) / runs))
    done | sort -n | sed -n 2p
}

echo "| benchmark | variant | instructions | ratio | allocations | ns | ratio |"
echo "|---|---|---:|---:|---:|---:|---:|"
"$binary" list | while read -r bench runs variants; do
    if [ $# -gt 0 ] && [[ " $* " != *" $bench "* ]]; then continue; fi
    "$binary" time "$bench" </dev/null >"$scratch/time"
    ours=
    for variant in $variants; do
        cost=$(instructions "$bench" "$variant" "$runs" </dev/null)
        ours=${ours:-$cost}
        ratio=$(awk -v a="$ours" -v b="$cost" 'BEGIN { printf "%.3f", a / b }')
        allocations=$("$binary" allocations "$bench" "$variant" </dev/null)
        read -r _ time time_ratio < <(grep "^$variant " "$scratch/time")
        echo "| $bench | $variant | $cost | $ratio | $allocations | $time | $time_ratio |"
    done
done
