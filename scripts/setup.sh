#!/bin/sh
# Makes the environment in .venv and installs the pinned requirements, when they are not there already.
#   scripts/setup.sh run    what the site needs
#   scripts/setup.sh all    that, and what tests and checks need
set -eu
cd "$(dirname "$0")/.."
want="${1:-all}"
venv=.venv

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

new_enough() { # is this command a Python of 3.11 or later?
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if new_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    for candidate in ${PYTHON:-} python3; do
        if command -v "$candidate" >/dev/null 2>&1; then
            stop "Python 3.11 or later is needed, and $candidate here is $("$candidate" --version 2>&1). Install a newer one, or name it: make run PYTHON=/path/to/python3.11"
        fi
    done
    stop "Python 3.11 or later is needed, and there is none here. On Debian: apt-get install python3 python3-venv"
}

as_root() { # apt-get, or the one command to type
    if [ "$(id -u)" != 0 ]; then
        stop "A package of the distribution is missing. Type this, then the same make command again: sudo apt-get install -y $*"
    fi
    echo "Installing $* …"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } \
        >"$log" 2>&1 || { tail -n 20 "$log" >&2; stop "apt-get could not install $*; what it said stands above."; }
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT

if [ -d "$venv" ] && ! new_enough "$venv/bin/python"; then
    echo "The environment in $venv does not work any more; making a new one."
    rm -rf "$venv"
fi
if [ ! -d "$venv" ]; then
    python=$(find_python)
    echo "Making an environment in $venv with $("$python" --version) …"
    if ! "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
        as_root "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    fi
    if ! "$python" -m venv "$venv" >"$log" 2>&1; then
        rm -rf "$venv"
        tail -n 20 "$log" >&2
        stop "The environment could not be made; what Python said stands above."
    fi
fi

stamp() { # what is installed, told by the checksum of what was asked for and by the Python
    { "$venv/bin/python" --version; cat "$@"; } | cksum
}

install() { # install NAME FILE…
    name=$1
    shift
    wanted=$(stamp "$@")
    [ "$(cat "$venv/.installed-$name" 2>/dev/null || true)" = "$wanted" ] && return
    echo "Installing the pinned requirements ($name); the first time this takes a minute or two …"
    arguments=""
    for file in "$@"; do arguments="$arguments -r $file"; done
    # shellcheck disable=SC2086 # the words of $arguments are meant
    if ! "$venv/bin/python" -m pip install --disable-pip-version-check --require-hashes --no-input -q $arguments >"$log" 2>&1; then
        tail -n 25 "$log" >&2
        if grep -qiE "command '?(gcc|cc|x86_64[^ ]*gcc)'? failed|unable to execute '?(gcc|cc)|no such file or directory: '?(gcc|cc)|error: Microsoft|rustc|cargo" "$log"; then
            stop "A package had no ready-made build for this machine and there is no compiler. Type: sudo apt-get install -y build-essential python3-dev, then the same make command again."
        fi
        if grep -qiE "Temporary failure in name resolution|Failed to establish a new connection|Max retries|timed out" "$log"; then
            stop "The package index could not be reached. Connect to the network, then type the same make command again."
        fi
        stop "The requirements could not be installed; what pip said stands above."
    fi
    printf '%s\n' "$wanted" >"$venv/.installed-$name"
}

case "$want" in
run) if [ ! -f "$venv/.installed-all" ] || [ "$(cat "$venv/.installed-all")" != "$(stamp requirements.txt requirements-dev.txt)" ]; then
        install site requirements.txt
    fi ;;
all) install all requirements.txt requirements-dev.txt ;;
*) stop "usage: scripts/setup.sh run|all" ;;
esac
