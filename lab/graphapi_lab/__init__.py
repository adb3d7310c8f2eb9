"""What measures and shows graphapi: the benchmark, made-up organisations, and the demonstration."""
