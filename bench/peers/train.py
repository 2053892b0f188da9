"""Trains a peer whenever a line of JSON comes in.

Usage: train.py FILE ROWS COLUMNS. FILE.f32 has the columns one after the other, FILE.u8 the outcomes;
the last fifth of the rows is held out. Prints {"versions"} first, then for each line {"model",
"threads"} and more {"seconds", "cpu", "auc", "log_loss"}: seconds of wall and CPU time of binning and
fitting together.
"""

import json
import sys
import time

import lightgbm
import numpy
import sklearn
import xgboost
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.metrics import log_loss, roc_auc_score
from threadpoolctl import threadpool_limits

path, rows, columns = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
values = numpy.fromfile(path + ".f32", numpy.float32).reshape(columns, rows).T.copy()
labels = numpy.fromfile(path + ".u8", numpy.uint8)
border = round(rows * 0.8)
train, test = values[:border], values[border:]
train_labels, test_labels = labels[:border], labels[border:]


def fit_xgboost(ask):
    params = {"objective": "binary:logistic", "tree_method": "hist", "nthread": ask["threads"], **ask["params"]}
    data = xgboost.QuantileDMatrix(train, train_labels, nthread=ask["threads"], max_bin=params["max_bin"])
    model = xgboost.train(params, data, ask["rounds"])
    return lambda rows: model.inplace_predict(rows)


def fit_lightgbm(ask):
    params = {"objective": "binary", "num_threads": ask["threads"], "verbose": -1, **ask["params"]}
    model = lightgbm.train(params, lightgbm.Dataset(train, train_labels, params=params), ask["rounds"])
    return lambda rows: model.predict(rows)


def fit_sklearn(ask):
    with threadpool_limits(ask["threads"]):
        model = HistGradientBoostingClassifier(max_iter=ask["rounds"], early_stopping=False, **ask["params"])
        model.fit(train, train_labels)
    return lambda rows: model.predict_proba(rows)[:, 1]


def fit_forest(ask):
    model = RandomForestClassifier(n_estimators=ask["rounds"], n_jobs=ask["threads"], **ask["params"])
    model.fit(train, train_labels)
    return lambda rows: model.predict_proba(rows)[:, 1]


FITS = {"xgboost": fit_xgboost, "lightgbm": fit_lightgbm, "sklearn": fit_sklearn, "forest": fit_forest}
VERSIONS = {"xgboost": xgboost.__version__, "lightgbm": lightgbm.__version__, "scikit-learn": sklearn.__version__}

print(json.dumps({"versions": VERSIONS}), flush=True)
for line in sys.stdin:
    ask = json.loads(line)
    cpu, started = time.process_time(), time.perf_counter()
    predict = FITS[ask["model"]](ask)
    seconds, used = time.perf_counter() - started, time.process_time() - cpu
    predicted = predict(test)
    quality = {"auc": roc_auc_score(test_labels, predicted), "log_loss": log_loss(test_labels, predicted)}
    print(json.dumps({"seconds": seconds, "cpu": used, **quality}), flush=True)
