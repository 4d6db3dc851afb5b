"""Decodes, resizes and normalises the files named on standard input, a round for each line "round" after them."""
import io
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from PIL import Image

try:
    import numpy
except ImportError:
    numpy = None

SIZE = 224


def load(data):
    picture = Image.open(io.BytesIO(data)).convert("RGB").resize((SIZE, SIZE), Image.BILINEAR)
    if numpy is not None:
        levels = numpy.asarray(picture, dtype=numpy.float32) / numpy.float32(255)
        return numpy.ascontiguousarray(((levels - MEAN) / STD).transpose(2, 0, 1))
    return picture


if numpy is not None:
    MEAN = numpy.array([0.485, 0.456, 0.406], dtype=numpy.float32)
    STD = numpy.array([0.229, 0.224, 0.225], dtype=numpy.float32)

threads = int(sys.argv[1])
count = int(sys.stdin.readline())
files = []
for _ in range(count):
    with open(sys.stdin.readline().rstrip("\n"), "rb") as file:
        files.append(file.read())
print("pillow", "with numpy" if numpy is not None else "without normalising: there is no numpy", flush=True)
with ThreadPoolExecutor(threads) as pool:
    for line in sys.stdin:
        wall, cpu = time.perf_counter(), time.process_time()
        if threads == 1:
            for data in files:
                load(data)
        else:
            list(pool.map(load, files))
        print(time.perf_counter() - wall, time.process_time() - cpu, flush=True)
