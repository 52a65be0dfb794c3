"""`python -m styrgraf`."""

from styrgraf.cli import main

if __name__ == "__main__":
    main()
