#!/usr/bin/env python3
"""Writes pytorch.json beside this file: what PyTorch's optimizers and schedules do on a fixed small problem.

Run with PyTorch 1.13 (Debian 12: `apt install python3-torch`, then `/usr/bin/python3 test/optim/pytorch.py`).
The tests read the JSON and never need Python.

The problem, all in float32, each operation rounded on its own and in this order:
  vector v [4]:    g = ((v·v)·v + a·v) − b             the gradient of Σ v⁴/4 + a·v²/2 − b·v
  matrix M [2, 3]: r = ((M₀x₀ + M₁x₁) + M₂x₂) − y,  g = r ⊗ x    the gradient of ½|M·x − y|²

ATEN_CPU_CAPABILITY=default selects PyTorch's portable kernels, which round each product and each sum; its AVX2 kernels
fuse some of them, so that their last bit depends on the machine.
"""

import json
import os
import pathlib

os.environ.setdefault("ATEN_CPU_CAPABILITY", "default")
import torch  # noqa: E402

PROBLEM = {
    "vector": [1.5, -0.7, 0.3, -2.0],
    "a": [1.0, 0.5, 2.0, 0.25],
    "b": [0.4, 0.3, -0.6, 1.1],
    "matrix": [[0.9, -1.3, 0.2], [-0.4, 0.8, 1.7]],
    "x": [0.6, -1.1, 0.3],
    "y": [-0.5, 1.2],
}
OPTIMIZERS = {
    "SGD": ("SGD", {"learningRate": 0.05}),
    "SGD, momentum": ("SGD", {"learningRate": 0.05, "momentum": 0.9}),
    "SGD, Nesterov": ("SGD", {"learningRate": 0.05, "momentum": 0.9, "nesterov": True}),
    "SGD, momentum, weight decay": ("SGD", {"learningRate": 0.05, "momentum": 0.9, "weightDecay": 0.01}),
    "SGD, Nesterov, weight decay": (
        "SGD",
        {"learningRate": 0.05, "momentum": 0.9, "nesterov": True, "weightDecay": 0.01},
    ),
    "Adam": ("Adam", {"learningRate": 0.02}),
    "Adam, betas, epsilon": ("Adam", {"learningRate": 0.02, "betas": [0.8, 0.99], "epsilon": 1e-3}),
    "Adam, weight decay": ("Adam", {"learningRate": 0.02, "weightDecay": 0.01}),
    "AdamW": ("AdamW", {"learningRate": 0.02}),
    "AdamW, weight decay": ("AdamW", {"learningRate": 0.02, "weightDecay": 0.1}),
}
TORCH_NAMES = {"learningRate": "lr", "weightDecay": "weight_decay", "epsilon": "eps"}
STEPS = [1, 2, 10, 100]


def tensor(name):
    return torch.tensor(PROBLEM[name], dtype=torch.float32)


def run(kind, options):
    """The weights after each of STEPS, vector then matrix, as exact decimals of float32."""
    vector, matrix = torch.nn.Parameter(tensor("vector")), torch.nn.Parameter(tensor("matrix"))
    a, b, x, y = tensor("a"), tensor("b"), tensor("x"), tensor("y")
    optimizer = getattr(torch.optim, kind)(
        [vector, matrix], **{TORCH_NAMES.get(name, name): value for name, value in options.items()}
    )
    weights = {}
    for step in range(1, STEPS[-1] + 1):
        with torch.no_grad():
            vector.grad = vector * vector * vector + a * vector - b
            terms = matrix * x
            r = terms[:, 0] + terms[:, 1] + terms[:, 2] - y
            matrix.grad = r[:, None] * x
        optimizer.step()
        if step in STEPS:
            weights[str(step)] = vector.tolist() + matrix.flatten().tolist()
    return weights


def schedule(kind, count, **options):
    """The learning rates of updates 0 … count − 1 that a PyTorch scheduler sets, from 0.1 on."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
    scheduler = getattr(torch.optim.lr_scheduler, kind)(optimizer, **options)
    rates = []
    for _ in range(count):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return rates


FIGURES = {
    "torch": torch.__version__,
    "problem": PROBLEM,
    "optimizers": {
        name: {"kind": kind, "options": options, "weights": run(kind, options)}
        for name, (kind, options) in OPTIMIZERS.items()
    },
    "schedules": {
        "StepLR, step_size 4, gamma 0.5": schedule("StepLR", 13, step_size=4, gamma=0.5),
        "MultiStepLR, milestones 3 and 7": schedule("MultiStepLR", 13, milestones=[3, 7]),
        "ExponentialLR, gamma 0.9": schedule("ExponentialLR", 13, gamma=0.9),
        "CosineAnnealingLR, T_max 12": schedule("CosineAnnealingLR", 13, T_max=12),
        "CosineAnnealingLR, T_max 12, eta_min 0.01": schedule("CosineAnnealingLR", 13, T_max=12, eta_min=0.01),
        # (i + 1) ÷ 5 for i < 5: from 1/5 to 1 in 4 steps.
        "LinearLR, 5 iterations": schedule("LinearLR", 13, start_factor=1 / 5, total_iters=4),
    },
}
OUT = os.environ.get("OUT", str(pathlib.Path(__file__).with_name("pytorch.json")))
pathlib.Path(OUT).write_text(json.dumps(FIGURES, indent=2) + "\n")
