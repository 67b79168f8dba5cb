// The gradient on its way down a deep stack of layers, as depth.py has it: one layer's tape, up and down again.

import { replay } from "./tape.js";

/**
 * @typedef {object} Flow from the input (0) to the output
 * @property {number[]} gradients lengths of ∂output/∂h over a layer's units h; 1 at the output
 * @property {number[]} signals root mean squares of a layer's units; 1 at the input
 */

/**
 * @param {import("./tape.js").Tape} tape one layer: the units above, then the adjoints of the units below
 * @param {number[]} first the input, unit by unit
 * @param {number[][]} weights of each layer, the lowest first
 * @param {number} scale
 * @returns {Flow}
 */
export function flow(tape, first, weights, scale) {
  const root = Math.sqrt(first.length);
  const half = first.length;
  /** @type {Float64Array | undefined} */
  let slots;
  /** @param {number[]} units @param {number[]} row @param {number[]} adjoints */
  const outputs = (units, row, adjoints) => {
    const found = (slots = replay(tape, [scale, ...units, ...row, ...adjoints], slots));
    return tape.outputs.map((slot) => found[slot]);
  };
  const layers = [first];
  for (const row of weights) layers.push(outputs(layers[layers.length - 1], row, first).slice(0, half));
  let adjoints = first.map(() => 1 / root);
  const gradients = [Math.hypot(...adjoints)];
  for (let layer = weights.length - 1; layer >= 0; layer--) {
    adjoints = outputs(layers[layer], weights[layer], adjoints).slice(half);
    gradients.unshift(Math.hypot(...adjoints));
  }
  return { gradients, signals: layers.map((units) => Math.hypot(...units) / root) };
}
