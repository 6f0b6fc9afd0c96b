#!/bin/sh
# serve.sh PORT: runs the server in the foreground on 127.0.0.1:PORT until it is
# killed or its standard input ends.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../common.sh"
# Debian's packages belong to Debian's own ruby.
ruby=/usr/bin/ruby
for package in ruby ruby-doorkeeper ruby-rails ruby-sqlite3 puma; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
        not_installed
done
unset RUBYOPT RUBYLIB GEM_HOME GEM_PATH BUNDLE_GEMFILE
exec "$ruby" "$here/serve.rb" "${1:?usage: serve.sh PORT}"
