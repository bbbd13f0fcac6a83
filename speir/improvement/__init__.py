"""What are we going to do now? Priorities, actions, what became of them, and whether they made a difference.

It turns what evaluations and evidence say into a few priorities, and follows them. It judges nothing: a priority
closes by a new judgement, which is made in a broad view or a closer look. It stands above evaluations, and only reports
and the doors stand above it.
"""
