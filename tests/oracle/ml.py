"""Goldens of src/ml: seeded rows, native XGBoost, scikit-learn's logistic regression and metrics.

python tests/oracle/ml.py   writes tests/fixtures/golden-ml/{rows.csv,gbdt,logistic,metrics,xgboost-model*}.json
"""
import json
import pathlib

import numpy as np
import sklearn
import xgboost as xgb
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (average_precision_score, brier_score_loss, log_loss, roc_auc_score,
                             roc_curve)
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

OUT = pathlib.Path(__file__).parents[1] / "fixtures" / "golden-ml"
TRAIN, ROWS = 3000, 5000
NAMES = ["age", "income", "contacts", "days", "hour", "score", "noise", "sparse", "constant"]
VERSIONS = {"numpy": np.__version__, "scikit-learn": sklearn.__version__, "xgboost": xgb.__version__}


def make_rows():
    """Rows whose outcome hangs on steps, slopes, one interaction and on a value being missing."""
    r = np.random.default_rng(20240)
    x = np.empty((ROWS, len(NAMES)))
    x[:, 0] = np.round(r.normal(38, 11, ROWS)).clip(18, 80)
    x[:, 1] = np.round(np.exp(r.normal(2, 0.7, ROWS)), 2)
    x[:, 2] = r.poisson(2, ROWS)
    x[:, 3] = np.round(r.exponential(40, ROWS)).clip(0, 200)
    x[:, 4] = r.integers(0, 24, ROWS)
    x[:, 5] = np.round(r.normal(0, 1, ROWS), 1)
    x[:, 6] = np.round(r.uniform(-1, 1, ROWS), 1)
    x[:, 7] = np.where(r.random(ROWS) < 0.85, np.nan, np.round(r.normal(0, 1, ROWS), 1))
    x[:, 8] = 3
    x[:, :7][r.random((ROWS, 7)) < 0.06] = np.nan
    f = np.nan_to_num
    z = (0.8 * f(x[:, 5]) - 0.3 * f(x[:, 2]) + 0.9 * (x[:, 0] > 45) * (f(x[:, 5]) > 0)
         + 0.5 * np.sin(f(x[:, 4]) / 24 * 2 * np.pi) + 0.03 * f(x[:, 1]) - 0.7
         - 0.8 * np.isnan(x[:, 1]) + 0.4 * f(x[:, 7]))
    y = (r.random(ROWS) < 1 / (1 + np.exp(-z))).astype(int)
    lines = [",".join([*NAMES, "y"])]
    for row, label in zip(x, y):
        lines.append(",".join(["" if np.isnan(v) else f"{v:g}" for v in row] + [str(label)]))
    (OUT / "rows.csv").write_text("\n".join(lines) + "\n")
    return x.astype(np.float32), y


def write(name, value):
    (OUT / name).write_text(json.dumps({"versions": VERSIONS, **value}, indent=1) + "\n")


def gbdt(x, y):
    base = float(np.float32(y[:TRAIN].mean()))
    params = dict(eta=0.1, max_depth=4, min_child_weight=4, gamma=0, alpha=0, subsample=1,
                  colsample_bytree=1, max_bin=256, scale_pos_weight=1)
    params["lambda"] = 1
    native = {**params, "objective": "binary:logistic", "tree_method": "hist", "base_score": base, "nthread": 1}
    cases = []
    for name, drop in (("all columns", []), ("columns with at most 255 values", ["income"])):
        kept = [j for j, column in enumerate(NAMES) if column not in drop]
        names = [NAMES[j] for j in kept]
        train = xgb.DMatrix(x[:TRAIN, kept], y[:TRAIN], feature_names=names)
        model = xgb.train(native, train, 80)
        p = model.predict(xgb.DMatrix(x[TRAIN:, kept], feature_names=names))
        tree = json.loads(bytes(model.save_raw("json")))["learner"]["gradient_booster"]["model"]["trees"][0]
        keep = ["split_indices", "split_conditions", "left_children", "default_left", "sum_hessian", "loss_changes"]
        cases.append({"name": name, "drop": drop, "logLoss": log_loss(y[TRAIN:], p.astype(float)),
                      "rocAuc": roc_auc_score(y[TRAIN:], p), "predictions": [float(v) for v in p[:200]],
                      "firstTree": {k: tree[k] for k in keep}})
    write("gbdt.json", {"train": TRAIN, "rounds": 80, "params": params, "cases": cases})
    train = xgb.DMatrix(x[:TRAIN], y[:TRAIN], feature_names=NAMES)
    test = xgb.DMatrix(x[TRAIN:], feature_names=NAMES)
    small = xgb.train({**native, "max_depth": 3}, train, 12)
    (OUT / "xgboost-model.json").write_bytes(bytes(small.save_raw("json")) + b"\n")
    write("xgboost-model-predictions.json", {
        "from": TRAIN, "margins": [float(v) for v in small.predict(test, output_margin=True)[:300]],
        "probabilities": [float(v) for v in small.predict(test)[:300]]})


def logistic(x, y):
    cases = []
    for c in (1.0, 0.01):
        model = make_pipeline(SimpleImputer(add_indicator=True), StandardScaler(),
                              LogisticRegression(C=c, tol=1e-10, max_iter=10000))
        model.fit(x[:TRAIN].astype(float), y[:TRAIN])
        p = model.predict_proba(x[TRAIN:].astype(float))[:, 1]
        cases.append({"C": c, "logLoss": log_loss(y[TRAIN:], p), "predictions": [float(v) for v in p[:200]]})
    write("logistic.json", {"train": TRAIN, "cases": cases})


def metrics():
    r = np.random.default_rng(7)
    cases = []
    for name, n, rate, digits in (("distinct", 1000, 0.3, 12), ("tied", 800, 0.3, 1), ("rare", 1500, 0.02, 3),
                                  ("common", 300, 0.9, 2), ("equal", 50, 0.4, 0), ("two rows", 2, 0.5, 3)):
        y = (r.random(n) < rate).astype(int)
        y[:2] = [1, 0]
        s = np.clip(np.round(0.15 * y + 0.7 * r.random(n), digits), 1e-6, 1 - 1e-6)
        fpr, tpr, _ = roc_curve(y, s, drop_intermediate=False)
        cases.append({"name": name, "scores": s.tolist(), "labels": y.tolist(), "rocAuc": roc_auc_score(y, s),
                      "prAuc": average_precision_score(y, s), "logLoss": log_loss(y, s),
                      "brier": brier_score_loss(y, s), "ksExact": float(np.abs(tpr - fpr).max())})
    write("metrics.json", {"cases": cases})


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    features, labels = make_rows()
    gbdt(features, labels)
    logistic(features, labels)
    metrics()
