#!/bin/sh
# Installs the named authorization servers (all of them without arguments).
#   tests/interop/install.sh [oidc-provider] [django-oauth-toolkit] [doorkeeper] [mcp]
# Everything but Debian packages goes to ${OAUTH_INTEROP_DIR:-<repo>/target/interop}/<name>.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || set -- oidc-provider django-oauth-toolkit doorkeeper mcp
for name in "$@"; do
    case $name in
    oidc-provider | django-oauth-toolkit | doorkeeper | mcp) ;;
    *)
        echo "unknown server: $name" >&2
        exit 64
        ;;
    esac
done
for name in "$@"; do
    "$here/$name/install.sh"
done
