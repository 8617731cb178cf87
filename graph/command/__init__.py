"""The command line's edge: calling, the console, options."""
