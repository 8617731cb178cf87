"""``python -m claimgraph``: the command line."""

from ._cli import main

main()
