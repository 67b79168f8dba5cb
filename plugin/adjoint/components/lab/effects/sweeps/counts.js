// @ts-check
/**
 * Sweeps and operations of both modes: the same as counts.py, with the rates that it counted.
 *
 * @typedef {Record<"value" | "forward" | "reverse", number[]>} Rates a constant, for each input, for each output
 * @typedef {{ mode: string, sweeps: number, each: number, operations: number }} Work
 */

/** @param {Rates} rates @param {number} inputs @param {number} outputs */
export function counts(rates, inputs, outputs) {
  const [value, forward, reverse] = [rates.value, rates.forward, rates.reverse].map(
    ([constant, input, output]) => constant + input * inputs + output * outputs,
  );
  /** @type {Work[]} */
  const works = [
    { mode: "forward", sweeps: inputs, each: forward, operations: value + inputs * forward },
    { mode: "reverse", sweeps: outputs, each: reverse, operations: value + outputs * reverse },
  ];
  return { value, works };
}
