"""What native XGBoost predicts from a model we trained and wrote: own-model.json, see README.md."""
import json
import pathlib

import numpy as np
import xgboost as xgb

OUT = pathlib.Path(__file__).parents[1] / "fixtures" / "golden-ml"

rows = np.genfromtxt(OUT / "rows.csv", delimiter=",", skip_header=1, dtype=np.float64)
x = rows[3000:3300, :-1].astype(np.float32)
model = xgb.Booster(model_file=OUT / "own-model.json")
test = xgb.DMatrix(x, feature_names=model.feature_names)
(OUT / "own-model-native.json").write_text(json.dumps({
    "versions": {"xgboost": xgb.__version__}, "from": 3000,
    "margins": [float(v) for v in model.predict(test, output_margin=True)],
    "probabilities": [float(v) for v in model.predict(test)]}, indent=1) + "\n")
