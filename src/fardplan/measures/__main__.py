"""`python -m fardplan.measures`, the same as `fardplan measures`."""

import sys

from .command import main

sys.exit(main(sys.argv[1:]))
