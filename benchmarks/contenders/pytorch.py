"""PyTorch's side of the benchmarks: one thread, one problem a process, one run at a time.

Started by pytorch.ts. Says which version it is, then reads one JSON command a line and
answers each with one JSON line:
  {"make": "step" | "imp" | "topk", "arrays": {name: [file, type]}, ...options}   → {}
  {"check": true}   → {"values": [...]}               what is compared with ours
  {"run": times}    → {"ms": total, "text": note}     timed in here, so that the pipe costs nothing
A failure is answered with {"error": message}. Arrays are raw little-endian files.
"""

import json
import sys
import time

import torch
from torch.nn.utils import prune

TYPES = {"Float32Array": torch.float32, "Uint8Array": torch.uint8, "Uint32Array": torch.int32}


def read(path, kind):
    with open(path, "rb") as file:
        return torch.frombuffer(bytearray(file.read()), dtype=TYPES[kind])


def network(options, arrays):
    """The Linear layers and the Sequential around them, under the masks there are."""
    linears, layers = [], []
    for i, (inputs, outputs) in enumerate(options["layers"]):
        linear = torch.nn.Linear(inputs, outputs)
        with torch.no_grad():
            linear.weight.copy_(arrays[f"weight{i}"].view(outputs, inputs))
            linear.bias.copy_(arrays[f"bias{i}"])
        if f"mask{i}" in arrays:
            prune.custom_from_mask(linear, "weight", arrays[f"mask{i}"].view(outputs, inputs).float())
        linears.append(linear)
        layers += [linear, torch.nn.ReLU()]
    return linears, torch.nn.Sequential(*layers[:-1])


def update(model, optimizer, inputs, labels):
    optimizer.zero_grad()
    loss = torch.nn.functional.cross_entropy(model(inputs), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


class Step:
    def __init__(self, options, arrays):
        self.compared, size = options["compared"], options["batchSize"]
        _, self.model = network(options, arrays)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=options["learningRate"])
        self.inputs = arrays["inputs"].view(-1, size, options["layers"][0][0])
        self.labels = arrays["labels"].long().view(-1, size)
        self.clock = 0

    def run(self):
        batch = self.clock % len(self.inputs)
        self.clock += 1
        return update(self.model, self.optimizer, self.inputs[batch], self.labels[batch])

    def check(self):
        return [self.run() for _ in range(self.compared)]


class Imp:
    def __init__(self, options, arrays):
        self.options, self.arrays = options, arrays
        self.inputs = arrays["inputs"].view(-1, options["layers"][0][0])
        self.labels = arrays["labels"].long()
        self.order = arrays["order"].long().view(-1, options["batchSize"])

    def search(self, rounds, iterations):
        linears, model = network(self.options, self.arrays)
        start = [(linear.weight.detach().clone(), linear.bias.detach().clone()) for linear in linears]
        losses = []
        for _ in range(rounds):
            optimizer = torch.optim.Adam(model.parameters(), lr=self.options["learningRate"])
            for batch in self.order[:iterations]:
                losses.append(update(model, optimizer, self.inputs[batch], self.labels[batch]))
            prune.global_unstructured(
                [(linear, "weight") for linear in linears], prune.L1Unstructured, amount=self.options["rate"]
            )
            with torch.no_grad():
                for linear, (weight, bias) in zip(linears, start):
                    linear.weight_orig.copy_(weight)
                    linear.bias.copy_(bias)
        return int(sum(linear.weight_mask.sum() for linear in linears)), losses

    def run(self):
        self.last = self.search(self.options["rounds"], self.options["iterations"])

    def check(self):
        trial = self.options["trial"]
        remaining, losses = self.search(trial["rounds"], trial["iterations"])
        half = len(losses) // 2
        return [remaining, *losses[:3], *losses[half : half + 2]]

    def note(self):
        remaining, losses = self.last
        mean = sum(losses[-100:]) / len(losses[-100:])
        return f"{remaining} weights left, mean loss of the last {len(losses[-100:])} updates {mean:.4f}"


class TopK:
    def __init__(self, options, arrays):
        self.scores, self.k = arrays["scores"], options["k"]

    def run(self):
        return torch.kthvalue(self.scores, len(self.scores) - self.k + 1).values.item()

    def check(self):
        return [self.run()]


KINDS = {"step": Step, "imp": Imp, "topk": TopK}
job = None


def blas():
    """The library that multiplies matrices; Debian's plain libblas3 is some ten times slower than OpenBLAS."""
    try:
        with open("/proc/self/maps") as maps:
            loaded = maps.read().lower()
    except OSError:
        return "an unknown BLAS"
    found = [name for name in ("OpenBLAS", "MKL_core", "BLIS", "ATLAS") if f"lib{name.lower()}" in loaded]
    if found:
        return found[0].replace("_core", "")
    return "the reference BLAS (OpenBLAS multiplies ten times faster: install libopenblas0-serial)"


def answer(command):
    global job
    if "make" in command:
        arrays = {name: read(*array) for name, array in command["arrays"].items()}
        job = KINDS[command["make"]](command, arrays)
        return {}
    if "check" in command:
        return {"values": job.check()}
    start = time.perf_counter()
    for _ in range(command["run"]):
        job.run()
    return {"ms": (time.perf_counter() - start) * 1e3, "text": getattr(job, "note", str)()}


torch.set_num_threads(1)
print(json.dumps({"text": f"PyTorch {torch.__version__} with {blas()}"}), flush=True)
for line in sys.stdin:
    try:
        reply = answer(json.loads(line))
    except Exception as error:
        reply = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(reply), flush=True)
