"""Reads a delimited file with DuckDB or polars whenever a line with its name comes in.

Usage: read_csv.py FILE THREADS. Prints {"versions"} first, then {"seconds", "rows", "columns"} a line read.
Both find types and dialect themselves and end with a table in memory.
"""

import json
import os
import sys
import time

path, threads = sys.argv[1], sys.argv[2]
os.environ["POLARS_MAX_THREADS"] = threads

import duckdb  # noqa: E402
import polars  # noqa: E402


def read_duckdb():
    connection = duckdb.connect()
    connection.execute(f"SET threads = {int(threads)}")
    started = time.perf_counter()
    connection.execute("CREATE TABLE leads AS SELECT * FROM read_csv(?)", [path])
    seconds = time.perf_counter() - started
    rows = connection.execute("SELECT count(*) FROM leads").fetchone()[0]
    columns = len(connection.execute("DESCRIBE leads").fetchall())
    connection.close()
    return seconds, rows, columns


def read_polars():
    started = time.perf_counter()
    table = polars.read_csv(path, try_parse_dates=True)
    return time.perf_counter() - started, table.height, table.width


print(json.dumps({"versions": {"duckdb": duckdb.__version__, "polars": polars.__version__}}), flush=True)
for line in sys.stdin:
    seconds, rows, columns = {"duckdb": read_duckdb, "polars": read_polars}[line.strip()]()
    print(json.dumps({"seconds": seconds, "rows": rows, "columns": columns}), flush=True)
