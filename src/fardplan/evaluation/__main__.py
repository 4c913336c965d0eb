"""`python -m fardplan.evaluation`, the same as `fardplan evaluate`."""

import sys

from .command import main

sys.exit(main(sys.argv[1:]))
