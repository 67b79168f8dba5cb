"""What plain sentences assert of a graph or of a lab: told where nothing near them bears it out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adjoint.markup import Diagnostic, Source, parse_document
from adjoint.site.build import Request, build
from adjoint.site.check.locks.asserted.contradicted import contradicted
from adjoint.site.check.locks.formulas import typed_formulas
from adjoint.site.check.locks.near import names_figure
from adjoint.site.check.locks.stated import misstated
from adjoint.site.post.checked import Checked, watching

# e = (a + b)(b + 1) at a = 2, b = 1: c = 3, d = 2, e = 6; ∂e/∂b = 5, ∂e/∂a = 2. In the lab SGD does not arrive,
# momentum takes 251 steps and Adam 179, and so they end, SGD last.
POST = r"""---
title: '{title}'
date: 2026-11-24
description: '{description}'
takeaways:
  - '{takeaway}'
---

## {heading}

<ComputeGraph id="toy" expr="e = (a + b) * (b + 1)" inputs={inputs} caption="{caption}" />

{words}

{item}
"""
LAB = r"""
## Lab

<LabCanvas id="race" effect="gradient-descent" height={{460}} params={params} caption="{caption of the lab}" />

{beside the lab}
"""
PLAIN = {
    "inputs": "{{ a: { value: 2, min: -3, max: 3, step: 1 }, b: { value: 1, min: -3, max: 3, step: 1 } }}",
    "params": '{{ preset: "ravine", start: [-1.2, 1], show: ["SGD", "Momentum", "Adam"], steps: 300 }}',
    "title": "A post",
    "description": "Words.",
    "takeaway": "Words.",
    "heading": "Graph",
    "caption": "A graph.",
    "words": "",
    "item": "",
    "caption of the lab": "A lab.",
    "beside the lab": "",
}

# ruff: noqa: E501  (a text a line)
LIES = {
    "words": {
        "Both factors contain $b$. $a$ has the largest gradient.": "the derivative by a is 2 and the derivative by b is 5",
        "History first. This figure is newer. The output is 7.": "7 is said of e, which is 6 as published",
        "$e$ lies between 7 and 9.": "e is 6 as published",
        "$e$ is between $c$ and $d$.": "e is 6 as published",
        "$e$ changes four times as fast as $b$.": "the derivative of e by b is 5 in size as published",
        "$e$ changes twice as fast as $b$.": "the derivative of e by b is 5 in size as",
        "The value of $e$ turns out to be 7.": "7 is said of e, which is 6 as published",
        "$b$ feeds three nodes.": "b feeds 2 nodes",
        "The input $a$ reaches $e$ only through $d$, with a slope of 1.": "1 path from a to e leads around d",
        "$b$ affects $e$ only by way of $c$.": "1 path from b to e leads around c",
        "$a$ is the largest node.": "a is 2 and e is 6",
        "The graph has three inputs.": "the graph has 2 inputs",
        "The graph has four nodes.": "the graph has 5 nodes",
        "There are four nodes in the graph.": "the graph has 5 nodes",
        "The output is 7.": "7 is said of e, which is 6 as published",
        "The output of the graph is 7.": "7 is said of e, which is 6 as published",
        "Its output is seven.": "seven is said of e, which is 6 as published",
        "$a$ has the largest gradient.": "the derivative by a is 2 and the derivative by b is 5",
        "The gradient of $a$ is the largest.": "the derivative by a is 2 and the derivative by b is 5",
        "Among the inputs, $a$ has the largest derivative.": "the derivative by a is 2 and the derivative by b is 5",
        "The largest gradient is that of $a$.": "the derivative by a is 2 and the derivative by b is 5",
        "The largest node is $c$.": "c is 3 and e is 6",
        "$c$ is the largest of all nodes.": "c is 3 and e is 6",
        "$e$ falls as $b$ rises.": "the derivative of e by b is 5 as published",
        "As $b$ rises, $e$ falls.": "the derivative of e by b is 5 as published",
        "Increasing $a$ lowers $c$.": "the derivative of c by a is 1 as published",
        "$d$ shrinks with $b$.": "the derivative of d by b is 1 as published",
        "$d$ depends on $a$.": "d does not depend on a",
        "$d$ grows with $a$.": "the derivative of d by a is 0 as published",
        "$c$ does not depend on $a$.": "c depends on a",
        "$e$ is three times as large as $c$.": "three times as large as $c$ is said of $e$, which it is not ",
        "$d$ is half of $c$.": "half of $c$ is said of $d$, which it is not as published: le",
        "$d$ is a third of $c$.": "a third of $c$ is said of $d$, which it is not as published:",
        "The gradient of $b$ is twice that of $a$.": "twice $\\partial e/\\partial a$ is said of $\\partial e/\\partia",
        "The derivative by $b$ is twice as large as that by $a$.": "twice as large as $\\partial e/\\partial a$ is said of $\\parti",
        "The gradient of $b$ is negative.": "negative is said of $\\partial e/\\partial b$, which it is not",
        "The derivative of $e$ with respect to $b$ is negative.": "negative is said of $\\partial e/\\partial b$, which it is not",
        "All gradients are negative.": "the derivative by a is 2 as published",
        "All derivatives are zero.": "the derivative by a is 2 as published",
        "So `e = 7`.": "e is 6 as published",
        "Here `grad(e, b) = 4`.": "grad(e, b) is 5 as published",
        "![The graph, where e is 7](x.svg)": "e is 6 as published",
        "![The graph with three inputs](x.svg)": "the graph has 2 inputs",
        "| node | adjoint |\n| - | - |\n| $b$ | 4 |": "4 is said of grad(e, b), which is 5 as published",
        "| node | gradient |\n| - | - |\n| $b$ | 4 |": "4 is said of grad(e, b), which is 5 as published",
        "| node | $\\partial e/\\partial u$ |\n| - | - |\n| $b$ | 4 |": "4 is said of grad(e, b), which is 5 as published",
        "The graph above has three inputs.": "the graph has 2 inputs",
        "This graph has seven nodes and three inputs.": "the graph has 5 nodes",
        "Our graph has only one input.": "the graph has 2 inputs",
        "The graph has no inputs.": "the graph has 2 inputs",
        "Its inputs are $a$, $b$ and $c$.": "its inputs are a, b",
        "The inputs are $a$ and $c$.": "its inputs are a, b",
        "The output is $c$.": "the output is e",
        "The output of the graph is $d$.": "the output is e",
        "$e$ is the sum of $c$ and $d$.": "the sum of $c$ and $d$ is said of $e$, which it is not as pu",
        "$c$ is the product of $a$ and $b$.": "the product of $a$ and $b$ is said of $c$, which it is not a",
        "$d$ is an input.": "d is a sum",
        "$c$ is a product.": "c is a sum",
        "The final value is 7.": "7 is said of e, which is 6 as published",
        "The graph evaluates to 7.": "7 is said of e, which is 6 as published",
        "The graph outputs 7.": "7 is said of e, which is 6 as published",
        "The value at the top is 7.": "7 is said of e, which is 6 as published",
        "The gradient is largest for $a$.": "the derivative by a is 2 and the derivative by b is 5",
        "$a$ has a larger gradient than $b$.": "the derivative by a is 2 and the derivative by b is 5",
        "The gradient with respect to $a$ exceeds that with respect to $b$.": "exceeds $\\partial e/\\partial b$ is said of $\\partial e/\\part",
        "$e$ is more sensitive to $a$ than to $b$.": "the derivative by a is 2 and the derivative by b is 5",
        "$a$ has a negative gradient.": "the derivative by a is 2 as published",
        "$b$ has a gradient of 4.": "the derivative by b is 5 as published",
        "$b$ has the gradient 4.": "the derivative by b is 5 as published",
        "The gradient for $b$ is 4.": "4 is said of grad(e, b), which is 5 as published",
        "The gradient of $e$ is $(2, 4)$.": "the gradient is (2, 5) as published",
        "$e$ decreases with $a$.": "the derivative of e by a is 2 as published",
        "Raising $b$ lowers the output.": "the derivative of e by b is 5 as published",
        "The output falls as $b$ rises.": "the derivative of e by b is 5 as published",
        "A larger $b$ means a smaller $e$.": "the derivative of e by b is 5 as published",
        "The larger $b$, the smaller $e$.": "the derivative of e by b is 5 as published",
        "$e$ does not change with $b$.": "e depends on b",
        "$e$ does not change when $b$ changes.": "e depends on b",
        "$a$ has no effect on $e$.": "e depends on a",
        "$a$ affects $d$.": "d does not depend on a",
        "Changing $a$ changes $d$.": "d does not depend on a",
        "$e$ stays the same when $a$ grows.": "e depends on a",
        "$e$ is decreasing in $b$.": "the derivative of e by b is 5 as published",
        "$c$ equals $d$.": "equals $d$ is said of $c$, which it is not as published: lef",
        "$c$ and $d$ are the same.": "equal to $d$ is said of $c$, which it is not as published: l",
        "$c$ is smaller than $d$.": "smaller than $d$ is said of $c$, which it is not as publishe",
        "$d$ is zero.": "zero is said of d, which is 2 as published",
        "$e$ is the square of $c$.": "the square of $c$ is said of $e$, which it is not as publish",
        "| node | value | gradient |\n| - | - | - |\n| $b$ | 1 | 4 |": "4 is said of grad(e, b), which is 5 as published",
        "| input | derivative of $e$ |\n| - | - |\n| $b$ | 4 |": "4 is said of grad(e, b), which is 5 as published",
        "**Note.** $e$ is 7.": "7 is said of e, which is 6 as published",
        "> $e$ is 7.": "7 is said of e, which is 6 as published",
        "1. $e$ is 7": "7 is said of e, which is 6 as published",
        "*The output is 7.*": "7 is said of e, which is 6 as published",
        "$e$ takes the value 7.": "7 is said of e, which is 6 as published",
        "$e$ works out to 7.": "7 is said of e, which is 6 as published",
        "| node | value | gradient |\n| - | - | - |\n| $a$ | 2 | 3 |\n| $b$ | 1 | 5 |": "3 is said of grad(e, a), which is 2 as published",
    },
    "caption": {
        "A graph with three inputs.": "the graph has 2 inputs",
        "The gradient of $b$ is negative.": "negative is said of $\\partial e/\\partial b$, which it is not",
        "$a$ has the largest gradient.": "the derivative by a is 2 and the derivative by b is 5",
    },
    "description": {
        "The output is 7.": "7 is said of e, which is 6 as published",
        "$e$ is twice $d$.": "twice $d$ is said of $e$, which it is not as published: left",
    },
    "takeaway": {
        "The output is 7.": "7 is said of e, which is 6 as published",
        "$e$ is twice $d$.": "twice $d$ is said of $e$, which it is not as published: left",
        "$a$ has the largest gradient.": "the derivative by a is 2 and the derivative by b is 5",
    },
    "heading": {
        "Why $e$ is 7": "7 is said of e, which is 6 as published",
        "$b$ has the smallest gradient": "the derivative by b is 5 and the derivative by a is 2",
    },
    "item": {
        "the graph has three inputs": "the graph has 2 inputs",
        "$e$ falls as $b$ rises": "the derivative of e by b is 5 as published",
    },
    "title": {
        "Why $e$ is 7": "7 is said of e, which is 6 as published",
    },
    "beside the lab": {
        "Only SGD arrives.": "sgd does not arrive",
        "After {= race.steps } steps momentum stands at\n{= race.sgd.loss } and Adam at {= race.adam.loss }.": "{= race.sgd.loss }, which is said of it, is a number of sgd",
        "Adam arrives at step {= race.momentum.steps }.": "{= race.momentum.steps }, which is said of it, is a number",
        "SGD ends at {= race.adam.loss } and Adam ends at {= race.sgd.loss }.": "{= race.adam.loss }, which is said of it, is a number of adam",
        "Adam arrives after {= race.momentum.steps } steps, and momentum after {= race.adam.steps } steps.": "{= race.momentum.steps }, which is",
        "Adam does not arrive at all, and shows what a length costs.": "adam arrives at step 179",
        "Only momentum arrives.": "adam arrives at step 179",
        "None of them arrives.": "momentum arrives at step 251",
        "The race is on. Adam is slowest.": "the loss of adam is 1.14×10⁻⁹, and that of sgd 0.276",
        "Momentum swings. Adam is slowest.": "the loss of adam is 1.14×10⁻⁹, and that of sgd 0.276",
        "Adam is slowest.": "the loss of adam is 1.14×10⁻⁹, and that of sgd 0.276",
        "Plain descent ends with the smallest loss.": "the loss of sgd is 0.276, and that of adam 1.14×10⁻⁹",
        "SGD ends lower than Adam.": "the loss of sgd is 0.276, and that of adam 1.14×10⁻⁹",
        "SGD needs fewer steps than momentum.": "sgd does not arrive, and momentum arrives at step 251",
        "Momentum reaches the lowest loss.": "the loss of momentum is 2.52×10⁻⁵, and that of adam 1.14×10⁻",
        "Adam diverges.": "it does not diverge in its 300 steps",
        "Of the three, SGD gets closest to the minimum.": "the loss of sgd is 0.276, and that of adam 1.14×10⁻⁹",
        "Adam takes 20 steps.": "adam arrives at step 179",
        "The lab races four optimisers.": "the lab has 3 runs",
        "Momentum ends below Adam.": "the loss of momentum is 2.52×10⁻⁵, and that of adam 1.14×10⁻",
        "The learning rate of Adam is 0.5.": "the learning rate of adam is 0.2",
        "Each takes 200 steps.": "each takes 300",
        "The surface has two minima.": "its map has 1 minimum",
        "The winner is SGD.": "the loss of sgd is 0.276, and that of adam 1.14×10⁻⁹",
        "SGD wins the race.": "the loss of sgd is 0.276, and that of adam 1.14×10⁻⁹",
        "SGD arrives first.": "sgd does not arrive, and adam arrives at step 179",
        "Momentum arrives before Adam.": "momentum arrives at step 251, and adam arrives at step 179",
        "Adam arrives after 100 steps.": "adam arrives at step 179",
        "SGD is ahead of Adam.": "the loss of sgd is 0.276, and that of adam 1.14×10⁻⁹",
        "Adam lags behind SGD.": "the loss of adam is 1.14×10⁻⁹, and that of sgd 0.276",
        "SGD reaches the minimum at step 200.": "sgd does not arrive",
        "The loss of Adam is larger than that of SGD.": "the loss of adam is 1.14×10⁻⁹, and that of sgd 0.276",
        "Adam's loss is 0.3.": "the loss of adam is 1.14×10⁻⁹",
        "The final loss of SGD is 0.5.": "the loss of sgd is 0.276",
        "SGD stops at a loss of 0.5.": "the loss of sgd is 0.276",
        "Adam uses a learning rate of 0.5.": "the learning rate of adam is 0.2",
        "Adam's learning rate is 0.5.": "the learning rate of adam is 0.2",
        "All three diverge.": "sgd does not diverge in its 300 steps",
        "The map has two minima.": "its map has 1 minimum",
    },
    "caption of the lab": {
        "Four optimisers on a ravine.": "the lab has 3 runs",
        "Momentum beats Adam.": "the loss of momentum is 2.52×10⁻⁵, and that of adam 1.14×10⁻",
    },
}
TRUTHS = {
    "words": [
        "$b$ feeds two nodes. $a$ feeds one node.",
        "The input $a$ reaches $e$ only through $c$, with a slope of 1 on the way, so $c$ is all it has.",
        "$a$ reaches $e$ only through the sum $c$.",
        "In another graph $b$ reaches $e$ only through $c$.",
        "![b is 3, e is 20](x.svg)",
        "Raise both sliders. There we are. As $b$ rises, $e$ falls.",
        "| node $u$ | $\\partial c/\\partial u$ |\n| - | - |\n| $b$ | 1 |",
        "$e$ changes five times as fast as $b$.",
        "$e$ changes twice as fast as $a$, and $d$ changes five times as fast as $a$.",
        "$c$ lies between $d$ and $e$.",
        "$e$ lies between $d$ and $y$.",
        "The value of $e$ turns out to be 6.",
        "Take $f = xyz$. The graph has three inputs and two products.",
        "For $f(x, y, z) = xyz$ things look alike: the graph has three inputs.",
        "A common misconception: the gradient of $a$ is the largest.",
        "Euler wrote in 1755 of extreme values. All derivatives are zero.",
        "A dead ReLU learns nothing. Every gradient is zero.",
        "We begin the backward sweep. All gradients are zero. Then the seed is set.",
        "An accumulator begins empty. So `e = 0`.",
        "Freeze $b$. $e$ depends on $a$ alone.",
        "Now the product. Its inputs are $c$ and $d$.",
        "The inputs are $c$ and $d$. The product multiplies them.",
        "The sum comes first. The output is $c$. The product comes second.",
        "A reader wrote to me. The output is 7. She had mistyped $b$.",
        "The old caption read: the output is 7.",
        "Detach $d$. The gradient of $b$ is 2.",
        "Treat $d$ as a constant. $b$ has a gradient of 2.",
        "The secant from 1 to 2 is steeper. $b$ has a slope of 6.",
        "What does a negative gradient mean? $e$ falls as $b$ rises.",
        "The sign tells the direction. Negative: $e$ falls as $b$ rises.",
        "The graph has two inputs.",
        "The graph has five nodes.",
        "The graph has two inputs and three further nodes.",
        "The graph has two inputs and three nodes.",
        "There are five nodes in the graph.",
        "The graph has three operations.",
        "The graph has six arrows.",
        "A graph with three inputs needs three sweeps.",
        "The graph had three inputs before.",
        "Consider $xyz$. The graph has three inputs.",
        "The output is 6.",
        "The output of the graph is 6, and its inputs are 2 and 1.",
        "Move $b$ to 3. The output is 20.",
        "The output is 7.\n\n```python\nprint(7)\n```",
        "The output is 7 if $b$ is 1.2.",
        "The output is a product.",
        "The output layer has 10 units. The output is a vector of 10 numbers.",
        "The output is six times $b$.",
        "$b$ has the largest gradient.",
        "$c$ has the smallest gradient.",
        "$a$ has the smallest gradient of all inputs.",
        "The gradient of $b$ is the largest.",
        "The largest input is $a$.",
        "The smallest node is $b$.",
        "$c$ is the largest.",
        "$c$ is the largest of the factors.",
        "$d$ has the largest gradient but one.",
        "At $b = -2$, $a$ has the largest gradient.",
        "$e$ rises as $b$ rises.",
        "As $b$ falls, $e$ falls.",
        "Increasing $a$ raises $c$.",
        "$d$ grows with $b$.",
        "$d$ does not depend on $a$.",
        "$c$ depends on $a$ and $b$.",
        "$e$ depends on $a$.",
        "$e$ falls as $b$ falls.",
        "Below $b = -1.5$, $e$ falls as $b$ rises.",
        "Slide $b$ to $-3$. As $b$ rises, $e$ falls.",
        "[There](#toy?b=-3) the slope turns. As $b$ rises, $e$ falls.",
        "As $b$ rises, $e$ falls at first.",
        "Before it grows, as $b$ rises, $e$ falls.",
        "Left of the minimum, $e$ falls as $b$ rises.",
        "The gradient of $b$ is positive.",
        "The gradient of $b$ is 5.",
        "The gradient of $b$ is larger than that of $a$.",
        "The gradient of $b$ is 2.5 times that of $a$.",
        "The gradient of $b$ is two paths added.",
        "The gradient of $c$ is 1.",
        "The gradient of $c$ is a vector.",
        "Look at $d = b + 1$. The gradient of $b$ is 1.",
        "For the sum, the derivative by $b$ is 1.",
        "The local derivative by $b$ is 1.",
        "The derivative of $d$ with respect to $b$ is 1.",
        "All gradients are positive.",
        "No gradient is zero.",
        "All gradients are negative when $b$ is below $-2$.",
        "$b$ is a third of $c$.",
        "$c$ is half of $e$.",
        "$d$ is a third of $e$, and $b$ a half of $d$.",
        "So `e = 6`.",
        "Here `grad(e, b) = 5`.",
        "We wrote `e = 7` in the first line.",
        "The loop begins at `d = 0`.",
        "`b = 32` is a batch size.",
        "The batch size is `d = 512`.",
        "The first line is:\n\n`e = 0`\n\nand more.",
        "![The graph, where b is 3, e is 20](x.svg)",
        "![The graph with two inputs](x.svg)",
        "![A plot of another graph with three inputs](x.svg)",
        "![Axes where x is 7](x.svg)",
        "![The graph with e = 6](x.svg)",
        "| node | adjoint |\n| - | - |\n| $b$ | 5 |\n| $e$ | 1 |",
        "| node | $\\partial u/\\partial b$ |\n| - | - |\n| $d$ | 1 |",
        "| node | local derivative |\n| - | - |\n| $b$ | 1 |",
        "| node $u$ | $\\partial e/\\partial u$ |\n| - | - |\n| $b$ | **5** |",
        "With two inputs, the graph is small.",
        "This graph has five nodes and two inputs.",
        "The inputs are $a$ and $b$.",
        "The output is $e$.",
        "The result is 6.",
        "The result is a number.",
        "The result is 10 times faster.",
        "$b$ has a larger gradient than $a$.",
        "$a$ has the smaller gradient.",
        "$b$ has a positive gradient.",
        "$b$ has a gradient of 5.",
        "$e$ increases with $a$.",
        "Raising $b$ raises the output.",
        "$a$ has no effect on $d$.",
        "$a$ affects $e$.",
        "$e$ lies between 5 and 9.",
        "$e$ is 6 and $e$ becomes 7 once $b$ grows.",
        "$c$ is a sum.",
        "$d$ is no input.",
        "| node | value | gradient |\n| - | - | - |\n| $b$ | 1 | 5 |",
        "| node | value | gradient |\n| - | - | - |\n| $a$ | 2 | 4 |\n| $b$ | 3 | 9 |",
        "Here $d$ denotes the depth.\n\n$d$ depends on $a$.",
        "The gradient of $e$ is $(2, 5)$.",
        "The gradient is $(2, 5, 0)$ in three dimensions.",
        "$e$ is the product of $c$ and $d$. $c$ is the sum of $a$ and $b$.",
        "$c$ is the sum of $a$ and $b$, and $d$ is the sum of $b$ and one.",
        "$a$ and $d$ are the same.",
        "$e$ is the square of a number.",
        "The larger $b$, the larger $e$.",
        "The output rises as $b$ rises.",
        "The output layer grows with $b$.",
        "The graph outputs a number.",
        "The graph evaluates to 6.",
        "The graph computes 7 gradients at once.",
        "$d$ does not change when $a$ changes.",
        "Changing $b$ changes $d$.",
        "The gradient is largest for $b$.",
        "The gradient for $b$ is 5.",
        "Its inputs are $a$ and $b$.",
        "The inputs are $x$ and $y$.",
        "The final value is 6.",
        "$e$ works out to 6.",
        "$e$ is more sensitive to $b$ than to $a$.",
        "| input | derivative of $d$ |\n| - | - |\n| $b$ | 1 |",
        "In a network with more layers, $a$ has the largest gradient.",
        "The loss falls as $b$ rises.",
        "Nobody knows whether $e$ falls as $b$ rises.",
        "Not so: $e$ falls as $b$ rises.",
        "$a$ has the largest gradient, if $b$ is $-1$.",
        "A student wrote: $a$ has the largest gradient.",
        "One might think $a$ has the largest gradient.",
        "$a$ has the largest gradient. This is false.",
        "$a$ has the largest gradient? No.",
        "When $b$ is $-3$, things change. $a$ has the largest gradient.",
    ],
    "caption": [
        "A graph of three operations.",
        "A graph with two inputs.",
    ],
    "takeaway": [
        "A graph with three inputs needs three forward sweeps.",
        "$b$ has the largest gradient.",
    ],
    "title": [
        "A graph with a million inputs",
        "Why $e$ is 6",
    ],
    "heading": [
        "All derivatives are zero",
        "Why $e$ is 6",
    ],
    "description": [
        "$e$ is three times $d$.",
    ],
    "beside the lab": [
        "In deep vision models the ranking is reversed: SGD beats Adam.",
        "Reddi and others built a tiny convex problem. Adam diverges.",
        "Folklore has two parts. SGD beats Adam. Momentum beats both.",
        "Watch the first seconds. Momentum is ahead of Adam.",
        "Switch the surface to the bowl. All three arrive.",
        "Wait long enough. SGD arrives.",
        "Too large a rate is worse. SGD diverges.",
        "The default in PyTorch is small. Adam's learning rate is 0.001.",
        "Place your bets. Momentum wins. Adam wins. SGD wins.",
        "Patience pays. SGD arrives.",
        "Both diverge.",
        "Only Newton arrives.",
        "None of the surfaces is flat.",
        "Adam is fastest.",
        "SGD is slowest.",
        "Adam ends with the smallest loss.",
        "SGD needs more steps than momentum.",
        "Momentum ends lower than SGD.",
        "Adam converges.",
        "SGD does not converge.",
        "SGD does not arrive at all.",
        "Plain descent stands at {= race.sgd.loss }, momentum at {= race.momentum.loss :.2f}.",
        "Faster than momentum with {= race.adam.steps } steps comes Adam.",
        "Of no use is momentum at {= race.momentum.momentum }.",
        "Adam overtakes momentum after {= race.adam.steps } steps.",
        "Adam is ahead of SGD and momentum after {= race.adam.steps } steps.",
        "Adam follows momentum with {= race.adam.steps } steps of its own.",
        "Adam meets momentum at step {= race.adam.steps }.",
        "Where is momentum after {= race.adam.steps } steps, when Adam has come to rest?",
        "Nobody would say that momentum ends at {= race.adam.loss :.2f}.",
        "Nobody would say so, and momentum ends at {= race.sgd.loss :.2f}.",
        "Would you say so? No, and momentum ends at {= race.sgd.loss :.2f}.",
        "It is wrong to say this: Momentum ends at {= race.sgd.loss :.2f}.",
        "Momentum ends at {= race.sgd.loss :.2f}. That would be too much.",
        "Momentum ends at {= race.adam.loss :.1f}.",
        "Momentum stands at {= race.sgd.loss }, where SGD stood, after 30 steps.",
        "Where SGD ends, momentum stands at {= race.sgd.loss }.",
        "SGD is slow, and momentum stands at {= race.sgd.loss } and goes on.",
        "Momentum arrives after {= race.adam.steps } steps and another 72.",
        "Momentum arrives {= race.adam.steps } steps later.",
        "Adam beats momentum.",
        "The lab races three optimisers.",
        "Adam takes 179 steps.",
        "SGD takes 300 steps.",
        "The learning rate of Adam is 0.2.",
        "The surface has one minimum.",
        "At a higher rate SGD diverges.",
        "SGD diverges if the rate is 1.",
        "Momentum is slower than Adam.",
        "Adam takes 20 steps to cross the valley.",
        "On a bowl, momentum beats Adam.",
        "In practice, SGD ends lower than Adam.",
        "Set the rate of SGD to 1. SGD diverges.",
        "Momentum is the slowest of all ideas in physics.",
        "Many optimisers run on GPUs.",
        "Adam never needs more memory than SGD.",
        "Two methods are compared in the next section.",
        "Momentum gets the ball over the hill.",
        "Descent is slower than walking.",
        "Adam wins.",
        "SGD comes last.",
        "Momentum arrives after Adam.",
        "Adam's learning rate is 0.2.",
        "The runs start at $(-1.2, 1)$.",
        "The final loss of SGD is 0.276.",
        "SGD stops at a loss of 0.28.",
        "SGD is behind Adam.",
        "Momentum arrives before long.",
        "Momentum comes first in the list.",
        "Only SGD does not arrive.",
        "We present three optimisers. SGD comes first.",
        "Both converge.",
        "All three converge.",
    ],
    "caption of the lab": [
        "Three optimisers on a ravine.",
        "Two runs down the valley and one across.",
    ],
}
SAID = {(place, text): told for place, texts in LIES.items() for text, told in texts.items()}
SO = [(place, text) for place, texts in TRUTHS.items() for text in texts]


PLAIN_PLACES = ("words", "beside the lab")
"""Where a text is no part of a component or of the frontmatter: such a post is built once and read with each."""


def _whole(place: str, text: str) -> str:
    listed = f"What is here:\n\n- one thing\n- {text}" if place == "item" else text
    return (POST + (LAB if "lab" in place else "")).format_map({**PLAIN, place: listed})


def _read(post: Checked, place: str, text: str) -> Checked:
    source = Source(post.document.source.path, _whole(place, text))
    return replace(post, document=parse_document(source)[0])


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Checked]:
    """Each text in a post of its own, at its place."""
    content = tmp_path_factory.mktemp("asserted") / "content"
    built = [(place, "") for place in PLAIN_PLACES]
    built += [(place, text) for place, text in (*SAID, *SO) if place not in PLAIN_PLACES]
    for number, (place, text) in enumerate(built):
        folder = content / "blog" / f"post-{number}"
        folder.mkdir(parents=True)
        (folder / "index.md").write_text(_whole(place, text), encoding="utf-8")
    (content / "site.yaml").write_text("title: T\nurl: https://example.org/\n", encoding="utf-8")
    with watching() as watched:
        build(Request(content, draws=False))
        posts = {one: watched[f"blog/post-{number}"] for number, one in enumerate(built)}
    plain = [(place, text) for place, text in (*SAID, *SO) if place in PLAIN_PLACES]
    return posts | {(place, text): _read(posts[place, ""], place, text) for place, text in plain}


def test_a_formula_with_a_computed_value_names_nodes_and_no_other_letters() -> None:
    assert names_figure("So $c = {= grad(e, d) }$.", frozenset("cde"))
    assert not names_figure("So $u = {= grad(e, d) }$.", frozenset("cde"))


def _told(post: Checked) -> list[Diagnostic]:
    found = [one.told() for one in (*misstated(post), *contradicted(post))]
    return found + [one.told() for one in typed_formulas(post) if one.is_refuted]


@pytest.mark.parametrize("text", SAID, ids=" ".join)
def test_what_no_figure_bears_out_is_told(
    posts: dict[tuple[str, str], Checked], text: tuple[str, str]
) -> None:
    (told,) = _told(posts[text])
    assert told.message.partition(" is typed, but ")[2].startswith(SAID[text]) or told.message.startswith(
        SAID[text]
    )
    assert told.code == "number-false"


@pytest.mark.parametrize("text", SO, ids=" ".join)
def test_what_is_so_or_may_speak_of_something_else_is_left_alone(
    posts: dict[tuple[str, str], Checked], text: tuple[str, str]
) -> None:
    assert _told(posts[text]) == []


def test_it_is_told_where_it_stands(posts: dict[tuple[str, str], Checked]) -> None:
    (told,) = _told(posts["item", "the graph has three inputs"])
    line = POST.format_map({**PLAIN, "item": "What is here:\n\n- one thing\n- "}).rstrip().count("\n") + 1
    assert (told.location.line, told.location.column) == (line, 3)
