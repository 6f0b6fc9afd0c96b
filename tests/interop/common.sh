# Sourced by the install.sh and serve.sh scripts; expects $here (the server's
# own directory) and sets $name and $dir (where that server is installed).
name=$(basename "$here")
OAUTH_INTEROP_DIR=${OAUTH_INTEROP_DIR:-$(cd "$here/../../.." && pwd)/target/interop}
dir=$OAUTH_INTEROP_DIR/$name

not_installed() {
    echo "not installed: $name" >&2
    exit 77
}

# apt_install PACKAGE...: through sudo when not root.
apt_install() {
    sudo=
    [ "$(id -u)" = 0 ] || sudo=sudo
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "$name: install these packages first: $*" >&2
        exit 69
    fi
    # Package lists may be missing or stale on a new machine.
    $sudo apt-get update -qq >&2
    $sudo env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" >&2
}

# Makes $dir and lets only one install run in it at a time.
lock_dir() {
    mkdir -p "$dir"
    if command -v flock >/dev/null 2>&1; then
        exec 9>"$dir/.lock"
        flock 9
    fi
}

# stamp FILE...: a checksum that changes when one of the files does.
stamp() {
    cat "$@" | sha256sum | cut -d' ' -f1
}

# up_to_date STAMP: whether $dir was installed from the same files.
up_to_date() {
    [ "$(cat "$dir/.stamp" 2>/dev/null)" = "$1" ]
}
