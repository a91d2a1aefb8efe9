#!/usr/bin/python3
"""Writes the reference paths of this folder with PyTorch, in float64.

Each *.txt holds an experiment as TOML, a line of dashes, and one row per step: step, loss, theta, in
17 digits, where row k is the state before update k. The C++ tests, and `talweg check`, train the same
TOML and compare every row. Where the optimizer keeps an average of theta (asgd), it stands behind it. In models/ the
rows are the value, a direction, the gradient, and the Hessian times the direction, at the start. Run it from anywhere,
for all paths or for those that its arguments name; it needs Python 3.11 and PyTorch 1.13.1 (Debian: python3-torch).
"""

import math
import pathlib
import sys
import tomllib

import torch
from batches import rows as batch_rows

# Some optimizers keep numbers of their own in the default type.
torch.set_default_dtype(torch.float64)

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
    "l1": (
        PLANE,
        '[model]\nkind = "linear"\ninit = [2, -1.5, 1, 0.5]\n[loss]\nkind = "mse"\nl1 = 0.2\n[[run]]\noptimizer = "sgd"\nlr = 0.02\n', 200),
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


# Three subjects: a line, a cubic, and a small network; each with a start away from its minimum.
LINE = FOUR_POINTS
CUBIC = """\
[data]
x = [-1, -0.6, -0.2, 0.3, 0.7, 1]
y = [0.5, -0.8, 0.1, 0.9, -0.4, 1.2]
[model]
kind = "polynomial"
degree = 3
init = [0.5, -0.5, 0.25, 1]
"""
NETWORK = """\
[data]
x = [[-1, 0.5], [-0.5, -1], [0, 0.25], [0.5, 1], [1, -0.5], [0.25, 0.75], [-0.75, -0.25], [0.75, 0.5],
     [-0.25, 1], [0.1, -0.6], [0.6, -1], [-1, -1]]
y = [0.5, -1, 0.25, 1.5, -0.75, 1, 0.8, -0.2, 0.4, 0.9, -1.2, 0.1]
[model]
kind = "mlp"
hidden = [2]
activation = "tanh"
init = [0.3, -0.4, 0.5, 0.2, 0.05, -0.15, 0.7, -0.3, 0.2]
"""
SUBJECTS = {"line": LINE, "cubic": CUBIC, "network": NETWORK}
STEPS = 200

# optimizer: settings, the first on all three subjects, the others on two each in turn.
OPTIMIZERS = {
    "sgd": ["lr = 0.02", "lr = 0.03\nmomentum = 0.8\ndampening = 0.4\nweight_decay = 0.05",
            "lr = 0.02\nmomentum = 0.9\nnesterov = true\nweight_decay = 0.02"],
    "adam": ["lr = 0.02", "lr = 0.05\nbeta1 = 0.7\nbeta2 = 0.95\namsgrad = true\nweight_decay = 0.1",
             "lr = 0.1\neps = 0.01"],
    "adamw": ["lr = 0.02", "lr = 0.05\nweight_decay = 0.3\namsgrad = true", "lr = 0.01\nbeta1 = 0.5\neps = 0.001"],
    "adamax": ["lr = 0.02", "lr = 0.02\nbeta2 = 0.9\nweight_decay = 0.1", "lr = 0.03\nbeta1 = 0.5\neps = 0.01"],
    "nadam": ["lr = 0.005", "lr = 0.05\nmomentum_decay = 0.05\nweight_decay = 0.1", "lr = 0.03\nbeta2 = 0.9"],
    "radam": ["lr = 0.02", "lr = 0.05\nbeta2 = 0.99\nweight_decay = 0.1", "lr = 0.01\nbeta1 = 0.8\nbeta2 = 0.95"],
    "adagrad": ["lr = 0.1", "lr = 0.2\nlr_decay = 0.02\nweight_decay = 0.1",
                "lr = 0.1\ninitial_accumulator_value = 0.5\neps = 0.01"],
    "adadelta": ["lr = 1.0", "lr = 0.5\nrho = 0.8\nweight_decay = 0.1", "lr = 2.0\neps = 0.0001"],
    "rmsprop": ["lr = 0.002", "lr = 0.002\nalpha = 0.95\neps = 0.0001\ncentered = true\nmomentum = 0.5",
                "lr = 0.02\nmomentum = 0.8\nweight_decay = 0.1", "lr = 0.03\ncentered = true\neps = 0.01"],
    "rprop": ["lr = 0.01", "lr = 0.02\netaminus = 0.4\netaplus = 1.4\nstep_size_max = 0.5"],
    "asgd": ["lr = 0.02", "lr = 0.05\nlambd = 0.01\nalpha = 0.6\nt0 = 50\nweight_decay = 0.1"],
    "lbfgs": ["lr = 1.0\nline_search_fn = \"strong_wolfe\"\nmax_iter = 4", "lr = 0.5\nmax_iter = 2",
              "lr = 1.0\nline_search_fn = \"strong_wolfe\"\nhistory_size = 20", "lr = 0.2\nmax_iter = 4\nhistory_size = 3"],
}

