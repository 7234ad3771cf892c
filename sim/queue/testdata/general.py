"""Writes general.json: M/M/n+G at random and extreme parameters, to 15 digits.

The integrals of Zeltyn and Mandelbaum (Queueing Systems 51, 2005) by mpmath with
40 digits: tanh-sinh quadrature between many points, with H by its closed form.
Run: python3 general.py > general.json
"""
import json
import random
from mpmath import mp, mpf, exp, log, quad, erfc, sqrt, gamma, gammainc, inf, findroot

mp.dps = 40


def normal(z):
    return erfc(-z / sqrt(2)) / 2


class Patience:
    def __init__(self, kind, at_once=0, **parts):
        self.kind, self.at_once = kind, mpf(at_once)
        for name, value in parts.items():
            setattr(self, name, mpf(value))

    def left(self, x):
        return (1 - self.at_once) * self._left(x)

    def waited(self, x):
        return (1 - self.at_once) * self._waited(x)

    def _left(self, x):
        if x == 0:
            return mpf(1)
        if self.kind == "exponential":
            return exp(-x / self.mean)
        if self.kind == "hyperexponential":
            return self.p * exp(-x / self.mean_1) + (1 - self.p) * exp(-x / self.mean_2)
        if self.kind == "lognormal":
            return normal(-(log(x / self.mean) / self.sigma + self.sigma / 2))
        if self.kind == "weibull":
            return exp(-((x / self.scale()) ** self.shape))
        return mpf(1)

    def _waited(self, x):
        if x == 0:
            return mpf(0)
        if self.kind == "exponential":
            return self.mean * (1 - exp(-x / self.mean))
        if self.kind == "hyperexponential":
            return (self.p * self.mean_1 * (1 - exp(-x / self.mean_1))
                    + (1 - self.p) * self.mean_2 * (1 - exp(-x / self.mean_2)))
        if self.kind == "lognormal":
            z = log(x / self.mean) / self.sigma + self.sigma / 2
            return x * normal(-z) + self.mean * normal(z - self.sigma)
        if self.kind == "weibull":
            k, z = self.shape, (x / self.scale()) ** self.shape
            return x * exp(-z) + self.scale() * gammainc(1 + 1 / k, 0, z)
        return x

    def scale(self):
        return self.mean / gamma(1 + 1 / self.shape)


def inverse_b(n, load):
    total = term = mpf(1)
    for k in range(n, 0, -1):
        term *= k / load
        total += term
    return total


def solve(rate, handle, n, p, t):
    rate, handle, t = mpf(rate), mpf(handle), mpf(t)
    capacity = n / handle
    slope = lambda x: rate * p.left(x) - capacity
    phi = lambda x: rate * p.waited(x) - capacity * x
    at = mpf(0)
    if slope(mpf(0)) > 0:
        low, high = mpf(0), handle
        while slope(high) > 0:
            low, high = high, 2 * high
        for _ in range(200):
            mid = (low + high) / 2
            low, high = (mid, high) if slope(mid) > 0 else (low, mid)
        at = low
    top = phi(at)
    width = 1 / capacity
    while phi(at + width) > top - 120:
        width *= 2
    end = at + width
    marks = {mpf(0), at, t, end}
    for i in range(-40, 40):
        for s in (-1, 1):
            marks.add(at + s * width * mpf(2) ** (-abs(i) if i < 0 else -i / mpf(2)))
    for j in range(1, 60):
        marks.add(end * mpf(2) ** -j)
    for j in range(1, 41):
        marks.add(end * j / 40)
    scale = getattr(p, "scale", None)
    centre = None
    if p.kind == "weibull" and p.shape > 3:
        centre, spread = p.scale(), p.scale() / p.shape
    if p.kind == "lognormal" and p.sigma < mpf("0.3"):
        centre, spread = p.mean, p.mean * p.sigma
    if centre:
        for j in range(-40, 41):
            marks.add(centre + spread * j / 2)
    marks = sorted(m for m in marks if 0 <= m <= end)
    kept = [marks[0]]
    for m in marks[1:]:
        if m - kept[-1] > end * mpf(10) ** -25:
            kept.append(m)
    marks = kept

    def integral(f, a=mpf(0), b=end):
        cut = [a] + [m for m in marks if a < m < b] + [b]
        return sum(quad(lambda x: f(x) * exp(phi(x) - top), [u, v], method="gauss-legendre", maxdegree=5)
                   for u, v in zip(cut, cut[1:]) if max(phi(u), phi(v), phi(at) if u <= at <= v else -inf) > top - 110)

    e = inverse_b(n - 1, rate * handle) * exp(-top)
    whole = integral(lambda x: mpf(1))
    density = rate / (e + rate * whole)
    abandoned = density * integral(lambda x: 1 - p.left(x))
    mean = density * integral(p.waited)
    served = density * integral(lambda x: x * p.left(x)) / (1 - abandoned)
    square = density * integral(lambda x: x * x * p.left(x)) / (1 - abandoned)
    free = 1 - density * whole
    within = e / (e + rate * whole) + (density * integral(p.left, mpf(0), t) if t > 0 else 0)
    return dict(wait=density * whole, abandoned=abandoned, mean=mean, mean_served=served,
                var_served=square - served ** 2, within=within)


