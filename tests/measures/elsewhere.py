"""The engines that are not this process: Spark from its package on Java, PostgreSQL thrown away. Small data, so what costs is starting."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import ibis
import pyarrow.parquet as pq

from fardplan.measures.engine.backend import Postgres, Spark
from tools.throwaway_postgres import cluster

#: Interpreted and in one piece: compiling every query would cost more than running it.
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xss8m",
    "spark.sql.shuffle.partitions": "1",
    "spark.default.parallelism": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.session.timeZone": "Europe/Stockholm",
    "spark.log.level": "OFF",
}


@contextmanager
def spark(folder: Path, tables: dict):
    """(backend, tables on it). `tables`: name -> Arrow table."""
    from pyspark.sql import SparkSession

    builder = (
        SparkSession.builder.master("local[1]")
        .config("spark.local.dir", str(folder))
        .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
    )
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        backend = Spark(session, folder)
        for name, table in tables.items():
            pq.write_table(table, folder / f"events-{name}.parquet")
        yield backend, {name: backend.con.read_parquet(folder / f"events-{name}.parquet") for name in tables}
    finally:
        session.stop()


@contextmanager
def postgres(tables: dict):
    """(backend, tables on it), on a server of its own."""
    with cluster() as address:
        host = parse_qs(urlparse(address).query)["host"][0]
        con = ibis.postgres.connect(host=host, user="fardplan", database="postgres")
        try:
            known = {name: con.create_table(f"events_{name}", table, temp=True) for name, table in tables.items()}
            con.raw_sql("SET jit = off").close()
            con.raw_sql("ANALYZE").close()
            yield Postgres(con), known
        finally:
            con.disconnect()
