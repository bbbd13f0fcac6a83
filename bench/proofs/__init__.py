"""What is too long for the suite: each module is one proof, run by `bin/prove` in a process of its own.

`kills` cuts Speir off while people save, `moderation` has sixty people judge at once. The others look at the
demonstration as it is served: `addresses` sends every
row of the guard tables over HTTP, `wapiti` lets a scanner loose on it, `tabs` runs the journey of the hostile tabs.
"""
