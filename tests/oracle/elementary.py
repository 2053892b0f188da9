"""What mpmath makes of the arguments on which src/kernels/math.ts is measured.

    python tests/oracle/elementary.py     # tests/fixtures/golden-math/math.json

A row is `x [y] result rest`: the bits of the arguments and of the correctly rounded result in
hexadecimal, and (true value - result) in thousandths of the result's last place, so that an error
of another result can be told to 0.001 ulp.
"""

import json
import math
import random
import struct
from pathlib import Path

import mpmath
from mpmath import mp, mpf

COUNT = 1500
OUT = Path(__file__).parents[1] / "fixtures" / "golden-math" / "math.json"
rng = random.Random(20260501)


def spread(low, high):
    """A number of either sign whose magnitude is 2^low to 2^high, evenly by exponent."""
    return math.copysign(2 ** rng.uniform(low, high), rng.random() - 0.5)


def any_double():
    """Any finite double, evenly by its bits: subnormals and the largest too."""
    while True:
        (x,) = struct.unpack(">d", rng.randbytes(8))
        if math.isfinite(x):
            return x


def near_quarter_turn():
    return rng.randrange(1, 200_000) * math.pi / 4 * (1 + rng.uniform(-1, 1) * 2**-40)


def angle():
    return rng.choice([lambda: spread(-30, 4), lambda: spread(4, 60), any_double, near_quarter_turn])()


def power():
    """Bases of every size, exponents for which the result is finite and not 0; some freely."""
    kind = rng.randrange(3)
    if kind == 0:
        return rng.uniform(0, 10), rng.uniform(-20, 20)
    base = abs(any_double()) if kind == 1 else 1 + spread(-50, -2)
    return base, rng.uniform(-745, 709.7) / (math.log(base) or 1)


DRAWS = {
    "exp": lambda: rng.choice([rng.uniform(-745, 709.7), spread(-60, 9), rng.uniform(-745, -708)]),
    "expm1": lambda: rng.choice([rng.uniform(-40, 709), spread(-1070, 3), rng.uniform(-2, 2)]),
    "log": lambda: rng.choice([abs(any_double()), rng.uniform(0.5, 2), 1 + spread(-52, -1)]),
    "log1p": lambda: rng.choice(
        [rng.uniform(-1, 2), 2 ** rng.uniform(-53, 0) - 1, max(spread(-1070, 2), -0.9), abs(any_double())]
    ),
    "pow": power,
    "sin": angle,
    "cos": angle,
    "tanh": lambda: rng.choice([spread(-1070, 5), rng.uniform(-1, 1), rng.uniform(-22, 22)]),
    "cbrt": lambda: rng.choice([any_double(), spread(-1074, -1022), rng.uniform(-8, 8)]),
}

TINY = [5e-324, -5e-324, 1.1e-308, 2.2250738585072014e-308, -1e-300, 1e-17, 1e-8]
# The third is the double nearest to a multiple of pi / 2 for its size.
TURNS = [math.pi, math.pi / 2, 6381956970095103 * 2.0**797, 1e15, 1e22, 1e300, -1e300, 1.7976931348623157e308]

# Chosen by hand, and those with the largest errors among 90,000 arguments a function.
SPECIAL = {
    "exp": [*TINY, 1.0, 709.782712893384, -745.13, -708.4, 446.7414398157275, -590.1773005307246, 608.2366871607633],
    "expm1": [*TINY, 709.78, -37.4, 0.3874410292388797, 32.93039639784703, -0.4267091971344504],
    "log": [5e-324, 1.1e-308, 1.7976931348623157e308, 0.7058026562942493, 0.6310211459792786, 1 + 2**-52, 1 - 2**-53],
    "log1p": [*TINY, 1e300, -1 + 2**-53, 0.6208465659459946, 1.7130356003944534, -0.3739530823587396],
    "pow": [
        *[(3.0, 5.0), (10.0, 308.0), (10.0, -323.0), (2.0, -1074.0), (2.0, 1023.0), (5e-324, 0.5), (-3.0, 33.0)],
        *[(1 + 2**-52, 3e18), (1 - 2**-53, 6e18), (1.0078747199435034, -90314.02600566001)],
        *[(0.9803531998047539, 35724.35422484338), (1.7976931348623157e308, 1e-17), (7.0, 1e-300)],
    ],
    "sin": [*TINY, *TURNS, 28713.371455638386, 40222.59614207551],
    "cos": [*TINY, *TURNS, 48690.7591398325, 10712.045550580757],
    "tanh": [*TINY, 0.125, 21.9, -0.12366076550948135, 0.11966041735733701],
    "cbrt": [*TINY, 27.0, -1e300, 1.7976931348623157e308, -1.5557205841909113e-109],
}


def true_value(name, args):
    if name == "cbrt":
        return mpmath.sign(args[0]) * mpmath.cbrt(abs(args[0]))
    return {"pow": mpmath.power}.get(name, getattr(mpmath, name, None))(*args)


def last_place(value):
    _, exponent = mpmath.frexp(abs(value))
    return mpf(2) ** max(int(exponent) - 53, -1074)


def rounded(value):
    """The nearest double, ties to even; mpmath's own conversion does not keep to it for subnormals."""
    unit = last_place(value)
    return float(mpmath.nint(value / unit) * unit)


def bits(x):
    return struct.pack(">d", x).hex()


def row(name, args):
    value = true_value(name, [mpf(x) for x in args])
    result = rounded(value)
    if result == 0 or not math.isfinite(result):
        return None
    rest = int(mpmath.nint((value - mpf(result)) / last_place(mpf(result)) * 1000))
    return " ".join([*map(bits, args), bits(result), str(rest)])


def rows(name):
    chosen = [x if isinstance(x, tuple) else (x,) for x in SPECIAL[name]]
    while len(chosen) < COUNT:
        x = DRAWS[name]()
        args = x if isinstance(x, tuple) else (x,)
        if all(map(math.isfinite, args)):
            chosen.append(args)
    return [line for line in (row(name, args) for args in chosen) if line is not None]


if __name__ == "__main__":
    # Enough for expm1 and log1p of 2^-1074 and for angles of 2^1024.
    mp.prec = 2300
    OUT.parent.mkdir(exist_ok=True)
    functions = {name: rows(name) for name in DRAWS}
    OUT.write_text(json.dumps({"mpmath": mpmath.__version__, "functions": functions}, indent=0) + "\n")
