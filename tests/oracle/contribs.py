"""Shapley values by native XGBoost's pred_contribs of both models of golden-ml, see README.md."""
import json
import pathlib

import numpy as np
import xgboost as xgb

OUT = pathlib.Path(__file__).parents[1] / "fixtures" / "golden-ml"
FROM, TO = 3000, 3100

rows = np.genfromtxt(OUT / "rows.csv", delimiter=",", skip_header=1, dtype=np.float64)
x = rows[FROM:TO, :-1].astype(np.float32)
cases = []
for name in ("xgboost-model.json", "own-model.json"):
    model = xgb.Booster(model_file=OUT / name)
    values = model.predict(xgb.DMatrix(x, feature_names=model.feature_names), pred_contribs=True)
    cases.append({"model": name, "contributions": [float(v) for v in values.ravel()]})
golden = {"versions": {"xgboost": xgb.__version__}, "from": FROM, "to": TO, "cases": cases}
(OUT / "contribs.json").write_text(json.dumps(golden) + "\n")