# Where rounding alone moves a path: not on that subject.
TREMBLING = {"adamax_1_network", "nadam_1_network", "nadam_2_line", "adadelta_2_line", "rmsprop_1_network",
             "lbfgs_1_network", "lbfgs_2_network"}

# On the line, by SGD with momentum unless told otherwise.
SCHEDULES = {
    "constant": '{ kind = "constant", factor = 0.5, total_iters = 20 }',
    "linear": '{ kind = "linear", start_factor = 0.2, end_factor = 0.9, total_iters = 50 }',
    "step": '{ kind = "step", step_size = 30, gamma = 0.5 }',
    "multistep": '{ kind = "multistep", milestones = [20, 20, 90], gamma = 0.4 }',
    "exponential": '{ kind = "exponential", gamma = 0.98 }',
    "polynomial": '{ kind = "polynomial", total_iters = 150, power = 2.0 }',
    "cosine": '{ kind = "cosine", t_max = 60, eta_min = 0.002 }',
    "cosine_warm_restarts": '{ kind = "cosine_warm_restarts", t_0 = 20, t_mult = 2, eta_min = 0.001 }',
    "cyclic": '{ kind = "cyclic", base_lr = 0.002, max_lr = 0.02, step_size_up = 15, step_size_down = 25 }',
    "cyclic_triangular2": '{ kind = "cyclic", base_lr = 0.002, max_lr = 0.02, step_size_up = 20, '
                          'mode = "triangular2", base_momentum = 0.5, max_momentum = 0.8 }',
    "cyclic_exp_range": '{ kind = "cyclic", base_lr = 0.002, max_lr = 0.02, step_size_up = 20, '
                        'mode = "exp_range", gamma = 0.99, cycle_momentum = false }',
    "one_cycle": '{ kind = "one_cycle", max_lr = 0.03, total_steps = 201 }',
    "one_cycle_three_phase": '{ kind = "one_cycle", max_lr = 0.03, total_steps = 250, three_phase = true, '
                             'anneal_strategy = "linear", pct_start = 0.4 }',
    "plateau": '{ kind = "plateau", factor = 0.5, patience = 4, threshold = 0.01, cooldown = 3 }',
    "sequential": '{ kind = "sequential", milestones = [30], schedules = [{ kind = "linear", total_iters = 30 }, '
                  '{ kind = "cosine", t_max = 170 }] }',
    "sequential_swa": '{ kind = "sequential", milestones = [50, 120], schedules = [{ kind = "exponential", '
                      'gamma = 0.98 }, { kind = "cosine", t_max = 90, eta_min = 0.001 }, { kind = "swa", '
                      'swa_lr = 0.02, anneal_epochs = 40 }] }',
    "sequential_swa_first": '{ kind = "sequential", milestones = [40], schedules = [{ kind = "swa", swa_lr = 0.005, '
                            'anneal_strategy = "linear" }, { kind = "exponential", gamma = 0.99 }] }',
    "sequential_one_cycle": '{ kind = "sequential", milestones = [30], schedules = [{ kind = "linear", '
                            'total_iters = 30 }, { kind = "one_cycle", max_lr = 0.02, total_steps = 180 }] }',
    "sequential_one_cycle_between": '{ kind = "sequential", milestones = [70, 140], schedules = [{ kind = '
                                    '"cosine", t_max = 30, eta_min = 0.001 }, { kind = "one_cycle", max_lr = '
                                    '0.03, total_steps = 71, div_factor = 6.0 }, { kind = "step", '
                                    'step_size = 20, gamma = 0.5 }] }',
    "sequential_cyclic_first": '{ kind = "sequential", milestones = [50, 130], schedules = [{ kind = "cyclic", '
                               'base_lr = 0.004, max_lr = 0.02, step_size_up = 20 }, { kind = "exponential", '
                               'gamma = 0.99 }, { kind = "cosine_warm_restarts", t_0 = 20, eta_min = 0.001 }] }',
    "sequential_one_cycle_first": '{ kind = "sequential", milestones = [60], schedules = [{ kind = "one_cycle", '
                                  'max_lr = 0.02, total_steps = 61, div_factor = 4.0 }, '
                                  '{ kind = "exponential", gamma = 0.99 }] }',
    "sequential_cyclic_later": '{ kind = "sequential", milestones = [40, 110], schedules = [{ kind = '
                               '"cosine_warm_restarts", t_0 = 15 }, { kind = "cyclic", base_lr = 0.001, max_lr = '
                               '0.02, step_size_up = 20, cycle_momentum = false }, { kind = "polynomial", '
                               'total_iters = 100 }] }',
    "chained": '{ kind = "chained", schedules = [{ kind = "constant", factor = 0.1, total_iters = 20 }, '
               '{ kind = "exponential", gamma = 0.99 }] }',
    "chained_cosine": '{ kind = "chained", schedules = [{ kind = "exponential", gamma = 0.98 }, '
                      '{ kind = "cosine", t_max = 60, eta_min = 0.002 }, { kind = "step", step_size = 70 }] }',
    "swa": '{ kind = "swa", swa_lr = 0.005, anneal_epochs = 40, anneal_strategy = "linear" }',
}

