"""A hundred single changes to the shipped site, each a lie or a broken part that a check has to tell."""

from __future__ import annotations

from tests.site.check.mutations.shipped import CHAIN, STEERS

HERE = ""
"""The fault stands in the line that was changed."""

SOURCES: list[tuple[str, str, str, str, str]] = [
    # post, text, its replacement, the code of the fault, a text in whose line it stands
    # Claims of the frontmatter and of components.
    (CHAIN, "path(e, b, c) + path(e, b, d)", "path(e, b, c) - path(e, b, d)", "claim", HERE),
    (CHAIN, "at(d, b=-2) == -1", "at(d, b=-2) == 1", "claim", HERE),
    (CHAIN, "0.24 < at(L", "0.27 < at(L", "claim", HERE),
    (CHAIN, "45 < at(grad", "75 < at(grad", "claim", HERE),
    (CHAIN, "path(e, b, c) == d and", "path(e, b, c) == c and", "claim", HERE),
    (CHAIN, "local(h, z) == 1 - h^2", "local(h, z) == 1 + h^2", "claim", '<ComputeGraph id="neuron"'),
    (CHAIN, '"sgd.lr == 0.08', '"sgd.lr == 0.09', "claim", HERE),
    (CHAIN, "(1 - sgd.lr) * start.x", "(1 + sgd.lr) * start.x", "claim", HERE),
    (CHAIN, "0.025), not diverges", "0.025), diverges", "claim", HERE),
    (CHAIN, "adam.loss < momentum.loss", "adam.loss > momentum.loss", "claim", HERE),
    (CHAIN, "and not converges(sgd)", "and converges(sgd)", "claim", HERE),
    (CHAIN, "local(s1, t) <= 1/4 and", "local(s1, t) <= 1/5 and", "claim", HERE),
    (CHAIN, '+ local(f1, m) * local(f2, r1)"', '- local(f1, m) * local(f2, r1)"', "claim", HERE),
    (STEERS, "bowl.momentum.steps < bowl.sgd.steps", "bowl.momentum.steps > bowl.sgd.steps", "claim", HERE),
    (STEERS, "race.adam.beta1 == 0.9", "race.adam.beta1 == 0.8", "claim", HERE),
    (STEERS, "loss(race.adam, steps=2000) < 1e-20", "loss(race.adam, steps=2000) > 1e-20", "claim", HERE),
    (STEERS, "start.x * 0.96^n", "start.x * 0.95^n", "claim", HERE),
    (STEERS, "not diverges(sgd, lr=0.0408)", "not diverges(sgd, lr=0.0418)", "claim", HERE),
    (STEERS, "grad(u, x) == 1 - η * λ", "grad(u, x) == 1 + η * λ", "claim", HERE),
    (STEERS, "for all g, u == 1 and", "for all g, u == 2 and", "claim", HERE),
    # Verified equations.
    (CHAIN, r"\bar v \, \frac", r"\bar u \, \frac", "equation", HERE),
    (CHAIN, r"\,d \cdot 1\,", r"\,d \cdot 2\,", "equation", HERE),
    (CHAIN, r"through } c} + \underbrace", r"through } c} - \underbrace", "equation", HERE),
    (CHAIN, r"\partial b} = \under", r"\partial a} = \under", "equation", HERE),
    (CHAIN, r"\theta_t - \eta \, \nabla", r"\theta_t + \eta \, \nabla", "equation", HERE),
    (STEERS, r"(-\eta\lambda)}_", r"(\eta\lambda)}_", "equation", HERE),
    (STEERS, r"v_{t-1} + g_t, \qquad", r"v_{t-1} - g_t, \qquad", "equation", HERE),
    (STEERS, r"\theta_{t-1} - \eta v_t", r"\theta_{t-1} + \eta v_t", "equation", HERE),
    (STEERS, r"(1 - \beta_2)\, g_t^2", r"(1 - \beta_1)\, g_t^2", "equation", HERE),
    (STEERS, r"\sqrt{\hat v_t} + \varepsilon", r"\sqrt{\hat v_t} - \varepsilon", "equation", HERE),
    (STEERS, r"\frac{m_t}{1 - \beta_1^t}", r"\frac{m_t}{1 + \beta_1^t}", "equation", HERE),
    # Computed values and inputs.
    (CHAIN, "{= grad(e, c) }$. In", "{= grad(e, q) }$. In", "value", HERE),
    (CHAIN, "h = {= h :.3f}$", "h = {= z :.3f}$", "lock-stale", HERE),
    (CHAIN, "w: { value: 1.5", "w: { value: 1.25", "claim", "  - 45 < at(grad"),
    (STEERS, "sgd: { lr: 0.04 }", "sgd: { lr: 0.041 }", "claim", '"sgd.lr == 2 / (1 + 49)'),
    (STEERS, ":.4f}$, and promises", ":.3f}$, and promises", "lock-stale", HERE),
    # Links and parts.
    (CHAIN, "(#eqn:chain) can", "(#eqn:chian) can", "broken-link", HERE),
    (CHAIN, "as in @eqn:paths", "as in @eqn:pathes", "unknown-reference", HERE),
    (CHAIN, "(/blog/what-steers-gradient", "(/blog/what-steer-gradient", "broken-link", HERE),
    (STEERS, "chain-rule/#race)", "chain-rule/#rase)", "broken-anchor", HERE),
    (STEERS, "(https://arxiv.org/abs/1412.6980)", "(https//arxiv.org/abs/1412.6980)", "broken-link", HERE),
    (CHAIN, "labels: calculus", "labels: Calculus", "label-spelling", HERE),
    (CHAIN, 'heroImage: "#toy"', 'heroImage: "#tay"', "missing-image", HERE),
    (STEERS, 'Equation id="eqn:best"', 'Equation id="eqn:factor"', "duplicate-id", HERE),
    (CHAIN, "## Why one sweep", "![](/nowhere.png)\n\n## Why one sweep", "missing-image", HERE),
]  # fmt: skip

