#!/usr/bin/python3
"""Writes the reference paths of what PyTorch 1.13.1 does not have: optimizers, schedules and wrappers by their papers.

Files and rows are those of make_reference.py, beside which this stands. Every rule is written out once more, here or in
paper_rules.py, from its paper and over PyTorch's gradients; a path of such a rule has the title "Python". `ema` and
`swa` are PyTorch's own AveragedModel; their rows hold the average behind theta.
"""

import math
import pathlib
import sys
import tomllib

import make_reference as reference
import torch
from paper_rules import by_matrices, first_order, searched

MARK = 'title = "Python"\n'
STEPS = 100

# optimizer: (steps, settings of each path); the paths are on the network, the cubic and the line in turn.
OPTIMIZERS = {
    "heavy_ball": (STEPS, ["lr = 0.02", "lr = 0.01\nmomentum = 0.5\nschedule = { kind = \"step\", step_size = 20 }"]),
    "nesterov": (STEPS, ["lr = 0.02", "lr = 0.01\nsequence = \"constant\"\nmomentum = 0.7"]),
    "qhm": (STEPS, ["lr = 0.1", "lr = 0.05\nmomentum = 0.9\nnu = 0.4"]),
    "qhadam": (STEPS, ["lr = 0.02", "lr = 0.05\nbeta1 = 0.9\nbeta2 = 0.99\nnu1 = 0.5\nnu2 = 0.8\neps = 0.001"]),
    "adabelief": (STEPS, ["lr = 0.02\neps = 1e-8", "lr = 0.05\nbeta1 = 0.8\nbeta2 = 0.95\neps = 0.0001"]),
    "yogi": (STEPS, ["lr = 0.02", "lr = 0.05\nbeta2 = 0.9\ninitial_accumulator_value = 0.1"]),
    "adabound": (STEPS, ["lr = 0.02", "lr = 0.05\ngamma = 0.02\nfinal_lr = 0.03\namsbound = true\n"
                         "schedule = { kind = \"exponential\", gamma = 0.99 }",
                         "lr = 0.05\ngamma = 0.2\nfinal_lr = 0.03\nschedule = { kind = \"warmup_cosine\", "
                         "warmup_steps = 15, start_factor = 0.1, total_steps = 80, eta_min = 0.001 }"]),
    "adafactor": (STEPS, ["lr = 0.02", "lr = 0.01\nbeta2_decay = -0.5\nd = 2.0\nweight_decay = 0.1",
                          "lr = 0.05\neps1 = 0.01\neps2 = 0.1"]),
    "signsgd": (STEPS, ["lr = 0.01", "lr = 0.02\nmomentum = 0.8"]),
    "lion": (STEPS, ["lr = 0.01", "lr = 0.02\nbeta1 = 0.7\nbeta2 = 0.9\nweight_decay = 0.2"]),
    "muon": (STEPS, ["lr = 0.02", "lr = 0.05\nmomentum = 0.8\nnesterov = false\nweight_decay = 0.3\n"
                     "adjust_lr_fn = \"match_rms_adamw\"", "lr = 0.03\nns_steps = 3"]),
    "gd_armijo": (STEPS, ["lr = 1.0", "lr = 0.5\nc1 = 0.1\nshrink = 0.7"]),
    "gd_wolfe": (10, ["lr = 1.0", "lr = 0.1\nc2 = 0.3"]),
    "barzilai_borwein": (12, ["lr = 0.02", "lr = 0.01\nvariant = \"bb2\""]),
    "nonlinear_cg": (12, ["lr = 0.5", "lr = 1.0\nbeta = \"fletcher_reeves\""]),
    "bfgs": (12, ["lr = 1.0", "lr = 2.0\nc2 = 0.95"]),
    "newton": (12, ["lr = 0.3", "lr = 0.7"]),
    "levenberg_marquardt": (10, ["lr = 0.6", "lr = 0.5\nlambda = 0.1\nfactor = 3.0\nscale = \"levenberg\""]),
}

