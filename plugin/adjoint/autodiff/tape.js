// Replays a tape: a forward sweep is all there is to it, for a tape may hold derivatives as well as values.

import { operations } from "./operations.js";

/**
 * A graph as numbers in a row. Slots hold the inputs, then the constants, then each operation's value.
 * @typedef {object} Tape
 * @property {number} v version of the form
 * @property {string[]} inputs their names, in the order of their slots
 * @property {number[]} constants
 * @property {string[]} operations names of rows of the table
 * @property {number[]} code for each operation, its place in `operations`, then the slots of its operands
 * @property {number[]} outputs the slot of each output
 * @property {Record<string, number[]>} [slots] the slots of what a figure shows
 */

/** The functions of a tape's operations, found once, and what each and its operands take up of the code. */
const known = new WeakMap();

/**
 * Computes every slot. In IEEE arithmetic a value outside a domain is NaN or an infinity.
 * @param {Tape} tape
 * @param {ArrayLike<number>} inputs in the order of `tape.inputs`
 * @param {Float64Array} [slots] an earlier result to write over
 * @returns {Float64Array}
 */
export function replay(tape, inputs, slots) {
  let rows = known.get(tape);
  if (!rows) known.set(tape, (rows = tape.operations.map((name) => ({ act: operations[name], size: 1 + operations[name].length }))));
  const { code, constants } = tape;
  let next = tape.inputs.length + constants.length;
  slots ??= new Float64Array(next + code.length);
  slots.set(inputs);
  slots.set(constants, tape.inputs.length);
  for (let at = 0; at < code.length; ) {
    const { act, size } = rows[code[at]];
    slots[next++] = act(slots[code[at + 1]], slots[code[at + 2]], slots[code[at + 3]]);
    at += size;
  }
  return slots;
}
