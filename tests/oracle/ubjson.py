"""Models as UBJSON: xgboost-model.ubj is the native one saved so, own-model-ubjson.json says what native
XGBoost predicts from ours, own-model.ubj.txt (base64). See README.md."""
import base64
import json
import pathlib

import numpy as np
import xgboost as xgb

OUT = pathlib.Path(__file__).parents[1] / "fixtures" / "golden-ml"

native = xgb.Booster(model_file=OUT / "xgboost-model.json")
(OUT / "xgboost-model.ubj").write_bytes(bytes(native.save_raw("ubj")))

rows = np.genfromtxt(OUT / "rows.csv", delimiter=",", skip_header=1, dtype=np.float64)
own = xgb.Booster(model_file=bytearray(base64.b64decode((OUT / "own-model.ubj.txt").read_text())))
test = xgb.DMatrix(rows[3000:3300, :-1].astype(np.float32), feature_names=own.feature_names)
(OUT / "own-model-ubjson.json").write_text(json.dumps({
    "versions": {"xgboost": xgb.__version__}, "from": 3000,
    "margins": [float(v) for v in own.predict(test, output_margin=True)],
    "probabilities": [float(v) for v in own.predict(test)]}, indent=1) + "\n")
