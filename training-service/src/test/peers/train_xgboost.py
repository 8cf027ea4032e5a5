"""Trains boosted trees as Millrace's benchmark does, and prints the seconds: wall, CPU."""

import json
import sys
import time

import numpy
import xgboost

work = json.load(open(sys.argv[1] + "/xgboost.json"))
features = numpy.fromfile(sys.argv[1] + "/features.f32", "<f4").reshape(-1, work["width"])
targets = numpy.fromfile(sys.argv[1] + "/targets.f32", "<f4")

wall, cpu = time.perf_counter(), time.process_time()
data = xgboost.DMatrix(features, label=targets, nthread=1)
xgboost.train(work["parameters"], data, work["rounds"])
print(time.perf_counter() - wall, time.process_time() - cpu)
