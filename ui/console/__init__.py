"""The same services as the window, from the command line; no Qt. Names and output are kept once released."""