PAGES: list[tuple[str, str, str, str]] = [
    # published file, text, its replacement, a text of the source in whose line the fault stands
    (STEERS, '"constants":[2.0,1.0]', '"constants":[2.5,1.0]', ""),
    (STEERS, '"inputs":["onestep.x"', '"inputs":["onestep.y"', ""),
    (STEERS, '"at":[2.0,4.0,0.4]', '"at":[2.0,4.0,0.5]', ""),
    (STEERS, '{"marks":{"', '{"marks":{"99":"","', ""),
    (STEERS, '"output":"u"', '"output":"d"', '<ComputeGraph id="onestep"'),
    (STEERS, 'min="0.5" max="8"', 'min="0.5" max="9"', '<ComputeGraph id="onestep"'),
    (STEERS, '"steps":400', '"steps":401', '<LabCanvas id="race"'),
    (STEERS, '"beta1":0.9,', '"beta1":0.8,', '<LabSide id="bowl"'),
    (STEERS, '"tolerance":0.0001', '"tolerance":0.0002', '<LabSide id="bowl"'),
    (STEERS, 'id="eqn:best"', 'id="eqn:worst"', "(#eqn:best)"),
    (STEERS, "</main>", '<img src="/icon.svg"></main>', ""),
    (STEERS, 'rel="alternate" type="text/markdown"', 'rel="alternate" type="text/plain"', ""),
]

SCRIPTS: list[tuple[str, str, str]] = [
    ("operations.js", "u * v", "u + v"),
    ("operations.js", "u - v", "v - u"),
    ("operations.js", "tanh(u)", "tanh(u) + 1e-9"),
    ("operations.js", "atan2(u, v)", "atan2(v, u)"),
    ("operations.js", "hypot(u, v)", "hypot(v, v)"),
    ("operations.js", "sqrt(u)", "abs(u)"),
    ("operations.js", "log1p(u)", "log(1 + u)"),
    ("tape.js", "size: 1 + operations", "size: 2 + operations"),
    ("tape.js", "slots[code[at + 2]]", "slots[code[at + 1]]"),
    ("tape.js", "slots[code[at + 3]]", "slots[code[at + 2]]"),
    ("tape.js", "operations[name]", "operations.add"),
    ("descent.js", "this.steps += 1", "this.steps += 2"),
    ("descent.js", "gradient: [gx, gy]", "gradient: [gy, gx]"),
    ("descent.js", "this.crossings += 1", "this.crossings += 2"),
    ("descent.js", "distance < nearest", "distance > nearest"),
    ("descent.js", "const [xNext, yNext", "const [yNext, xNext"),
    ("numerals.js", "1e-4", "1e-3"),
    ("numerals.js", "toPrecision(3)", "toPrecision(4)"),
    ("formats.js", "> bottom", ">= bottom"),
]

