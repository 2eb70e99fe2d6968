"""Start by `python main.py`: the window, or a command with its arguments."""

import sys

from drugcourt.start import main

if __name__ == "__main__":
    sys.exit(main())
