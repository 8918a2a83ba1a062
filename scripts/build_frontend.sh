#!/usr/bin/env bash
# Builds the front end into the package.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/find_node.sh

echo "Building the front end"
cd frontend
npm ci --silent --no-audit --no-fund --prefer-offline
npm run --silent build
