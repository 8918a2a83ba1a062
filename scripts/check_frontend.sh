#!/usr/bin/env bash
# Types and unit tests of the front end.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/find_node.sh

cd frontend
[ -d node_modules ] || npm ci --silent --no-audit --no-fund --prefer-offline
npm run --silent check
npm test --silent
