"""Goldens of src/ml/logistic: scikit-learn's coefficients for each penalty, and standard errors by numpy.

python tests/oracle/logistic.py   writes tests/fixtures/golden-ml/logistic-coefficients.json from rows.csv
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FOLDER = pathlib.Path(__file__).parents[1] / "fixtures" / "golden-ml"
TRAIN = 3000
#: C, l1_ratio, and the solver that finds the minimum most exactly
CASES = [(1.0, 0.0, "newton-cholesky"), (0.01, 0.0, "newton-cholesky"), (1.0, 1.0, "saga"), (0.02, 1.0, "saga"),
         (0.02, 0.4, "saga")]


def errors(z, model, c):
    """Of the coefficients, then of the intercept: the roots of the diagonal of the inverse information."""
    design = np.column_stack([z, np.ones(len(z))])
    p = model.predict_proba(z)[:, 1]
    information = (design * (p * (1 - p))[:, None]).T @ design
    information[np.arange(z.shape[1]), np.arange(z.shape[1])] += 1 / c
    return np.sqrt(np.diag(np.linalg.inv(information))).tolist()


if __name__ == "__main__":
    rows = np.genfromtxt(FOLDER / "rows.csv", delimiter=",", skip_header=1)[:TRAIN]
    x, y = rows[:, :-1].astype(np.float32).astype(float), rows[:, -1].astype(int)
    scale = make_pipeline(SimpleImputer(add_indicator=True), StandardScaler())
    z = scale.fit_transform(x)
    cases = []
    for c, l1_ratio, solver in CASES:
        model = LogisticRegression(C=c, l1_ratio=l1_ratio, solver=solver, tol=1e-12, max_iter=100_000, random_state=1)
        model.fit(z, y)
        cases.append({"C": c, "l1_ratio": l1_ratio, "solver": solver, "coefficients": model.coef_[0].tolist(),
                      "intercept": float(model.intercept_[0]),
                      "errors": errors(z, model, c) if l1_ratio == 0 else None})
    indicators = scale[0].indicator_.features_.tolist()
    versions = {"numpy": np.__version__, "scikit-learn": sklearn.__version__}
    golden = {"versions": versions, "train": TRAIN, "indicators": indicators, "cases": cases}
    (FOLDER / "logistic-coefficients.json").write_text(json.dumps(golden, indent=1) + "\n")
