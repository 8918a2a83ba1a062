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
    need postgresql sh -c 'ls /usr/lib/postgresql/*/bin/initdb'
    need gdal-bin command -v ogrinfo
    need poppler-utils command -v pdfinfo
    need gettext command -v xgettext
    need git command -v git
    ;;
  *)
    echo "unknown task: $1" >&2
    exit 2
    ;;
esac

[ ${#missing[@]} -eq 0 ] && exit 0
echo "Needed from Debian's packages: ${missing[*]}"
if [ "$(id -u)" -ne 0 ]; then
  echo "Install them and try again:  sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