# On the cubic, other settings than the above.
MORE_SCHEDULES = {
    "constant": '{ kind = "constant", factor = 0.2, total_iters = 90 }',
    "linear": '{ kind = "linear", start_factor = 1.0, end_factor = 0.1, total_iters = 150 }',
    "step": '{ kind = "step", step_size = 70, gamma = 0.8 }',
    "multistep": '{ kind = "multistep", milestones = [10, 60, 61, 150], gamma = 0.7 }',
    "exponential": '{ kind = "exponential", gamma = 1.003 }',
    "polynomial": '{ kind = "polynomial", total_iters = 180, power = 0.5 }',
    "cosine": '{ kind = "cosine", t_max = 33 }',
    "cosine_warm_restarts": '{ kind = "cosine_warm_restarts", t_0 = 45, eta_min = 0.005 }',
    "cyclic": '{ kind = "cyclic", base_lr = 0.005, max_lr = 0.05, step_size_up = 30, step_size_down = 10 }',
    "cyclic_triangular2": '{ kind = "cyclic", base_lr = 0.01, max_lr = 0.06, step_size_up = 13, '
                          'mode = "triangular2", cycle_momentum = false }',
    "cyclic_exp_range": '{ kind = "cyclic", base_lr = 0.005, max_lr = 0.05, step_size_up = 11, step_size_down = 24, '
                        'mode = "exp_range", gamma = 0.995 }',
    "one_cycle": '{ kind = "one_cycle", max_lr = 0.06, total_steps = 210, pct_start = 0.2, anneal_strategy = '
                 '"linear", div_factor = 10.0, final_div_factor = 100.0, base_momentum = 0.6 }',
    "one_cycle_three_phase": '{ kind = "one_cycle", max_lr = 0.05, total_steps = 240, three_phase = true, '
                             'max_momentum = 0.9, cycle_momentum = true }',
    "plateau": '{ kind = "plateau", factor = 0.7, patience = 3, threshold = 0.002, threshold_mode = "abs", '
               'min_lr = 0.004 }',
    "plateau_max": '{ kind = "plateau", mode = "max", factor = 0.9, patience = 6, cooldown = 4, min_lr = 0.001, '
                   'eps = 0.0002 }',
    "plateau_max_abs": '{ kind = "plateau", mode = "max", factor = 0.8, patience = 12, threshold = 0.1, '
                       'threshold_mode = "abs", eps = 0.001 }',
    "swa": '{ kind = "swa", swa_lr = 0.04, anneal_epochs = 70 }',
    "sequential": '{ kind = "sequential", milestones = [25, 90], schedules = [{ kind = "constant", factor = 0.3, '
                  'total_iters = 10 }, { kind = "multistep", milestones = [20, 40], gamma = 0.5 }, '
                  '{ kind = "exponential", gamma = 0.99 }] }',
    "chained": '{ kind = "chained", schedules = [{ kind = "linear", start_factor = 0.2, total_iters = 30 }, '
               '{ kind = "polynomial", total_iters = 190 }] }',
}