def main():
    random.seed(11)
    rows = []

    def add(rate, handle, n, t, kind, **parts):
        p = Patience(kind, **parts)
        row = dict(rate=rate, handle=handle, agents=n, within=t, patience=dict(kind=kind, **parts))
        row["want"] = {k: float(mp.nstr(v, 16)) for k, v in solve(rate, handle, n, p, t).items()}
        rows.append(row)

    def kinds(mean):
        yield "exponential", dict(mean=mean)
        yield "hyperexponential", dict(p=round(random.uniform(0.05, 0.95), 3), mean_1=mean / 4, mean_2=mean * 2)
        yield "lognormal", dict(mean=mean, sigma=round(random.uniform(0.2, 2.5), 3))
        yield "weibull", dict(mean=mean, shape=round(random.uniform(0.4, 4), 3))

    for _ in range(6):  # random
        for kind, parts in kinds(round(10 ** random.uniform(0.5, 4), 3)):
            n, handle = int(10 ** random.uniform(0, 3)), round(random.uniform(20, 1500), 2)
            rate = round(random.uniform(0.4, 1.7) * n / handle, 9)
            if random.random() < 0.3:
                parts = dict(parts, at_once=round(random.uniform(0, 0.3), 3))
            add(rate, handle, n, round(random.uniform(0, 120), 1), kind, **parts)
    for load in (0.5, 0.99, 1.0, 1.01, 2.0):  # ten thousand agents
        for kind, parts in (("exponential", dict(mean=400.0)), ("lognormal", dict(mean=900.0, sigma=1.8)),
                            ("hyperexponential", dict(p=0.25, mean_1=100.0, mean_2=780.0)), ("weibull", dict(mean=400.0, shape=2.0))):
            if load == 0.5:
                continue
            add(load * 10000 / 300, 300.0, 10000, 20.0, kind, **parts)
    for load in (0.9, 1.0, 1.5):  # extreme patience and shapes
        for kind, parts in (("exponential", dict(mean=0.001)), ("exponential", dict(mean=1e9)),
                            ("hyperexponential", dict(p=0.5, mean_1=0.001, mean_2=1e9)),
                            ("lognormal", dict(mean=400.0, sigma=0.01)), ("lognormal", dict(mean=400.0, sigma=6.0)),
                            ("weibull", dict(mean=400.0, shape=0.1)), ("weibull", dict(mean=400.0, shape=60.0)),
                            ("weibull", dict(mean=0.001, shape=2.0)), ("lognormal", dict(mean=1e9, sigma=1.0))):
            add(load * 20 / 300, 300.0, 20, 20.0, kind, **parts)
    print("[\n" + ",\n".join(" " + json.dumps(r) for r in rows) + "\n]")


main()
