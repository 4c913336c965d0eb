"""Measures across the principals' boundary: from care events to aggregates that may leave the room.

A pure library without Django, so that it runs where the data are, at a region or a municipality, without the register.
Care events have one documented shape (`schema`); a definition is a reviewed YAML file (`definitions`); one engine computes it
on DuckDB, Spark or PostgreSQL (`engine`); only what disclosure control lets through is released (`disclosure`).
No message, log or file outside the private folder holds an individual.
"""
