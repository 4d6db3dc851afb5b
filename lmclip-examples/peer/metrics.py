"""mAP and mean AUROC by scikit-learn, class by class, the peer of `lmclip bench metrics`.

Reads `shape.json`, `scores.f32` and `targets.u8` of the folder that the benchmark wrote; for each line "step" on its input
it measures all classes and answers with one line of JSON. What it found for each class is in `found.json` then.
"""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score

folder = Path(sys.argv[1])
shape = json.loads((folder / "shape.json").read_text())
size = (shape["images"], shape["classes"])
scores = np.fromfile(folder / "scores.f32", dtype="<f4").reshape(size)
targets = np.fromfile(folder / "targets.u8", dtype=np.uint8).reshape(size)

print("ready", flush=True)
for line in sys.stdin:
    wall, cpu = time.perf_counter(), time.process_time()
    precisions = [average_precision_score(targets[:, c], scores[:, c]) for c in range(size[1])]
    areas = [roc_auc_score(targets[:, c], scores[:, c]) for c in range(size[1])]
    seconds, cpu_seconds = time.perf_counter() - wall, time.process_time() - cpu
    (folder / "found.json").write_text(json.dumps({"averagePrecisions": precisions, "aurocs": areas}))
    print(json.dumps({
        "seconds": seconds,
        "cpuSeconds": cpu_seconds,
        "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
        "loss": float(np.mean(precisions) + np.mean(areas)),
    }), flush=True)
