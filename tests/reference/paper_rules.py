"""The optimizers that PyTorch 1.13.1 does not have, each written out from its paper, for make_paper_paths.py.

`run` is an experiment's [[run]]. Each function is a generator that is sent (theta, g, rate, t) with t from 1, and gives
the theta after the step.
"""

import math

import torch
from torch.optim.lbfgs import _strong_wolfe


def first_order(run):
    """The rules that need no more than g."""
    kind, beta1, beta2 = run["optimizer"], run.get("beta1", 0.9), run.get("beta2", 0.999)
    mu, eps, decay = run.get("momentum", 0.9), run.get("eps", 1e-8), run.get("weight_decay", 0.0)
    theta, g, rate, t = yield
    m, v, most = torch.zeros_like(theta), torch.zeros_like(theta), torch.zeros_like(theta)
    if kind == "yogi":
        v += run.get("initial_accumulator_value", 0.0)
        eps = run.get("eps", 1e-3)
    last, weight = theta.clone(), 1.0
    while True:
        if kind == "heavy_ball":  # theta + momentum (theta - the theta before) - rate g
            theta, last = theta + mu * (theta - last) - rate * g, theta
        elif kind == "nesterov":
            following = (1 + math.sqrt(1 + 4 * weight**2)) / 2
            share = (weight - 1) / following if run.get("sequence", "rising") == "rising" else mu
            x = theta - rate * g
            theta, last, weight = x + share * (x - last), x, following
        elif kind == "qhm":
            mu, nu = run.get("momentum", 0.999), run.get("nu", 0.7)
            m = mu * m + (1 - mu) * g
            theta = theta - rate * ((1 - nu) * g + nu * m)
        elif kind == "qhadam":
            beta1, nu1, nu2 = run.get("beta1", 0.995), run.get("nu1", 0.7), run.get("nu2", 1.0)
            m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2
            top = (1 - nu1) * g + nu1 * m / (1 - beta1**t)
            theta = theta - rate * top / (torch.sqrt((1 - nu2) * g**2 + nu2 * v / (1 - beta2**t)) + eps)
        elif kind == "adabelief":
            m = beta1 * m + (1 - beta1) * g
            v = beta2 * v + (1 - beta2) * (g - m)**2 + eps
            theta = theta - rate * (m / (1 - beta1**t)) / (torch.sqrt(v / (1 - beta2**t)) + eps)
        elif kind == "yogi":
            m = beta1 * m + (1 - beta1) * g
            v = v - (1 - beta2) * torch.sign(v - g**2) * g**2
            theta = theta - rate * m / (torch.sqrt(v) + eps)
        elif kind == "adabound":
            gamma = run.get("gamma", 1e-3)
            m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2
            most = torch.maximum(most, v)
            final = run.get("final_lr", 0.1) * rate / run["lr"]
            each = rate * math.sqrt(1 - beta2**t) / (1 - beta1**t) / (
                torch.sqrt(most if run.get("amsbound", False) else v) + eps)
            theta = theta - torch.clamp(each, final * (1 - 1 / (gamma * t + 1)), final * (1 + 1 / (gamma * t))) * m
        elif kind == "signsgd":
            mu = run.get("momentum", 0.0)
            m = mu * m + (1 - mu) * g
            theta = theta - rate * torch.sign(m)
        elif kind == "lion":
            beta2 = run.get("beta2", 0.99)
            theta = theta - rate * (torch.sign(beta1 * m + (1 - beta1) * g) + decay * theta)
            m = beta2 * m + (1 - beta2) * g
        elif kind == "barzilai_borwein":
            s, y = theta - last, g - m
            stride = rate
            if t > 1 and s @ y > 0:
                stride = (s @ s) / (s @ y) if run.get("variant", "bb1") == "bb1" else (s @ y) / (y @ y)
            theta, last, m = theta - stride * g, theta, g
        theta, g, rate, t = yield theta


