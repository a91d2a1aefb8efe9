#!/usr/bin/python3
"""Writes the reference paths of this folder with PyTorch, in float64.

Each *.txt holds an experiment as TOML, a line of dashes, and one row per step: step, loss, theta, in
17 digits, where row k is the state before update k. The C++ tests train the same TOML and compare
every row. Run it from anywhere; it needs Python 3.11 and PyTorch (Debian: python3-torch).
"""

import pathlib
import tomllib

import torch

FOUR_POINTS = """\
[data]
x = [1, 2, 3, 4]
y = [2, 3, 5, 7]
"""

PLANE = """\
[data]
x = [[0.5, -1.25, 2], [1.5, 0.75, -0.5], [-2, 1, 0.25], [3, -0.5, 1.5], [0.25, 2.5, -1], [-1, -1.5, 0.75]]
y = [1.5, -0.25, 2, 3.75, -1.5, 0.5]
"""

# name: (data, rest of the experiment, steps)
CASES = {
    "sgd": (FOUR_POINTS, '[[run]]\noptimizer = "sgd"\nlr = 0.01\n', 1000),
    "sgd_momentum": (FOUR_POINTS, '[[run]]\noptimizer = "sgd"\nlr = 0.01\nmomentum = 0.9\n', 1000),
    "adam": (FOUR_POINTS, '[[run]]\noptimizer = "adam"\nlr = 0.01\n', 1000),
    "sgd_dampening": (
        FOUR_POINTS, '[[run]]\noptimizer = "sgd"\nlr = 0.02\nmomentum = 0.8\ndampening = 0.3\n', 300),
    "sgd_nesterov": (
        FOUR_POINTS, '[[run]]\noptimizer = "sgd"\nlr = 0.01\nmomentum = 0.9\nnesterov = true\n', 300),
    "sgd_weight_decay": (
        FOUR_POINTS, '[[run]]\noptimizer = "sgd"\nlr = 0.03\nweight_decay = 0.1\n', 300),
    "sgd_everything": (
        PLANE,
        '[model]\nkind = "linear"\ninit = [0.5, -0.25, 1, 2]\n[loss]\nkind = "half_mse"\n[[run]]\n'
        'optimizer = "sgd"\nlr = 0.05\nmomentum = 0.7\nnesterov = true\nweight_decay = 0.02\n', 300),
    "sgd_diverging": (FOUR_POINTS, '[[run]]\noptimizer = "sgd"\nlr = 0.15\n', 862),
    "adam_amsgrad": (
        FOUR_POINTS, '[[run]]\noptimizer = "adam"\nlr = 0.05\namsgrad = true\nbeta2 = 0.9\n', 300),
    "adam_weight_decay": (
        FOUR_POINTS, '[[run]]\noptimizer = "adam"\nlr = 0.05\nweight_decay = 0.3\nbeta1 = 0.8\n', 300),
    "adam_eps": (
        PLANE,
        '[model]\nkind = "linear"\ninit = [1, 1, -1, 0.5]\n[[run]]\noptimizer = "adam"\nlr = 0.1\n'
        'eps = 0.5\namsgrad = true\nweight_decay = 0.05\n', 300),
    "l1": (PLANE, '[loss]\nkind = "mse"\nl1 = 0.2\n[[run]]\noptimizer = "sgd"\nlr = 0.02\n', 200),
    "l2": (
        FOUR_POINTS,
        '[loss]\nkind = "mse"\nl2 = 0.5\n[[run]]\noptimizer = "sgd"\nlr = 0.02\nmomentum = 0.5\n', 300),
    "cosine": (
        FOUR_POINTS,
        '[[run]]\noptimizer = "sgd"\nlr = 0.05\n'
        'schedule = { kind = "cosine", t_max = 100, eta_min = 0.001 }\n', 300),
    "cosine_adam": (
        FOUR_POINTS,
        '[[run]]\noptimizer = "adam"\nlr = 0.1\nschedule = { kind = "cosine", t_max = 75 }\n', 250),
}


def make_optimizer(run, parameters):
    options = {k: v for k, v in run.items() if k not in ("optimizer", "schedule", "beta1", "beta2")}
    if run["optimizer"] == "adam":
        options["betas"] = (run.get("beta1", 0.9), run.get("beta2", 0.999))
        return torch.optim.Adam(parameters, foreach=False, **options)
    return torch.optim.SGD(parameters, foreach=False, **options)


def make_schedule(run, optimizer):
    settings = run.get("schedule")
    if settings is None:
        return None
    return torch.optim.lr_scheduler.CosineAnnealingLR(
        optimizer, settings["t_max"], settings.get("eta_min", 0.0))


def rows(experiment, steps):
    x = torch.tensor(experiment["data"]["x"], dtype=torch.float64)
    if x.dim() == 1:
        x = x[:, None]
    y = torch.tensor(experiment["data"]["y"], dtype=torch.float64)[:, None]
    model = torch.nn.Linear(x.shape[1], 1, dtype=torch.float64)
    start = experiment.get("model", {}).get("init", [0.0] * (x.shape[1] + 1))
    with torch.no_grad():
        model.weight.copy_(torch.tensor([start[:-1]], dtype=torch.float64))
        model.bias.copy_(torch.tensor(start[-1:], dtype=torch.float64))
    loss_settings = experiment.get("loss", {})
    factor = 0.5 if loss_settings.get("kind", "mse") == "half_mse" else 1.0
    l1, l2 = loss_settings.get("l1", 0.0), loss_settings.get("l2", 0.0)
    run = experiment["run"][0]
    optimizer = make_optimizer(run, model.parameters())
    schedule = make_schedule(run, optimizer)
    for step in range(steps + 1):
        optimizer.zero_grad()
        loss = factor * torch.nn.functional.mse_loss(model(x), y)
        loss = loss + l1 * model.weight.abs().sum() + l2 * (model.weight ** 2).sum()
        loss.backward()
        theta = model.weight.flatten().tolist() + model.bias.tolist()
        yield step, loss.item(), *theta
        optimizer.step()
        if schedule is not None:
            schedule.step()


def main():
    folder = pathlib.Path(__file__).resolve().parent
    for name, (data, rest, steps) in CASES.items():
        toml = f"{data}{rest}"
        with open(folder / f"{name}.txt", "w", encoding="ascii") as file:
            file.write(f"{toml}---\n")
            for row in rows(tomllib.loads(toml), steps):
                file.write(" ".join(f"{value:.17g}" for value in row) + "\n")


if __name__ == "__main__":
    main()
