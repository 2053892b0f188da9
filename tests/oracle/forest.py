"""How scikit-learn's random forests do on rows.csv: forest.json, see README.md."""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import log_loss, roc_auc_score

OUT = pathlib.Path(__file__).parents[1] / "fixtures" / "golden-ml"
TRAIN = 3000
SEEDS = range(10)
CASES = [
    {"min_samples_leaf": 5, "max_features": "sqrt"},
    {"min_samples_leaf": 1, "max_features": 0.5},
    {"min_samples_leaf": 20, "max_features": "log2", "max_depth": 6},
]

rows = np.genfromtxt(OUT / "rows.csv", delimiter=",", skip_header=1, dtype=np.float64)
x, y = rows[:, :-1].astype(np.float32), rows[:, -1]
written = []
for params in CASES:
    aucs, losses, oobs = [], [], []
    for seed in SEEDS:
        model = RandomForestClassifier(n_estimators=200, random_state=seed, n_jobs=2, oob_score=True, **params)
        model.fit(x[:TRAIN], y[:TRAIN])
        p = model.predict_proba(x[TRAIN:])[:, 1]
        aucs.append(roc_auc_score(y[TRAIN:], p))
        losses.append(log_loss(y[TRAIN:], p))
        oobs.append(roc_auc_score(y[:TRAIN], model.oob_decision_function_[:, 1]))
    def spread(values):
        return {"mean": float(np.mean(values)), "std": float(np.std(values, ddof=1))}
    written.append({"params": params, "rocAuc": spread(aucs), "logLoss": spread(losses), "oobRocAuc": spread(oobs)})
(OUT / "forest.json").write_text(json.dumps({
    "versions": {"scikit-learn": sklearn.__version__}, "train": TRAIN, "trees": 200,
    "seeds": len(SEEDS), "cases": written}, indent=1) + "\n")
