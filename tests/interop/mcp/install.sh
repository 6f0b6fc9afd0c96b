#!/bin/sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../common.sh"
lock_dir

node_major() {
    "$1" -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0
}

if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
    # Some distributions' nodejs package brings npm along.
    apt_install nodejs
    command -v npm >/dev/null 2>&1 || apt_install npm
fi

want=$(stamp "$here/package.json" "$here/package-lock.json")
if ! up_to_date "$want"; then
    rm -rf "$dir/node_modules" "$dir/node" "$dir/.stamp"
    cp "$here/package.json" "$here/package-lock.json" "$dir/"
    (cd "$dir" && npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error >&2)
    if [ "$(node_major node)" -lt 20 ]; then
        # Debian 12's own node is too old: take a newer one from npm.
        case $(uname -m) in
        aarch64 | arm64) arch=arm64 ;;
        *) arch=x64 ;;
        esac
        mkdir -p "$dir/node"
        npm install --prefix "$dir/node" --no-save --ignore-scripts --no-audit --no-fund \
            --loglevel=error "node-linux-$arch@22.23.3" >&2
        ln -sf "node_modules/node-linux-$arch/bin/node" "$dir/node/node"
    fi
    echo "$want" >"$dir/.stamp"
fi
echo "installed: $name" >&2
