"""Fixtures for every room. What only one room needs lives in `tests/<room>/conftest.py`."""
