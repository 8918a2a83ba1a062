#!/usr/bin/env bash
# Every check of the house, quickest first; goes on after a failure, and ends with what failed.
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
failed=()

check() { # check NAME COMMAND...
  local name=$1 began=$SECONDS
  shift
  echo
  echo "== $name"
  if "$@"; then
    echo "-- $name: passed in $((SECONDS - began)) s"
  else
    failed+=("$name")
    echo "-- $name: FAILED after $((SECONDS - began)) s"
  fi
}

check "lint" ruff check src tests scripts
check "format" ruff format --check --quiet src tests scripts
check "structure" lint-imports --no-cache
check "types" mypy
check "front end" scripts/check_frontend.sh
check "tests on SQLite" python -m pytest -q -n 2 --dist loadfile --ignore tests/e2e
check "tests on PostgreSQL" python scripts/test_on_postgres.py -- -q -n 2 --dist loadfile --ignore tests/e2e --ignore tests/core --ignore tests/house
check "browser and accessibility" python -m pytest -q tests/e2e

echo
if [ ${#failed[@]} -gt 0 ]; then
  echo "Failed: $(IFS=,; echo "${failed[*]}")"
  exit 1
fi
echo "All checks passed"
