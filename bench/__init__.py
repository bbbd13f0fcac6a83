"""The benchmark: worlds of 1, 10 and 100 times, the floor they are measured against, and the proofs of `bin/prove`.

It is no part of Speir: nothing under `speir/` may import it. `bin/bench` measures, `bin/prove` kills and attacks, and
the tests under `tests/load/`, `tests/bench/` and `tests/browser/` use the same servers, browsers, loader and digests.
"""
