"""The benchmarks: every figure beside a peer or a physical limit of the same run, as a ratio."""
