"""How long TensorFlow takes to open checkpoints and read a tensor of theirs; for an interpreter that has it, without ours.

PYTHON tensorflow_reads.py TENSOR PREFIX… prints JSON: for each prefix seconds and seconds of the processor, medians of three
after one that does not count. TensorFlow reads no single row, so that nothing is there to compare opening with.
"""

import json
import os
import sys
import time
from statistics import median

TIMES = 3


def timed(work):
    taken = []
    for _ in range(TIMES + 1):
        begun, used = time.perf_counter(), time.process_time()
        work()
        taken.append((time.perf_counter() - begun, time.process_time() - used))
    return [median(one[part] for one in taken[1:]) for part in (0, 1)]


def main():
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import tensorflow

    tensor, *prefixes = sys.argv[1:]
    load = tensorflow.train.load_checkpoint
    told = [timed(lambda prefix=prefix: load(prefix).get_tensor(tensor)) for prefix in prefixes]
    print(json.dumps({"version": tensorflow.__version__, "times": told}))


if __name__ == "__main__":
    main()
