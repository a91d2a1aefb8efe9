#!/usr/bin/env python3
"""Writes functions/values.txt: values and derivatives of the test functions, by mpmath in 50 digits.

A line each: id, x, y, f, df/dx, df/dy, d2f/dx2, d2f/dxdy, d2f/dy2, at the defaults of the function's knobs. The formulas
are written here anew from their sources and differentiated numerically in high precision, so that they share nothing
with the program's.
"""
from mpmath import cos, diff, exp, mp, mpf, phi, pi, radians, sin, sqrt

mp.dps = 50


def quadratic(x, y, kappa=20, angle=30):
    c, s = cos(radians(angle)), sin(radians(angle))
    return ((c * x + s * y) ** 2 + kappa * (c * y - s * x) ** 2) / 2


def noisy_ravine(x, y, kappa=20, noise=mpf(1) / 10, grain=mpf(2) / 5):
    k = 2 * pi / grain
    directions = [(mpf(8) / 10, mpf(6) / 10, 1), (-mpf(8) / 10, mpf(6) / 10, phi), (mpf(28) / 100, mpf(96) / 100, phi**2)]
    waves = [cos(k * scale * (a * x + b * y)) for a, b, scale in directions]
    return (x * x + kappa * y * y) / 2 + noise * (1 - sum(waves) / 3)


def goldstein_price(x, y):
    return (1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x * x - 14 * y + 6 * x * y + 3 * y * y)) * (
        30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x * x + 48 * y - 36 * x * y + 27 * y * y))


FUNCTIONS = {
    "rosenbrock": lambda x, y: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
    "sphere": lambda x, y: x * x + y * y,
    "quadratic": quadratic,
    "booth": lambda x, y: (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2,
    "matyas": lambda x, y: mpf(26) / 100 * (x * x + y * y) - mpf(48) / 100 * x * y,
    "beale": lambda x, y: (mpf(3) / 2 - x + x * y) ** 2 + (mpf(9) / 4 - x + x * y**2) ** 2 +
    (mpf(21) / 8 - x + x * y**3) ** 2,
    "noisy_ravine": noisy_ravine,
    "himmelblau": lambda x, y: (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
    "three_hump_camel": lambda x, y: 2 * x**2 - mpf(105) / 100 * x**4 + x**6 / 6 + x * y + y * y,
    "six_hump_camel": lambda x, y: (4 - mpf(21) / 10 * x * x + x**4 / 3) * x * x + x * y + (4 * y * y - 4) * y * y,
    "styblinski_tang": lambda x, y: sum(t**4 - 16 * t**2 + 5 * t for t in (x, y)) / 2,
    "goldstein_price": goldstein_price,
    "mccormick": lambda x, y: sin(x + y) + (x - y) ** 2 - mpf(3) / 2 * x + mpf(5) / 2 * y + 1,
    "branin": lambda x, y: (y - mpf(51) / 40 / pi**2 * x * x + 5 / pi * x - 6) ** 2 + 10 * (1 - 1 / (8 * pi)) * cos(x) + 10,
    "ackley": lambda x, y: -20 * exp(-sqrt((x * x + y * y) / 2) / 5) - exp((cos(2 * pi * x) + cos(2 * pi * y)) / 2) +
    exp(1) + 20,
    "rastrigin": lambda x, y: 20 + sum(t * t - 10 * cos(2 * pi * t) for t in (x, y)),
    "levi": lambda x, y: sin(3 * pi * x) ** 2 + (x - 1) ** 2 * (1 + sin(3 * pi * y) ** 2) +
    (y - 1) ** 2 * (1 + sin(2 * pi * y) ** 2),
    "saddle": lambda x, y: x * x - y * y,
    "monkey_saddle": lambda x, y: x**3 - 3 * x * y * y,
    "plateau": lambda x, y: 1 - exp(-(x * x + y * y) / 2),
    "formula": lambda x, y: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
    "easom": lambda x, y: -cos(x) * cos(y) * exp(-((x - pi) ** 2) - (y - pi) ** 2),
}
POINTS = [(1.25, -0.75), (-0.4375, 2.1875), (2.625, 3.0625)]

with open(__file__.replace("make_function_reference.py", "functions/values.txt"), "w", encoding="ascii") as out:
    for name, f in FUNCTIONS.items():
        for x, y in POINTS:
            at = (mpf(x), mpf(y))
            orders = [(1, 0), (0, 1), (2, 0), (1, 1), (0, 2)]
            numbers = [f(*at)] + [diff(f, at, order) for order in orders]
            print(name, x, y, *[repr(float(n)) for n in numbers], file=out)
