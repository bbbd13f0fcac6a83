"""The benchmark: worlds of 1, 10 and 100 times, the floor they are measured against, and the proof by killing.

It is no part of Speir: nothing under `speir/` may import it. `bin/bench` measures, `bin/prove` kills, and the tests
under `tests/load/` and `tests/bench/` use the same servers, browsers and loader.
"""
