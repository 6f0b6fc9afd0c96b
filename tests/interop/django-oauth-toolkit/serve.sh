#!/bin/sh
# serve.sh PORT: runs the server in the foreground on 127.0.0.1:PORT until it is
# killed or its standard input ends.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../common.sh"
[ -f "$dir/.stamp" ] && [ -x "$dir/venv/bin/python" ] || not_installed
PYTHONDONTWRITEBYTECODE=1 exec "$dir/venv/bin/python" "$here/serve.py" "${1:?usage: serve.sh PORT}"
