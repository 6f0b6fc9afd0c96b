#!/bin/sh
# Everything comes from Debian's packages (Debian 12 or newer, or Ubuntu).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../common.sh"
lock_dir

packages="ruby ruby-doorkeeper ruby-rails ruby-sqlite3 puma"
missing=
for package in $packages; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
        missing="$missing $package"
done
# shellcheck disable=SC2086
[ -z "$missing" ] || apt_install $missing
echo "installed: $name" >&2
