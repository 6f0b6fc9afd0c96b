#!/usr/bin/env bash
# Compile time per provider: declarations beside typed clients of crate `oauth2`.
# usage: compile.sh [COUNT...]      (default: 1 10 50 400)
#
# Each count is a library of that many modules made from compile/*.rs. All of them
# share their dependencies, which are built first. "cold" is without incremental
# state, "warm" is after a change with it. The median of ROUNDS, both in turns.
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD
counts=("${@:-}")
[ -n "${counts[0]}" ] || counts=(1 10 50 400)
rounds=${ROUNDS:-3}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$scratch/target}"

# A library of COUNT providers of one kind.
library() {
    local kind=$1 count=$2 directory="$scratch/$1-$2"
    mkdir -p "$directory/src"
    printf '[package]\nname = "%s-%s"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n[dependencies]\n' "$kind" "$count" >"$directory/Cargo.toml"
    case $kind in
    declared) echo "oauth-runtime = { path = \"$here/../../oauth-runtime\" }" ;;
    oauth2) printf 'oauth2 = "5"\nreqwest = { version = "0.12", default-features = false }\nserde = { version = "1", features = ["derive"] }\nurl = "2"\n' ;;
    esac >>"$directory/Cargo.toml"
    cp Cargo.lock "$directory/"
    for ((at = 1; at <= count; at++)); do
        sed "s/NNN/$at/g" "compile/$kind.rs"
    done >"$directory/src/lib.rs"
}

# Milliseconds of one cargo command in a library whose source was touched.
milliseconds() {
    local directory=$1 incremental=$2
    shift 2
    echo "// $RANDOM" >>"$directory/src/lib.rs"
    local start end
    start=$(date +%s%N)
    CARGO_INCREMENTAL=$incremental cargo "$@" --quiet --offline --manifest-path "$directory/Cargo.toml"
    end=$(date +%s%N)
    echo $(((end - start) / 1000000))
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

commands=("check" "build" "build --release")
for kind in declared oauth2; do
    for count in 0 "${counts[@]}"; do library "$kind" "$count"; done
    cargo fetch --quiet --manifest-path "$scratch/$kind-0/Cargo.toml"
    for command in "${commands[@]}"; do
        cargo $command --quiet --manifest-path "$scratch/$kind-0/Cargo.toml"
    done
    for count in "${counts[@]}"; do
        cp "$scratch/$kind-0/Cargo.lock" "$scratch/$kind-$count/Cargo.lock"
        sed -i "s/name = \"$kind-0\"/name = \"$kind-$count\"/" "$scratch/$kind-$count/Cargo.lock"
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
            # The first warm run makes the incremental state.
            first=$((1 - incremental))
            for ((round = first; round <= rounds; round++)); do
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

# What one declaration becomes: the library of one provider, without its functions.
echo
expanded="$scratch/expanded"
library declared 1
sed -i '/^    pub fn client/,$d' "$scratch/declared-1/src/lib.rs"
echo '}' >>"$scratch/declared-1/src/lib.rs"
RUSTC_BOOTSTRAP=1 cargo rustc --quiet --offline --manifest-path "$scratch/declared-1/Cargo.toml" \
    --profile check -- -Zmacro-stats 2>"$expanded" >/dev/null || true
echo "macro-stats of one declaration (uses, lines, average lines, bytes, average bytes):"
grep -E 'oauth_provider' "$expanded" || sed -n 1,20p "$expanded"
library declared 400
RUSTC_BOOTSTRAP=1 cargo rustc --quiet --offline --manifest-path "$scratch/declared-400/Cargo.toml" \
    --profile check -- -Ztime-passes 2>&1 | grep -E 'macro_expand_crate|expand_crate' || true
