"""`python -m weerbaar` is the same as `weerbaar`."""

from weerbaar.cli import main

if __name__ == "__main__":
    main()
