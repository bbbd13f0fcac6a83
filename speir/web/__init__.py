"""The browser's door: one sub-package per area, each with its views, forms and urls, and the templates they fill.

It calls queries, policy and actions, and touches no table. Every page works without script; htmx swaps named parts.
"""
