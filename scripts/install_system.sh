#!/usr/bin/env bash
# Installs from Debian's packages what a task needs and the machine lacks; says in one line what that is.
set -euo pipefail

missing=()
need() { # need PACKAGE TEST...: the package is missing when the test fails
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}

case ${1:?for what: venv or test} in
  venv)
    need python3-venv python3 -c 'import ensurepip'
    ;;
  test)
    need chromium test -x /usr/bin/chromium
    need libatomic1 python3 -c 'import ctypes; ctypes.CDLL("libatomic.so.1")' # for the Node that drives Chromium
    need postgresql sh -c 'ls /usr/lib/postgresql/*/bin/initdb'
    need gdal-bin command -v ogrinfo
    need poppler-utils command -v pdfinfo
    need gettext command -v xgettext
    need libreoffice-writer-nogui command -v soffice # opens what the plan writes
    need libreoffice-calc-nogui test -e /usr/lib/libreoffice/program/libsclo.so # saves the workbook of the register
    need git command -v git
    ;;
  *)
    echo "unknown task: $1" >&2
    exit 2
    ;;
esac

[ ${#missing[@]} -eq 0 ] && exit 0
if ! command -v apt-get >/dev/null; then
  echo "Needed, under the names of Debian's packages: ${missing[*]}. There is no apt-get here: install them, then try again." >&2
  exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "Needed from Debian's packages. As root, then try again:  apt-get update && apt-get install ${missing[*]}" >&2
  exit 1
fi
echo "Installing from Debian's packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp) # shown only when it fails; a source that cannot be reached need not be the one that counts
trap 'rm -f "$log"' EXIT
if ! { apt-get update; apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  exit 1
fi
