"""Commands that graphapi's command line gains when the lab is installed beside it."""