# On the network, by Adam with batches of 5 of the 12 points.
EPOCH_SCHEDULES = {
    "step": '{ kind = "step", step_size = 9, gamma = 0.7, per = "epoch" }',
    "cosine": '{ kind = "cosine", t_max = 25, eta_min = 0.002, per = "epoch" }',
    "one_cycle": '{ kind = "one_cycle", max_lr = 0.03, total_steps = 68, per = "epoch" }',
    "plateau": '{ kind = "plateau", factor = 0.6, patience = 2, threshold = 0.02, per = "epoch" }',
    "steps_of_batches": '{ kind = "exponential", gamma = 0.995 }',
}

CLIPPING = {
    "clip_norm": "clip_norm = 0.5",
    "clip_value": "clip_value = 0.3",
    "clip_both": "clip_value = 0.6\nclip_norm = 0.7",
}

LOSSES = {
    "mae": 'kind = "mae"', "huber": 'kind = "huber"\ndelta = 0.7', "smooth_l1": 'kind = "smooth_l1"\nbeta = 0.6',
    "mse_l2": 'kind = "mse"\nl2 = 0.02',
    "mse_l1": 'kind = "mse"\nl1 = 0.1', "mse_elastic": 'kind = "mse"\nl1 = 0.05\nl2 = 0.1\npenalise_biases = true',
}


def add_cases():
    """The tables above as cases: name to (data and model, rest of the experiment, steps)."""
    names = list(SUBJECTS)
    for optimizer, settings in OPTIMIZERS.items():
        for i, options in enumerate(settings):
            for subject in (names if i == 0 else [names[i % 3], names[(i + 1) % 3]]):
                if f"{optimizer}_{i}_{subject}" in TREMBLING:
                    continue
                run = f'[[run]]\noptimizer = "{optimizer}"\n{options}\n'
                CASES[f"{optimizer}_{i}_{subject}"] = (SUBJECTS[subject], run, STEPS)
    for name, table in SCHEDULES.items():
        run = f'[[run]]\noptimizer = "sgd"\nlr = 0.01\nmomentum = 0.6\nschedule = {table}\n'
        CASES[f"schedule_{name}"] = (LINE, run, STEPS)
    CASES["schedule_one_cycle_adam"] = (
        CUBIC, f'[[run]]\noptimizer = "adam"\nlr = 0.01\nschedule = {SCHEDULES["one_cycle"]}\n', STEPS)
    for name, table in SCHEDULES.items():
        if "cyclic" not in name:  # PyTorch 1.13.1 does not cycle the momentum of Adam there
            run = f'[[run]]\noptimizer = "adam"\nlr = 0.02\nschedule = {table}\n'
            CASES.setdefault(f"schedule_{name}_network", (NETWORK, run, STEPS))
    for name, table in MORE_SCHEDULES.items():
        run = f'[[run]]\noptimizer = "sgd"\nlr = 0.02\nmomentum = 0.5\nschedule = {table}\n'
        CASES[f"schedule_{name}_cubic"] = (CUBIC, run, STEPS)
    for name, table in EPOCH_SCHEDULES.items():
        run = f'[[run]]\noptimizer = "adam"\nlr = 0.02\nbatch = 5\nschedule = {table}\n'
        CASES[f"schedule_{name}_epochs"] = ("seed = 7\n" + NETWORK, run, STEPS)
    for name, options in CLIPPING.items():
        CASES[f"{name}_sgd"] = (
            CUBIC, f'[[run]]\noptimizer = "sgd"\nlr = 0.05\nmomentum = 0.5\n{options}\n', STEPS)
        CASES[f"{name}_rmsprop"] = (LINE, f'[[run]]\noptimizer = "rmsprop"\nlr = 0.01\n{options}\n', STEPS)
    for optimizer in ("adam", "adamw"):
        for name in ("mse_l2", "mse_elastic"):
            CASES[f"{optimizer}_{name}"] = (
                NETWORK, f'[loss]\n{LOSSES[name]}\n[[run]]\noptimizer = "{optimizer}"\nlr = 0.01\n', STEPS)
    for name, options in CLIPPING.items():
        CASES[name] = (NETWORK, f'[[run]]\noptimizer = "adam"\nlr = 0.05\n{options}\n', STEPS)
    for name, loss in LOSSES.items():
        CASES[f"loss_{name}"] = (
            CUBIC, f'[loss]\n{loss}\n[[run]]\noptimizer = "sgd"\nlr = 0.03\nmomentum = 0.5\n', STEPS)


