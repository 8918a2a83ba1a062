#!/usr/bin/env bash
# Locks every set of requirements anew, with hashes; no file names an address that packages came from.
set -euo pipefail
cd "$(dirname "$0")/../requirements"
lock() {
  uv pip compile "$@" --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet
}
lock ../pyproject.toml -o base.txt
lock ../pyproject.toml --extra dev -c base.txt -o dev.txt
lock ../pyproject.toml --extra dev --extra bench -c dev.txt -o bench.txt
lock build.in -c dev.txt -o build.txt
lock node.in -o node.txt
