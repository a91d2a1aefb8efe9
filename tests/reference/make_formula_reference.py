#!/usr/bin/env python3
"""Writes formulas/smooth.txt, by mpmath in 50 digits, and formulas/corners.txt, by PyTorch's autograd.

A line each: x, y, a, b, f, df/dx, df/dy, d2f/dx2, d2f/dxdy, d2f/dy2, and the formula as one types it. Each is written
here anew in Python and differentiated numerically in high precision (smooth) or by another program (corners).
"""
import mpmath
from mpmath import mp, mpf

mp.dps = 50
m = mpmath
PI, E = m.pi, m.e

SMOOTH = [
    ("x", lambda x, y, a, b: x),
    ("3", lambda x, y, a, b: mpf(3)),
    ("a*x + b*y - 1", lambda x, y, a, b: a * x + b * y - 1),
    ("(1-x)^2 + 100*(y-x^2)^2", lambda x, y, a, b: (1 - x) ** 2 + 100 * (y - x * x) ** 2),
    ("-x^2", lambda x, y, a, b: -(x * x)),
    ("2^3^2*x - -y", lambda x, y, a, b: 512 * x + y),
    ("x**2*y**3 - x^-2*y^-1 + x^7 - y^-5", lambda x, y, a, b: x**2 * y**3 - 1 / x**2 / y + x**7 - 1 / y**5),
    ("x/y + 1/(1 + x^2 + y^2) - y/4", lambda x, y, a, b: x / y + 1 / (1 + x * x + y * y) - y / 4),
    ("x^1.5*y^0.25 + (x*y)^0.5", lambda x, y, a, b: x ** mpf(1.5) * y ** mpf(0.25) + m.sqrt(x * y)),
    ("x^y + pow(y, x)", lambda x, y, a, b: x**y + y**x),
    ("2^x + e^(x*y) - a^y", lambda x, y, a, b: mpf(2) ** x + m.exp(x * y) - a**y),
    ("sin(a*x)*cos(b*y) + tan(x/2)", lambda x, y, a, b: m.sin(a * x) * m.cos(b * y) + m.tan(x / 2)),
    ("asin(x/4) - acos(y/4)*atan(x*y)", lambda x, y, a, b: m.asin(x / 4) - m.acos(y / 4) * m.atan(x * y)),
    ("sinh(x) + cosh(y) - tanh(x - 2*y)", lambda x, y, a, b: m.sinh(x) + m.cosh(y) - m.tanh(x - 2 * y)),
    ("exp(-(x^2 + y^2)/2)*log(1 + x^2)", lambda x, y, a, b: m.exp(-(x * x + y * y) / 2) * m.log(1 + x * x)),
    ("ln(x) + log10(y) + sqrt(x + y)", lambda x, y, a, b: m.log(x) + m.log10(y) + m.sqrt(x + y)),
    ("abs(x - 2*y)^3 + abs(y)", lambda x, y, a, b: abs(x - 2 * y) ** 3 + abs(y)),
    ("min(x^2, y, 9)*max(sin(x), y^2)", lambda x, y, a, b: min(x * x, y, mpf(9)) * max(m.sin(x), y * y)),
    ("20 + e - 20*exp(-0.2*sqrt(0.5*(x^2 + y^2))) - exp(0.5*(cos(2*pi*x) + cos(2*pi*y)))",
     lambda x, y, a, b: 20 + E - 20 * m.exp(-m.sqrt((x * x + y * y) / 2) / 5) -
     m.exp((m.cos(2 * PI * x) + m.cos(2 * PI * y)) / 2)),
    ("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", lambda x, y, a, b: (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2),
    (" .5e1 * x\t- 1.e-2*(+y) ", lambda x, y, a, b: 5 * x - y / 100),
    ("((((((a))))))*x^64 / 1E20 - x^65 / 1e20", lambda x, y, a, b: (a * x**64 - x**65) / mpf(10) ** 20),
    ("1/(x*x) - (x*x)*(x*x)", lambda x, y, a, b: 1 / (x * x) - x**4),
]
POINTS = [(1.25, 0.75, 0.5, 2.0), (0.4375, 2.1875, 3.0, -1.25), (2.625, 3.0625, 1.0, 0.25)]
ORDERS = [(1, 0), (0, 1), (2, 0), (1, 1), (0, 2)]

# At corners, and where a power has no base: what PyTorch says of value and gradient.
CORNERS = [
    ("abs(x)", "x.abs()"), ("abs(x - y)*3", "(x - y).abs() * 3"), ("max(x, y)", "torch.maximum(x, y)"),
    ("min(2*x, 5*y)", "torch.minimum(2 * x, 5 * y)"),
    ("max(x, y, x*y)", "torch.maximum(x, torch.maximum(y, x * y))"),
    ("max(x, 0)^2 + min(y, 0)", "torch.maximum(x, zero) ** 2 + torch.minimum(y, zero)"), ("x^y", "x ** y"),
    ("0^y + x", "zero ** y + x"), ("x^2 + y^0", "x ** 2 + y ** 0"), ("log(x) + 1/y", "x.log() + 1 / y"),
    ("sqrt(-1 - x^2) + y", "(-1 - x ** 2).sqrt() + y"),
]
CORNER_POINTS = [(0.0, 0.0), (0.0, 2.0), (1.0, 1.0), (-1.0, -1.0), (0.0, 1.0)]


def line(out, x, y, a, b, numbers, text):
    print(x, y, a, b, *[repr(float(n)) for n in numbers], text, file=out)


here = __file__.rsplit("/", 1)[0] if "/" in __file__ else "."
with open(here + "/formulas/smooth.txt", "w", encoding="ascii") as out:
    for text, f in SMOOTH:
        for x, y, a, b in POINTS:
            g = lambda u, v: f(u, v, mpf(a), mpf(b))
            line(out, x, y, a, b, [g(mpf(x), mpf(y))] + [m.diff(g, (mpf(x), mpf(y)), o) for o in ORDERS], text)

import torch  # noqa: E402

with open(here + "/formulas/corners.txt", "w", encoding="ascii") as out:
    for text, code in CORNERS:
        for at in CORNER_POINTS:
            x, y = (torch.tensor(t, dtype=torch.float64, requires_grad=True) for t in at)
            zero = torch.tensor(0.0, dtype=torch.float64)
            value = eval(code)
            gradient = torch.autograd.grad(value, (x, y), allow_unused=True)
            slopes = [0.0 if g is None else g.item() for g in gradient]
            print(*at, value.item(), *slopes, text, file=out)
