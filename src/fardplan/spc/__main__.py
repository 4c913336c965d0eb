"""`python -m fardplan.spc`, the same as `fardplan spc`."""

import sys

from .command import main

sys.exit(main(sys.argv[1:]))
