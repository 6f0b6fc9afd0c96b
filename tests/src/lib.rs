//! Tests and benchmarks of the workspace: see `tests/` and `benches/`.
