"""Files that people send, read without trust: what is it, is it safe, and what stands in which cell.

A pure library: no Django, no words for people. `child` runs in a process of its own with limits on time and memory; `reader` is
what others use. What cannot be read is `Refused` with a code and its facts; the room that asked says it in words.
"""
