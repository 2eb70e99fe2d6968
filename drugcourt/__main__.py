"""Start by `python -m drugcourt`."""

import sys

from drugcourt.start import main

if __name__ == "__main__":
    sys.exit(main())
