#!/bin/sh
# serve.sh PORT: runs the server in the foreground on 127.0.0.1:PORT until it is
# killed or its standard input ends.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../common.sh"
[ -f "$dir/.stamp" ] || not_installed
node=$dir/node/node
[ -x "$node" ] || node=$(command -v node) || not_installed
exec "$node" "$here/serve.mjs" "$dir" "${1:?usage: serve.sh PORT}"