def make_optimizer(run, parameters):
    known = ("optimizer", "schedule", "batch", "beta1", "beta2", "clip_norm", "clip_value", "etaminus", "etaplus",
             "step_size_min", "step_size_max", "line_search_fn")
    options = {k: v for k, v in run.items() if k not in known}
    kind = run["optimizer"]
    classes = {"sgd": "SGD", "adam": "Adam", "adamw": "AdamW", "adamax": "Adamax", "nadam": "NAdam",
               "radam": "RAdam", "adagrad": "Adagrad", "adadelta": "Adadelta", "rmsprop": "RMSprop",
               "rprop": "Rprop", "asgd": "ASGD", "lbfgs": "LBFGS"}
    if kind in ("adam", "adamw", "adamax", "nadam", "radam"):
        options["betas"] = (run.get("beta1", 0.9), run.get("beta2", 0.999))
    if kind == "rprop":
        options["etas"] = (run.get("etaminus", 0.5), run.get("etaplus", 1.2))
        options["step_sizes"] = (run.get("step_size_min", 1e-6), run.get("step_size_max", 50.0))
    if kind == "lbfgs":
        options["line_search_fn"] = run.get("line_search_fn")
    else:
        options["foreach"] = False
    return getattr(torch.optim, classes[kind])(list(parameters), **options)


def make_schedule(settings, optimizer):
    if settings is None:
        return None
    kinds = {"constant": "ConstantLR", "linear": "LinearLR", "step": "StepLR", "multistep": "MultiStepLR",
             "exponential": "ExponentialLR", "polynomial": "PolynomialLR", "cosine": "CosineAnnealingLR",
             "cosine_warm_restarts": "CosineAnnealingWarmRestarts", "cyclic": "CyclicLR",
             "one_cycle": "OneCycleLR", "plateau": "ReduceLROnPlateau"}
    spelling = {"t_max": "T_max", "t_0": "T_0", "t_mult": "T_mult"}
    options = {spelling.get(k, k): v for k, v in settings.items() if k not in ("kind", "schedules", "per")}
    scheduler = torch.optim.lr_scheduler
    if settings["kind"] == "sequential":
        parts = [make_schedule(part, optimizer) for part in settings["schedules"]]
        return scheduler.SequentialLR(optimizer, parts, options["milestones"])
    if settings["kind"] == "chained":
        return scheduler.ChainedScheduler([make_schedule(part, optimizer) for part in settings["schedules"]])
    if settings["kind"] == "swa":
        return torch.optim.swa_utils.SWALR(optimizer, **options)
    if "anneal_strategy" in options:
        options["anneal_strategy"] = {"cos": "cos", "linear": "linear"}[options["anneal_strategy"]]
    return getattr(scheduler, kinds[settings["kind"]])(optimizer, **options)


