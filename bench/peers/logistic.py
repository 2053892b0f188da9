"""Fits scikit-learn's logistic regression whenever a line of JSON comes in.

Usage: logistic.py FILE ROWS COLUMNS. FILE.f32 has the columns one after the other, FILE.u8 the outcomes;
the last fifth of the rows is held out. Prints {"versions"} first, then for each line {"threads",
"params"} {"seconds", "cpu", "fit_seconds", "log_loss", "gradient", "n_iter"}: seconds of wall and CPU
time of standardising and fitting float64 columns, of fitting alone, and the largest component of the
gradient of the mean loss where it stopped.
"""

import json
import sys
import time

import numpy
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

path, rows, columns = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
values = numpy.fromfile(path + ".f32", numpy.float32).reshape(columns, rows).T.astype(numpy.float64, order="C")
labels = numpy.fromfile(path + ".u8", numpy.uint8)
border = round(rows * 0.8)
train, test = values[:border], values[border:]
train_labels, test_labels = labels[:border], labels[border:]


def steepest(model, scaled, c):
    residuals = model.predict_proba(scaled)[:, 1] - train_labels
    slopes = (scaled.T @ residuals + model.coef_[0] / c) / border
    return max(abs(slopes).max(), abs(residuals.mean()))


print(json.dumps({"versions": {"scikit-learn": sklearn.__version__, "numpy": numpy.__version__}}), flush=True)
for line in sys.stdin:
    ask = json.loads(line)
    with threadpool_limits(ask["threads"]):
        scaler, model = StandardScaler(), LogisticRegression(**ask["params"])
        cpu, started = time.process_time(), time.perf_counter()
        scaled = scaler.fit_transform(train)
        middle = time.perf_counter()
        model.fit(scaled, train_labels)
        ended, used = time.perf_counter(), time.process_time() - cpu
    print(json.dumps({
        "seconds": ended - started, "cpu": used, "fit_seconds": ended - middle, "n_iter": int(model.n_iter_[0]),
        "log_loss": log_loss(test_labels, model.predict_proba(scaler.transform(test))[:, 1]),
        "gradient": float(steepest(model, scaled, ask["params"]["C"])),
    }), flush=True)
