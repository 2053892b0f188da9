"""DuckDB beside our verbs on tables.

Usage: query.py THREADS. Prints {"versions"} first; then each line in is an order as JSON, and its answer a
line of JSON:

  {"do": "load", "table", "columns": [{"name", "type", "file", "levels"}]}   from files of raw numbers or
      lines of text; codes with levels become an ENUM, NaN becomes NULL. Answers {"rows"}.
  {"do": "time", "sql"}   makes a table of it. Answers {"seconds", "rows"}.
  {"do": "groups", "columns": [{"name", "type", "cells"}], "sets": [[name]], "value", "scale"}   groups the
      cells by each set of columns. Answers {"sets": [[[key, .., value, scale]]]}.
"""

import json
import sys
import time

import duckdb
import numpy
import pandas

connection = duckdb.connect()
connection.execute(f"SET threads = {int(sys.argv[1])}")


def read_column(column):
    if column["type"] == "text":
        with open(column["file"], encoding="utf-8") as file:
            return file.read().split("\n")
    numbers = numpy.fromfile(column["file"], dtype=column["type"])
    if column["levels"] is None:
        return numbers
    return pandas.Categorical.from_codes(numbers.astype("int32"), column["levels"])


def load(order):
    frame = pandas.DataFrame({column["name"]: read_column(column) for column in order["columns"]})
    cells = [
        f"if(isnan({column['name']}), NULL, {column['name']}) AS {column['name']}"
        if column["type"] == "<f8"
        else column["name"]
        for column in order["columns"]
    ]
    connection.execute(f"CREATE TABLE {order['table']} AS SELECT {', '.join(cells)} FROM frame")
    return {"rows": len(frame)}


def time_query(order):
    started = time.perf_counter()
    connection.execute(f"CREATE OR REPLACE TABLE answer AS {order['sql']}")
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "rows": connection.execute("SELECT count(*) FROM answer").fetchone()[0]}


def given(column, place):
    if column["type"] == "TIMESTAMP":
        return f"make_timestamp(unnest(${place}::BIGINT[]) * 1000)"
    return f"unnest(${place}::{column['type']}[])"


def groups(order):
    columns = order["columns"]
    cells = [f"{given(column, i + 1)} AS {column['name']}" for i, column in enumerate(columns)]
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE cells AS SELECT {', '.join(cells)}",
        [column["cells"] for column in columns],
    )
    types = {column["name"]: column["type"] for column in columns}
    sets = []
    for keys in order["sets"]:
        shown = [f"epoch_ms({key})" if types[key] == "TIMESTAMP" else key for key in keys]
        select = ", ".join([*shown, order["value"], order["scale"]])
        grouped = ", ".join(keys) if keys else "()"
        sets.append(connection.execute(f"SELECT {select} FROM cells GROUP BY {grouped}").fetchall())
    return {"sets": sets}


print(json.dumps({"versions": {"duckdb": duckdb.__version__}}), flush=True)
for line in sys.stdin:
    order = json.loads(line)
    answer = {"load": load, "time": time_query, "groups": groups}[order["do"]](order)
    print(json.dumps(answer), flush=True)