def make_model(settings, inputs):
    """The module and how it is fed; theta is its parameters() in order."""
    kind = settings.get("kind", "linear")
    if kind == "polynomial":
        degree = settings["degree"]
        model = torch.nn.Linear(degree, 1, dtype=torch.float64)
        return model, lambda x: model(torch.cat([x**k for k in range(1, degree + 1)], dim=1))
    if kind == "mlp":
        sizes = [inputs, *settings["hidden"], 1]
        layers = []
        for a, b in zip(sizes, sizes[1:]):
            layers += [torch.nn.Linear(a, b, dtype=torch.float64), torch.nn.Tanh()]
        model = torch.nn.Sequential(*layers[:-1])
        return model, model
    model = torch.nn.Linear(inputs, 1, dtype=torch.float64)
    return model, model


ACTIVATIONS = {"relu": torch.nn.ReLU, "leaky_relu": torch.nn.LeakyReLU, "elu": torch.nn.ELU, "gelu": torch.nn.GELU,
               "silu": torch.nn.SiLU, "mish": torch.nn.Mish, "tanh": torch.nn.Tanh, "hard_tanh": torch.nn.Hardtanh,
               "sigmoid": torch.nn.Sigmoid, "softplus": torch.nn.Softplus, "identity": torch.nn.Identity}


class Sine(torch.nn.Module):
    def forward(self, x):
        return torch.sin(x)


def general_model(settings, inputs, outputs):
    """As make_model, with any number of outputs, without a bias, and an activation for each layer."""
    kind = settings["kind"]
    bias = settings.get("bias", True)
    if kind == "polynomial":
        degree = settings["degree"]
        model = torch.nn.Linear(inputs * degree, outputs, bias=bias)
        return model, lambda x: model(torch.stack([x**k for k in range(1, degree + 1)], dim=2).flatten(1))
    if kind == "mlp":
        sizes = [inputs, *settings["hidden"], outputs]
        chosen = settings["activation"]
        chosen = chosen if isinstance(chosen, list) else [chosen] * len(settings["hidden"])
        layers = []
        for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
            layers.append(torch.nn.Linear(a, b))
            if i < len(chosen):
                layers.append(ACTIVATIONS.get(chosen[i], Sine)())
        model = torch.nn.Sequential(*layers)
        return model, model
    model = torch.nn.Linear(inputs, outputs, bias=bias)
    return model, model


LOGISTIC = 'y = [1, 0, 1, 1, 0, 0]', 'kind = "bce_with_logits"'
SOFTMAX = 'y = [2, 0, 1, 1, 2, 0]', 'kind = "cross_entropy"'
SQUARES = 'y = [1.5, -0.25, 2, 3.75, -1.5, 0.5]', 'kind = "mse"'

# name: (targets and loss, model)
MODELS = {
    "linear": (SQUARES, 'kind = "linear"'),
    "linear_no_bias": (SQUARES, 'kind = "linear"\nbias = false'),
    "logistic": (LOGISTIC, 'kind = "linear"'),
    "softmax": (SOFTMAX, 'kind = "linear"'),
    "softmax_no_bias": (SOFTMAX, 'kind = "linear"\nbias = false'),
    "polynomial": (SQUARES, 'kind = "polynomial"\ndegree = 4'),
    "polynomial_no_bias": (SQUARES, 'kind = "polynomial"\ndegree = 15\nbias = false'),
    "polynomial_softmax": (SOFTMAX, 'kind = "polynomial"\ndegree = 3'),
    "mlp_layers": (SQUARES, 'kind = "mlp"\nhidden = [4, 3, 2]\nactivation = ["relu", "sine", "softplus"]'),
    "mlp_deep": (SQUARES, 'kind = "mlp"\nhidden = [3, 2, 4, 3]\nactivation = ["mish", "elu", "sigmoid", "gelu"]'),
    "mlp_softmax": (SOFTMAX, 'kind = "mlp"\nhidden = [5, 3]\nactivation = ["silu", "leaky_relu"]'),
    "mlp_logistic": (LOGISTIC, 'kind = "mlp"\nhidden = [3, 3]\nactivation = ["tanh", "identity"]'),
    "mlp_none": (SOFTMAX, 'kind = "mlp"\nhidden = []\nactivation = "tanh"'),
}
MODELS |= {f"mlp_{name}": (SOFTMAX, f'kind = "mlp"\nhidden = [4, 3]\nactivation = "{name}"')
           for name in [*ACTIVATIONS, "sine"]}


