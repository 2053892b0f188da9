"""How DuckDB reads the polluted files: by their given parameters, and by its own detection.

Prints {"version", "given": {file: table or null}, "auto": {file: table or null}}, where a table is
{"header": [...], "records": [[...], ...]} of text. Lines it cannot read are left out, as published.
"""

import json
import sys
from pathlib import Path

import duckdb


def table_of(relation):
    rows = [["" if cell is None else cell for cell in row] for row in relation.fetchall()]
    return {"header": relation.columns, "records": rows}


def read_given(connection, path, parameters):
    """Delimiter, quote, escape, header and column names are told; nothing is detected."""
    names = parameters["column_names"]
    width = max(parameters["n_columns"], len(names), 1)
    escape = parameters["escapechar"].replace("\0", "")
    return connection.read_csv(
        str(path),
        columns={name: "VARCHAR" for name in names or [f"column{i}" for i in range(width)]},
        delimiter=parameters["delimiter"] or ",",
        quotechar=parameters["quotechar"],
        escapechar=escape,
        skiprows=parameters["preamble_lines"] + parameters["header_lines"],
        header=False,
        auto_detect=False,
        ignore_errors=True,
        strict_mode=False,
    )


def read_auto(connection, path):
    """All is detected; cells stay text, so that no date or number is written another way."""
    query = "SELECT Delimiter, Quote, Escape, SkipRows, HasHeader FROM sniff_csv($1, ignore_errors=true)"
    delimiter, quote, escape, skip, header = connection.execute(query, [str(path)]).fetchall()[0]
    none = "(empty)"
    return connection.read_csv(
        str(path),
        delimiter=delimiter,
        quotechar="" if quote == none else quote,
        escapechar="" if escape == none else escape,
        skiprows=skip,
        header=header,
        all_varchar=True,
        ignore_errors=True,
    )


def attempt(read, path, *arguments):
    try:
        with duckdb.connect() as connection:
            return table_of(read(connection, path, *arguments))
    except Exception as error:
        print(f"{path.name}, {read.__name__}: {error}".splitlines()[0], file=sys.stderr)
        return None


def main(folder):
    given, auto = {}, {}
    for path in sorted((folder / "csv").iterdir()):
        parameters = json.loads((folder / "parameters" / f"{path.name}_parameters.json").read_text())
        given[path.name] = attempt(read_given, path, parameters)
        auto[path.name] = attempt(read_auto, path)
    print(json.dumps({"version": duckdb.__version__, "given": given, "auto": auto}))


main(Path(sys.argv[1]))