SCHEDULES = {
    "inverse_time": '{ kind = "inverse_time", decay = 0.05 }',
    "inverse_sqrt": '{ kind = "inverse_sqrt", warmup_steps = 12 }',
    "warmup_cosine": '{ kind = "warmup_cosine", warmup_steps = 15, start_factor = 0.1, total_steps = 80, '
                     'eta_min = 0.001 }',
    "wsd": '{ kind = "wsd", warmup_steps = 10, start_factor = 0.2, stable_steps = 30, decay_steps = 40, '
           'end_factor = 0.1 }',
    "wsd_cosine": '{ kind = "wsd", warmup_steps = 10, stable_steps = 30, decay_steps = 40, shape = "cosine" }',
    "wsd_sqrt": '{ kind = "wsd", warmup_steps = 0, stable_steps = 30, decay_steps = 40, shape = "sqrt" }',
}

WRAPPERS = {
    "lookahead": "lookahead = { k = 4, alpha = 0.6 }",
    "sam": "sam = { rho = 0.1 }",
    "ema": "ema = { decay = 0.95 }",
    "swa": "swa = { start = 20, every = 3 }",
}


class Problem:
    """An experiment's mean squared error over one flat theta, whose parts have `shapes`."""

    def __init__(self, experiment):
        x = torch.tensor(experiment["data"]["x"], dtype=torch.float64)
        self.x = x[:, None] if x.dim() == 1 else x
        self.y = torch.tensor(experiment["data"]["y"], dtype=torch.float64)
        model = experiment.get("model", {})
        if model.get("kind") == "polynomial":
            self.x = torch.cat([self.x**k for k in range(1, model["degree"] + 1)], dim=1)
        sizes = [self.x.shape[1], *model.get("hidden", []), 1]
        self.shapes = [shape for a, b in zip(sizes, sizes[1:]) for shape in ((b, a), (b,))]
        count = sum(math.prod(shape) for shape in self.shapes)
        self.start = torch.tensor([float(value) for value in model.get("init", [0.0] * count)])

    def split(self, theta):
        parts = torch.split(theta, [math.prod(shape) for shape in self.shapes])
        return [part.reshape(shape) for part, shape in zip(parts, self.shapes)]

    def residuals(self, theta):
        """r with L = r'r."""
        parts = self.split(theta)
        out = self.x
        for i in range(0, len(parts), 2):
            out = (torch.tanh(out) if i > 0 else out) @ parts[i].T + parts[i + 1]
        return (out[:, 0] - self.y) / math.sqrt(len(self.y))

    def value(self, theta):
        return (self.residuals(theta)**2).sum()

    def value_and_gradient(self, theta):
        theta = theta.detach().clone().requires_grad_(True)
        loss = self.value(theta)
        return loss.item(), torch.autograd.grad(loss, theta)[0]


