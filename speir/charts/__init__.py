"""Pictures of series: a series goes in, an SVG comes out.

Pure: no Django, no clock, no domain. A picture stands beside a table that says the same and is the truth; what cannot
be read in words is not drawn. Stands beside `access` and `guard`.
"""