def write_model(folder, name, targets, loss_text, model_text):
    """Value, gradient, and the Hessian times a direction, at numbers that a start gives."""
    text = PLANE.split("y = ")[0] + targets + f"\n[loss]\n{loss_text}\n[model]\n{model_text}\n"
    settings = tomllib.loads(text)
    x = torch.tensor(settings["data"]["x"])
    kind = settings["loss"]["kind"]
    model, predict = general_model(settings["model"], x.shape[1], 3 if kind == "cross_entropy" else 1)
    count = sum(parameter.numel() for parameter in model.parameters())
    start = [((i * 7) % 11 - 5) / 8 for i in range(count)]
    direction = [((i * 5) % 7 - 3) / 4 for i in range(count)]
    if settings["model"].get("degree", 0) > 10:  # 3 to the fifteenth power is large
        start = [value / 3**(i % 15) for i, value in enumerate(start)]
    set_start(model, start)
    y = torch.tensor(settings["data"]["y"])
    parameters = list(model.parameters())
    if kind == "cross_entropy":
        loss = torch.nn.functional.cross_entropy(predict(x), y)
    elif kind == "bce_with_logits":
        loss = torch.nn.functional.binary_cross_entropy_with_logits(predict(x)[:, 0], y.double())
    else:
        loss = torch.nn.functional.mse_loss(predict(x)[:, 0], y)
    slopes = torch.autograd.grad(loss, parameters, create_graph=True)
    gradient = torch.cat([slope.flatten() for slope in slopes])
    along = gradient @ torch.tensor(direction)
    if along.requires_grad:
        bends = torch.autograd.grad(along, parameters, allow_unused=True)
        product = torch.cat([(torch.zeros_like(p) if b is None else b).flatten() for p, b in zip(parameters, bends)])
    else:
        product = torch.zeros_like(gradient)
    with open(folder / f"{name}.txt", "w", encoding="ascii") as file:
        file.write(f"{text}init = [{', '.join(f'{value:.17g}' for value in start)}]\n[[run]]\n---\n")
        for row in ([loss.item()], direction, gradient.tolist(), product.tolist()):
            file.write(" ".join(f"{value:.17g}" for value in row) + "\n")


def write_models(folder):
    folder.mkdir(exist_ok=True)
    for name, ((targets, loss), model) in MODELS.items():
        write_model(folder, name, targets, loss, model)


def data_loss(settings, prediction, target):
    functional = torch.nn.functional
    kind = settings.get("kind", "mse")
    if kind == "mae":
        return functional.l1_loss(prediction, target)
    if kind == "huber":
        return functional.huber_loss(prediction, target, delta=settings["delta"])
    if kind == "smooth_l1":
        return functional.smooth_l1_loss(prediction, target, beta=settings["beta"])
    return (0.5 if kind == "half_mse" else 1.0) * functional.mse_loss(prediction, target)


def penalty(settings, model):
    penalised = [p for name, p in model.named_parameters()
                 if name.endswith("weight") or settings.get("penalise_biases", False)]
    l1, l2 = settings.get("l1", 0.0), settings.get("l2", 0.0)
    return l1 * sum(p.abs().sum() for p in penalised) + l2 * sum((p**2).sum() for p in penalised)


