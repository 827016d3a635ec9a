#!/bin/sh
# Every check that is not a test. All run, so that one visit shows everything that is wrong.
cd "$(dirname "$0")/.." || exit 1
. .venv/bin/activate
wrong=""

check() { # check WHAT COMMAND…
    what=$1
    shift
    if out=$("$@" 2>&1); then
        echo "ok    $what"
    else
        printf '%s\n' "$out"
        echo "WRONG $what: $*"
        wrong=yes
    fi
}

DATA_DIR=$(mktemp -d)
export DATA_DIR
trap 'rm -rf "$DATA_DIR"' EXIT
unset DATABASE_URL DJANGO_SETTINGS_MODULE

check "Python style" ruff check .
check "Python form" ruff format --check .
check "import contracts" lint-imports --no-cache
check "templates" djlint --lint --quiet theme cms
check "styles and templates of ours" python scripts/check_styles.py
check "migrations" python manage.py makemigrations --check --dry-run
check "translations" python manage.py messages --check
check "system checks" python -W error::DeprecationWarning manage.py check --fail-level WARNING
[ -z "$wrong" ]