def rate_of(schedule, base, t):
    """The rate of update t (from 0), by each schedule's own formula."""
    if schedule is None:
        return base
    kind = schedule["kind"]
    if kind == "step":
        return base * schedule.get("gamma", 0.1)**(t // schedule["step_size"])
    if kind == "exponential":
        return base * schedule["gamma"]**t
    if kind == "inverse_time":
        return base / (1 + schedule["decay"] * t)
    if kind == "inverse_sqrt":  # Vaswani et al.: min(n^-1/2, n W^-3/2), times the root of W
        n, warmup = t + 1, schedule["warmup_steps"]
        return base * math.sqrt(warmup) * min(n**-0.5, n * warmup**-1.5)
    warmup, start = schedule["warmup_steps"], schedule.get("start_factor", 0.01)
    if t < warmup:
        return base * (start + (1 - start) * t / warmup)
    if kind == "warmup_cosine":
        x = min(1.0, (t - warmup) / (schedule["total_steps"] - warmup))
        return schedule["eta_min"] + (base - schedule["eta_min"]) * (1 + math.cos(math.pi * x)) / 2
    x = min(1.0, max(0.0, (t - warmup - schedule["stable_steps"]) / schedule["decay_steps"]))
    left = {"linear": 1 - x, "cosine": (1 + math.cos(math.pi * x)) / 2, "sqrt": 1 - math.sqrt(x)}
    end = schedule.get("end_factor", 0.0)
    return base * (end + (1 - end) * left[schedule.get("shape", "linear")])


def paper_rows(experiment, steps, nudge=1.0):
    problem, run = Problem(experiment), experiment["run"][0]
    theta = problem.start * nudge + (nudge - 1.0)
    kind = run["optimizer"]
    if kind in ("adafactor", "muon"):
        rule = by_matrices(run, problem)
    elif kind in ("gd_armijo", "gd_wolfe", "nonlinear_cg", "bfgs", "newton", "levenberg_marquardt"):
        rule = searched(run, problem)
    else:
        rule = first_order(run)
    next(rule)
    for t in range(steps + 1):
        loss, g = problem.value_and_gradient(theta)
        yield t, loss, *theta.tolist()
        if t == steps:
            return
        theta = rule.send((theta, g, rate_of(run.get("schedule"), run["lr"], t), t + 1))


def torch_rows(experiment, steps, nudge=1.0):
    """PyTorch's optimizers, with a schedule of rate_of() or inside of a wrapper."""
    problem, run = Problem(experiment), experiment["run"][0]
    theta = torch.nn.Parameter(problem.start * nudge + (nudge - 1.0))
    kinds = ("schedule", *WRAPPERS)
    optimizer = reference.make_optimizer({k: v for k, v in run.items() if k not in kinds}, [theta])
    holder = torch.nn.Module()
    holder.theta = theta
    averaged = None
    if "ema" in run:
        share = run["ema"]["decay"]
        averaged = torch.optim.swa_utils.AveragedModel(
            holder, avg_fn=lambda average, fresh, _: share * average + (1 - share) * fresh)
    elif "swa" in run:
        averaged = torch.optim.swa_utils.AveragedModel(holder)
    slow = theta.detach().clone()
    for t in range(steps + 1):
        loss, g = problem.value_and_gradient(theta)
        average = []
        if averaged is not None:  # nothing averaged yet: theta itself
            average = (averaged.module.theta if averaged.n_averaged > 0 else theta).tolist()
        yield t, loss, *theta.tolist(), *average
        if "sam" in run:
            g = problem.value_and_gradient(theta + run["sam"]["rho"] * g / torch.linalg.norm(g))[1]
        theta.grad = g
        optimizer.param_groups[0]["lr"] = rate_of(run.get("schedule"), run["lr"], t)
        optimizer.step()
        if "lookahead" in run and (t + 1) % run["lookahead"]["k"] == 0:
            slow += run["lookahead"]["alpha"] * (theta.detach() - slow)
            theta.data.copy_(slow)
        if averaged is not None:
            since = t + 1 - run.get("swa", {}).get("start", 0)
            if "ema" in run or (since >= 0 and since % run["swa"]["every"] == 0):
                averaged.update_parameters(holder)


def cases():
    """Name, TOML, steps and rows of every path."""
    subjects = [reference.NETWORK, reference.CUBIC, reference.LINE]
    for optimizer, (steps, settings) in OPTIMIZERS.items():
        for i, options in enumerate(settings):
            run = f'[[run]]\noptimizer = "{optimizer}"\n{options}\n'
            yield f"{optimizer}_{i}", MARK + subjects[i] + run, steps, paper_rows
    for name, table in SCHEDULES.items():
        run = f'[[run]]\noptimizer = "sgd"\nlr = 0.02\nmomentum = 0.6\nschedule = {table}\n'
        yield f"schedule_{name}", MARK + reference.LINE + run, STEPS, torch_rows
    for name, table in WRAPPERS.items():
        mark = MARK if name in ("lookahead", "sam") else ""
        for i, inner in enumerate(('"adam"\nlr = 0.05', '"sgd"\nlr = 0.02\nmomentum = 0.8')):
            yield f"wrapper_{name}_{i}", f"{mark}{subjects[i]}[[run]]\noptimizer = {inner}\n{table}\n", 200, torch_rows


def main():
    folder = pathlib.Path(__file__).resolve().parent
    for name, toml, steps, make_rows in cases():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        reference.write_path(folder / f"{name}.txt", toml, steps, make_rows)


if __name__ == "__main__":
    main()
