#!/usr/bin/env bash
# What one declaration becomes: lines and bytes of its expansion, the time of the
# macro, and the number of crates that a user with one provider compiles.
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$scratch/target}"

# A library of COUNT bare declarations, and the dependency that is given.
library() {
    local name=$1 count=$2 dependency=$3
    mkdir -p "$scratch/$name/src"
    printf '[package]\nname = "%s"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n[dependencies]\n%s\n' \
        "$name" "$dependency" >"$scratch/$name/Cargo.toml"
    for ((at = 1; at <= count; at++)); do
        sed -e '/^    pub fn client/,$d' -e 's/, answer(keep([a-z_]*))//' -e "s/NNN/$at/g" compile/declared.rs
        echo '}'
    done >"$scratch/$name/src/lib.rs"
    cp Cargo.lock "$scratch/$name/"
    cargo generate-lockfile --quiet --offline --manifest-path "$scratch/$name/Cargo.toml"
}

check() {
    RUSTC_BOOTSTRAP=1 cargo rustc --quiet --offline --profile check \
        --manifest-path "$scratch/$1/Cargo.toml" -- "${@:2}"
}

runtime="oauth-runtime = { path = \"$here/../../oauth-runtime\""
library one 1 "$runtime }"
library four-hundred 400 "$runtime }"
library core 0 "$runtime, default-features = false }"
library oauth2-user 0 'oauth2 = "5"'
library oauth2-core 0 'oauth2 = { version = "5", default-features = false }'

echo "Expansion of one declaration (uses, lines, lines each, bytes, bytes each):"
check one -Zmacro-stats 2>&1 | grep '#\[oauth_provider'

echo "Expansion of 400 declarations in one crate, name resolution included, three times:"
for _ in 1 2 3; do
    touch "$scratch/four-hundred/src/lib.rs"
    check four-hundred -Ztime-passes 2>&1 | grep macro_expand_crate
done

echo "Crates that are compiled, the user's own left out:"
for name in one core oauth2-user oauth2-core; do
    crates=$(cargo tree --quiet --offline --manifest-path "$scratch/$name/Cargo.toml" \
        --edges normal,build --prefix none | sed 's/ (\*)//' | sort -u | wc -l)
    echo "$name $((crates - 1))"
done