def set_start(model, start):
    with torch.no_grad():
        position = 0
        for parameter in model.parameters():
            count = parameter.numel()
            values = start[position:position + count] if start else [0.0] * count
            parameter.copy_(torch.tensor(values, dtype=torch.float64).reshape(parameter.shape))
            position += count


def rows(experiment, steps, nudge=1.0):
    x = torch.tensor(experiment["data"]["x"], dtype=torch.float64)
    if x.dim() == 1:
        x = x[:, None]
    y = torch.tensor(experiment["data"]["y"], dtype=torch.float64)[:, None]
    model_settings = experiment.get("model", {})
    model, predict = make_model(model_settings, x.shape[1])
    set_start(model, model_settings.get("init"))
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(nudge).add_(nudge - 1.0)
    loss_settings = experiment.get("loss", {})
    run = experiment["run"][0]
    optimizer = make_optimizer(run, model.parameters())
    schedule = make_schedule(run.get("schedule"), optimizer)

    points = len(x)
    batch = run.get("batch", points)
    epoch_steps = -(-points // batch)  # 1: all points
    at = list(range(points))

    def loss_over(chosen):
        return data_loss(loss_settings, predict(x[chosen]), y[chosen]) + penalty(loss_settings, model)

    def closure():
        optimizer.zero_grad()
        loss = loss_over(at)
        loss.backward()
        if "clip_value" in run:
            torch.nn.utils.clip_grad_value_(model.parameters(), run["clip_value"])
        if "clip_norm" in run:
            torch.nn.utils.clip_grad_norm_(model.parameters(), run["clip_norm"])
        return loss

    for step in range(steps + 1):
        if epoch_steps > 1:
            at = batch_rows(experiment.get("seed", 0), points, batch, step)
        loss = closure().item()
        theta = [value for parameter in model.parameters() for value in parameter.flatten().tolist()]
        if not all(math.isfinite(value) for value in [loss, *theta]):
            raise ValueError(f"not finite at step {step}")
        average = []
        if run["optimizer"] == "asgd":  # its own, which is the start before the first step
            average = [value for parameter in model.parameters()
                       for value in optimizer.state[parameter].get("ax", parameter).flatten().tolist()]
        yield step, loss, *theta, *average
        optimizer.step(closure) if run["optimizer"] == "lbfgs" else optimizer.step()
        if schedule is None:
            continue
        per_epoch = run["schedule"].get("per") == "epoch"
        if per_epoch and (step + 1) % epoch_steps != 0:
            continue
        if run["schedule"]["kind"] == "plateau":
            # By epochs it hears the loss of all points where the next one begins.
            schedule.step(loss_over(list(range(points))).item() if per_epoch and epoch_steps > 1 else loss)
        else:
            schedule.step()


def sensitivity(one, other):
    """The largest relative difference of two paths, as path_deviation() of the tests has it."""
    largest = 0.0
    for a, b in zip(one, other):
        scale = max(abs(value) for value in a[2:]) or 1.0
        largest = max(largest, *(abs(x - y) / scale for x, y in zip(a[2:], b[2:])))
        largest = max(largest, abs(a[1] - b[1]) / max(abs(a[1]), 1e-6 * one[0][1]))
    return largest


def write_path(file, toml, steps, make_rows):
    """A path that rounding of the start alone moves by more than a tenth of what the tests allow proves nothing."""
    path = list(make_rows(tomllib.loads(toml), steps))
    moved = sensitivity(path, list(make_rows(tomllib.loads(toml), steps, 1.0 + 2.0**-51)))
    if not moved <= 1e-11 and file.stem != "sgd_diverging":
        raise ValueError(f"{file.stem}: rounding moves it by {moved:.1g}")
    with open(file, "w", encoding="ascii") as out:
        out.write(f"{toml}---\n")
        for row in path:
            out.write(" ".join(f"{value:.17g}" for value in row) + "\n")


def main():
    add_cases()
    folder = pathlib.Path(__file__).resolve().parent
    write_models(folder / "models")
    for name, (data, rest, steps) in CASES.items():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        write_path(folder / f"{name}.txt", f"{data}{rest}", steps, rows)


if __name__ == "__main__":
    main()
