"""Goldens of src/ml/onnx: what native onnxruntime gives for graphs our writer made.

LEADBENCH_WRITE_GOLDEN=1 npx vitest run tests/golden/onnx   writes tests/fixtures/golden-onnx/{*.onnx,rows.json}
python tests/oracle/onnx_check.py                           checks them and writes expected.json beside them
"""
import json
import math
import pathlib

import numpy as np
import onnx
import onnxruntime as ort

HERE = pathlib.Path(__file__).parents[1] / "fixtures" / "golden-onnx"
NAT = np.iinfo(np.int64).min


def tensor(kind, cells):
    """Raw cells [N, 1] as docs/formats.md has them: NaN, the smallest int64 and '' are missing."""
    if kind == "text":
        return np.array([c or "" for c in cells], dtype=object).reshape(-1, 1)
    if kind == "timestamp":
        return np.array([NAT if c is None else math.floor(c) for c in cells], np.int64).reshape(-1, 1)
    return np.array([np.nan if c is None else c for c in cells], np.float64).reshape(-1, 1)


def score(path, columns):
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    opsets = {o.domain: o.version for o in model.opset_import}
    assert (model.ir_version, opsets) == (8, {"": 17, "ai.onnx.ml": 3})
    assert [o.name for o in model.graph.output] == ["probability"]
    meta = {p.key: p.value for p in model.metadata_props}
    assert meta["leadbench.contract"] == "1"
    feeds = {i["input"]: columns[i["column"]] for i in json.loads(meta["leadbench.inputs"])}
    session = ort.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    used = {i.name for i in session.get_inputs()}
    [p] = session.run(None, {k: v for k, v in feeds.items() if k in used})
    assert p.dtype == np.float32 and p.shape == (len(next(iter(columns.values()))), 1)
    return [float(v) for v in p[:, 0]]


if __name__ == "__main__":
    raw = json.loads((HERE / "rows.json").read_text(encoding="utf-8"))
    columns = {c["column"]: tensor(c["type"], c["cells"]) for c in raw}
    out = {
        "versions": {"onnx": onnx.__version__, "onnxruntime": ort.__version__},
        "probability": {p.stem: score(p, columns) for p in sorted(HERE.glob("*.onnx"))},
    }
    (HERE / "expected.json").write_text(json.dumps(out) + "\n", encoding="utf-8")
    print({k: len(v) for k, v in out["probability"].items()}, out["versions"])
