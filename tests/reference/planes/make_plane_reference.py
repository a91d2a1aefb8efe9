#!/usr/bin/python3
"""Writes main_directions.txt and three_points.txt of this folder with PyTorch, in float64.

main_directions.txt: the points (one per line, of 7 numbers), a dashed line, the first main direction, the second
one, the shares of the variance along both, and of every point its coordinates over the plane through the last point
and how far it stands out of it. three_points.txt: three points, a dashed line, the two directions of the plane
through them, the coordinates of all three, and those of the points of the first file with their distances.
Run it from anywhere; it needs PyTorch 1.13.1 (Debian: python3-torch).
"""

import math
import pathlib

import torch

HERE = pathlib.Path(__file__).parent
P, M = 7, 12


def text(numbers):
    return " ".join(f"{float(x):.17g}" for x in numbers) + "\n"


def places(points, origin, u, v):
    rows = []
    basis = torch.stack([u, v], 1)
    for point in points:
        way = point - origin
        at = torch.linalg.lstsq(basis, way.unsqueeze(1)).solution[:, 0]
        rows.append([*at, torch.linalg.norm(way - basis @ at)])
    return rows


# A spiral that shrinks, with a little of every other direction.
points = torch.tensor(
    [[3.0 * 0.8**k * math.cos(0.7 * k + 0.9 * i) + 0.3 * math.sin(1.7 * k * (i + 1)) + 0.25 * i for i in range(P)]
     for k in range(M)], dtype=torch.float64)

centred = points - points.mean(0)
_, sizes, directions = torch.linalg.svd(centred, full_matrices=False)
u, v = directions[0], directions[1]
if torch.dot(u, points[-1] - points[0]) < 0:
    u = -u
if v[v.abs().argmax()] < 0:
    v = -v
shares = sizes[:2] ** 2 / (sizes**2).sum()
with open(HERE / "main_directions.txt", "w", encoding="ascii") as file:
    file.writelines(text(point) for point in points)
    file.write("---\n")
    file.write(text(u) + text(v) + text(shares))
    file.writelines(text(row) for row in places(points, points[-1], u, v))

three = torch.stack([points[0], points[5], points[11]])
q, r = torch.linalg.qr(torch.stack([three[1] - three[0], three[2] - three[0]], 1))
q = q * torch.sign(torch.diagonal(r))
u, v = q[:, 0], q[:, 1]
with open(HERE / "three_points.txt", "w", encoding="ascii") as file:
    file.writelines(text(point) for point in three)
    file.write("---\n")
    file.write(text(u) + text(v))
    file.writelines(text(row) for row in places([*three, *points], three[0], u, v))
