"""Takes away what has outlived its use, so that nothing grows for ever."""
