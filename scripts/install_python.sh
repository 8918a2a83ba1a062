#!/usr/bin/env bash
# Installs one locked set of Python packages (base, dev or bench) and the program itself into .venv.
set -euo pipefail
cd "$(dirname "$0")/.."
set_name=${1:?which set: base, dev or bench}
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Weerbaar needs Python 3.11 or newer as '$python'. Debian 12 has it: apt-get install python3" >&2
  exit 1
fi

if [ ! -x .venv/bin/pip ]; then
  rm -rf .venv
  # Debian keeps the module that makes environments in a package of its own
  "$python" -c 'import ensurepip' 2>/dev/null || scripts/install_system.sh venv
  echo "Making the environment in .venv"
  "$python" -m venv .venv
fi

if ! cmp -s requirements/build.txt .venv/build.txt; then
  .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
  cp requirements/build.txt .venv/build.txt
fi

# uv is quicker than pip with the same locks; an index that is set for pip counts for uv too
index=$(.venv/bin/pip config get global.index-url 2>/dev/null || true)
index=${PIP_INDEX_URL:-$index}
[ -n "$index" ] && export UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-$index}
export UV_LINK_MODE=${UV_LINK_MODE:-copy}

echo "Installing Python packages ($set_name)"
if ! .venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes -r "requirements/$set_name.txt"; then
  echo "Trying again with pip"
  .venv/bin/pip install --quiet --require-hashes -r "requirements/$set_name.txt"
fi
.venv/bin/pip install --quiet --no-deps --no-build-isolation --editable .