VALUES_JS: list[tuple[str, str]] = [
    ("slots[needed[0]]", "slots[needed[0] + 1]"),
    ("input == at[k]", "input != at[k]"),
    ("numeral.textContent = open + text", 'numeral.textContent = open + "1"'),
]
"""Lines of ``values.js``, which runs only on pages."""

PARTIALS: list[tuple[str, int, str]] = [
    ("add", 1, "-1"),
    ("subtract", 1, "1"),
    ("multiply", 0, "u"),
    ("divide", 1, "y/v"),
    ("power", 0, "select(abs(v), v*u^v, 0)"),
    ("exp", 0, "u"),
    ("log", 0, "u"),
    ("sqrt", 0, "0.5*y"),
    ("tanh", 0, "1 - y"),
    ("sigmoid", 0, "y*(1 + y)"),
    ("erf", 0, "exp(-u^2)"),
    ("atan2", 1, "h = hypot(u, v); u/h/h"),
]

COLUMNS: list[tuple[str, str, object]] = [
    ("acosh", "domain", "u >= 1.5"),
    ("log", "domain", "u > 1"),
    ("sqrt", "domain", "u > 0"),
    ("asin", "domain", "abs(u) < 1"),
    ("divide", "domain", ""),
    ("exp", "domain", "u < 700"),
    ("power", "domain", "u > 0 or u == 0 and v >= 0"),
    ("sigmoid", "value", "e = exp(-abs(u)); select(u, e, 1)/(1 + e)"),
    ("normal_cdf", "value", "normal_pdf(u)"),
    ("leaky_relu", "defaults", (0.02,)),
    ("tanh", "written", ("1 + y^2",)),
    ("atanh", "written", ("1/(1 + u^2)",)),
    ("cos", "latex", r"\sin"),
    ("subtract", "text", "#2 − #1"),
    ("subtract", "needs", (1, 1)),
    ("multiply", "operands", "u u"),
    ("log1p", "operands", "u v"),
    ("relu", "partials", ("exceeds(u, 0)",)),
    ("tanh", "partials", ("1/cosh(u)^1.9999999",)),
]
"""Other columns of the table: a row's name, the column and what it says in place of the truth."""

FORMS: list[tuple[str, str, object]] = [
    ("asin", "numpy", "arccos(#1)"),
    ("max", "numpy", "minimum(#1, #2)"),
    ("divide", "python", "#2 / #1"),
    ("sinh", "python", "cosh(#1)"),
    ("power", "weight", 8),
]
"""What a row's own code says in place of the truth."""

OPTIMISERS_: list[tuple[str, str, str]] = [
    ("momentum", "move = -lr * v_next", "move = -lr * v"),
    ("adam", "1 - beta2^t", "1 - beta1^t"),
    ("rmsprop", "(1 - alpha) * g^2", "(1 + alpha) * g^2"),
    ("sgd", "-lr * g", "-1.001 * lr * g"),
    ("newton", "+ 2 * det", "+ 3 * det"),
]

RULES: list[tuple[str, str, str]] = [
    ("sgd", "-lr * g", "-1.001 * lr * g"),
    ("nesterov", "g + momentum * v_next", "g + momentum * v"),
    ("adagrad", "s + g^2", "s + g"),
    ("rmsprop", "+ eps", "- eps"),
    ("adam", "1 - beta2^t", "1 - beta1^t"),
    ("adamw", "+ weight_decay", "- weight_decay"),
    ("newton", "+ 2 * det", "+ 3 * det"),
    ("newton", "damping", "0.001"),
    ("adamw", "weight_decay", "0.01"),
]
"""What a rule's program says in place of the truth, whether or not a page runs it."""

LOCKED: list[tuple[str, str]] = [
    (CHAIN, "walk.sgd.lr = 0.08"),
    (CHAIN, "grad(e, b) = 5"),
    (CHAIN, "s1 = 0.5"),
    (CHAIN, "edge h → r: ∂r/∂h = 1"),
    (STEERS, "M = 2"),
    (STEERS, "∂u/∂g = 0"),
    (STEERS, "edge m → M: ∂M/∂m = 10"),
    (STEERS, "paths into g = 2"),
]
"""Lines of locks, a digit of each altered."""
