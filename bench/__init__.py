"""Measurements that can be repeated: `./dev bench`. How to add one: see `bench/registry.py`."""
