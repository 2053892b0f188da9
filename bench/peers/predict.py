"""Predicts with a model of ours by native XGBoost whenever a line of JSON comes in.

Usage: predict.py FILE ROWS COLUMNS MODEL. FILE.f32 has the columns one after the other. Prints
{"versions"} first, then for each line {"do": "predict" or "contribs", "threads", "rows"} {"seconds",
"cpu"}: wall and CPU time for the first rows, whose results are in MODEL.predict or MODEL.contribs as
float32, a row after the other.
"""

import json
import sys
import time

import numpy
import xgboost

path, rows, columns, model = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
values = numpy.fromfile(path + ".f32", numpy.float32).reshape(columns, rows).T.copy()
booster = xgboost.Booster(model_file=model)
booster.feature_names = None


def predict(some):
    return lambda: booster.inplace_predict(some)


def contribs(some):
    data = xgboost.DMatrix(some)
    return lambda: booster.predict(data, pred_contribs=True)


JOBS = {"predict": predict, "contribs": contribs}

print(json.dumps({"versions": {"xgboost": xgboost.__version__}}), flush=True)
for line in sys.stdin:
    ask = json.loads(line)
    booster.set_param({"nthread": ask["threads"]})
    job = JOBS[ask["do"]](values[: ask["rows"]])
    cpu, started = time.process_time(), time.perf_counter()
    result = job()
    seconds, used = time.perf_counter() - started, time.process_time() - cpu
    result.astype(numpy.float32).tofile(f"{model}.{ask['do']}")
    print(json.dumps({"seconds": seconds, "cpu": used}), flush=True)