def by_matrices(run, problem):
    """Adafactor and Muon, which move each matrix and each vector alone."""
    theta, g, rate, t = yield
    muon = run["optimizer"] == "muon"
    mu, decay = run.get("momentum", 0.95), run.get("weight_decay", 0.1 if muon else 0.0)
    tau, d = run.get("beta2_decay", -0.8), run.get("d", 1.0)
    eps1, eps2 = run.get("eps1", 2.0**-52), run.get("eps2", 1e-3)
    memory = [{"b": torch.zeros(shape), "r": torch.zeros(shape[0]), "c": torch.zeros(shape[-1])}
              for shape in problem.shapes]
    while True:
        moved = []
        for p, slope, kept in zip(problem.split(theta), problem.split(g), memory):
            if muon:
                kept["b"] = mu * kept["b"] + (1 - mu) * slope
                o = mu * kept["b"] + (1 - mu) * slope if run.get("nesterov", True) else kept["b"]
                if p.dim() == 2:
                    o = orthogonal(o, run.get("ns_steps", 5))
                    rows, cols = p.shape
                    o = o * (0.2 * math.sqrt(max(rows, cols)) if "adjust_lr_fn" in run
                             else math.sqrt(max(1.0, rows / cols)))
                moved.append(p * (1 - rate * decay) - rate * o)
                continue
            fresh = t**tau
            size = max(eps2, math.sqrt((p**2).mean())) * min(rate, 1 / math.sqrt(t))
            if p.dim() == 2:
                kept["r"] = (1 - fresh) * kept["r"] + fresh * (slope**2).mean(dim=1)
                kept["c"] = (1 - fresh) * kept["c"] + fresh * (slope**2).mean(dim=0)
                v = torch.outer(kept["r"], kept["c"]) / max(kept["r"].mean(), eps1)
            else:
                v = kept["b"] = (1 - fresh) * kept["b"] + fresh * slope**2
            u = slope / torch.sqrt(torch.clamp(v, min=eps1**2))
            moved.append(p * (1 - rate * decay) - size * u / max(1.0, math.sqrt((u**2).mean()) / d))
        theta, g, rate, t = yield torch.cat([part.flatten() for part in moved])


def orthogonal(o, steps):
    x = o / max(torch.linalg.norm(o), 1e-7)
    for _ in range(steps):
        gram = x @ x.T
        x = 3.4445 * x + (-4.7750 * gram + 2.0315 * gram @ gram) @ x
    return x


def searched(run, problem):
    """The rules that look along a line, or at curvature."""
    kind, c1 = run["optimizer"], run.get("c1", 1e-4)
    theta, g, rate, t = yield
    identity = torch.eye(len(theta))
    inverse, learned, before, d, damping = identity, False, None, None, run.get("lambda", 1e-2)
    while True:
        loss = problem.value(theta).item()
        if kind == "gd_armijo":
            stride = rate
            while not problem.value(theta - stride * g) <= loss - c1 * stride * (g @ g):
                stride *= run.get("shrink", 0.5)
            theta = theta - stride * g
        elif kind == "newton":
            hessian = torch.autograd.functional.hessian(problem.value, theta)
            values, vectors = torch.linalg.eigh(hessian)
            if values[0] < 1e-8:
                values = values + max(abs(values[0]), 1e-8) - values[0]
            theta = theta - rate * (vectors @ ((vectors.T @ g) / values))
        elif kind == "levenberg_marquardt":
            j, r = torch.autograd.functional.jacobian(problem.residuals, theta), problem.residuals(theta)
            normal = j.T @ j
            shape = identity if run.get("scale") == "levenberg" else torch.diag(torch.diag(normal))
            damping /= run.get("factor", 10.0)
            for _ in range(run.get("max_trials", 40)):
                system = normal + damping * shape
                if torch.linalg.matrix_rank(system) == len(theta):
                    trial = theta - rate * torch.linalg.solve(system, j.T @ r)
                    if problem.value(trial) <= loss:
                        break
                damping *= run.get("factor", 10.0)
            else:
                raise ValueError("a loss that no trial lowers is not of these paths")
            theta = trial
        else:
            if kind == "gd_wolfe":
                d = -g
            elif kind == "bfgs":
                d = -inverse @ g
            elif before is None:
                d = -g
            elif run.get("beta") == "fletcher_reeves":
                d = -g + (g @ g) / (before @ before) * d
            else:
                d = -g + max(0.0, g @ (g - before) / (before @ before)) * d
            if g @ d >= 0:
                d = -g
            at = theta
            _, slope, stride, _ = _strong_wolfe(
                lambda _, a, way: problem.value_and_gradient(at + a * way), at, rate, d, loss, g, g @ d, c1=c1,
                c2=run.get("c2", 0.1 if kind == "nonlinear_cg" else 0.9), tolerance_change=1e-300)
            if kind == "bfgs":
                s, y = stride * d, slope - g
                if not learned:
                    inverse, learned = (s @ y) / (y @ y) * identity, True
                left = identity - torch.outer(s, y) / (s @ y)
                inverse = left @ inverse @ left.T + torch.outer(s, s) / (s @ y)
            theta, before = theta + stride * d, g
        theta, g, rate, t = yield theta
