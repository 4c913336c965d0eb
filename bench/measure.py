"""How one call is measured.

The number to compare is CPU time: user + system of this process, all its threads, and of the processes that it started and that have ended. Wall-clock time also counts whatever
else the machine is doing, and waiting for PostgreSQL, whose own CPU is in its own processes; so both are shown.
The median of many calls is reported, with the slowest tenth beside it; a mean would let one garbage collection speak for all.
Queries are counted in a call of their own, because counting costs time.
"""

import gc
import resource
import statistics
import time
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class Measured:
    """One benchmark's answer. Times are milliseconds per call."""

    name: str
    calls: int
    cpu_ms: float
    cpu_ms_p90: float
    wall_ms: float
    queries: int | None
    note: str = ""


def measure(call, *, name="", calls=30, warm_up=3, count_queries=True):
    """Call `call()` over and over. What it returns, if it is text, becomes the note ("41 kB")."""
    note = ""
    for _ in range(warm_up):
        note = call()
    queries = queries_of(call) if count_queries else None
    gc.collect()
    cpu, wall = [], []
    for _ in range(calls):
        wall_before, cpu_before = time.perf_counter(), cpu_seconds()
        call()
        cpu.append((cpu_seconds() - cpu_before) * 1000)
        wall.append((time.perf_counter() - wall_before) * 1000)
    return Measured(
        name=name,
        calls=calls,
        cpu_ms=statistics.median(cpu),
        cpu_ms_p90=percentile(cpu, 90),
        wall_ms=statistics.median(wall),
        queries=queries,
        note=note if isinstance(note, str) else "",
    )


def cpu_seconds():
    """CPU of this process and of its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def queries_of(call):
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def percentile(values, share):
    """The smallest value that at least `share` per cent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def growth(call):
    """(what `call()` answers, by how many MB the memory of this process rose at its highest). Linux alone can forget an earlier height."""
    gc.collect()
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")
    before = _kilobytes("VmRSS")
    answer = call()
    return answer, (_kilobytes("VmHWM") - before) / 1000


def _kilobytes(name):
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(f"{name}:"))
