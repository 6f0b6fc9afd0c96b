#!/bin/sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../common.sh"
lock_dir

if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    apt_install python3 python3-venv
fi

want=$(stamp "$here/requirements.txt")
if ! up_to_date "$want"; then
    rm -rf "$dir/venv" "$dir/.stamp"
    python3 -m venv "$dir/venv"
    "$dir/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
        --no-deps -r "$here/requirements.txt" >&2
    "$dir/venv/bin/python" -m pip check --disable-pip-version-check >&2
    echo "$want" >"$dir/.stamp"
fi
echo "installed: $name" >&2
