// Puts the data of a published page to the modules that the page ships. It runs in the check's own V8, after them.

/** Replay a graph's tape at many states of its sliders; return the wanted slots, state after state. */
const replayStates = (replay, tape, stops, states, wanted) => {
  const found = new Float64Array(states.length * wanted.length);
  let at = 0;
  let slots;
  for (let state of states) {
    // A state counts through the stops, the last slider fastest.
    const inputs = stops.map(() => 0);
    for (let k = stops.length - 1; k >= 0; k--) {
      inputs[k] = stops[k][state % stops[k].length];
      state = Math.floor(state / stops[k].length);
    }
    slots = replay(tape, inputs, slots);
    for (const slot of wanted) found[at++] = slots[slot];
  }
  return found;
};

/** Each number as the page writes it by some format marks, line by line. */
const writeNumbers = (written, numbers, marks) => numbers.map((number) => written(Number(number), marks)).join("\n");

/** Descend a surface with several optimisers, each as the page lets it run. */
const descendAll = (trajectory, surface, optimisers, settings, start, steps, tolerance) =>
  JSON.stringify(
    Object.keys(settings).map((name) => trajectory(surface, optimisers[name].tape, settings[name], start, steps, tolerance)),
  );

/** Send the gradient down stacks, each an activation, a depth and a scale, once for each tape of its layer. */
const flowAll = (flow, tapes, first, weights, stacks) =>
  JSON.stringify(
    stacks.map(([activation, depth, scale]) =>
      Object.values(tapes[activation]).map((tape) => flow(tape, first, weights.slice(0, depth), scale)),
    ),
  );

/** Count both modes for networks of some sizes. */
const countAll = (counts, rates, sizes) => JSON.stringify(sizes.map(([inputs, outputs]) => counts(rates, inputs, outputs)));

/** Apply an operation of the table to rows of operands. */
const applyOperation = (operations, name, rows) =>
  new Float64Array(rows.map((operands) => operations[name](...operands)));

/** Surfaces whose outlines are known: a plane by its slopes, a cone by its foot, and one with a hole in it. */
const SURFACES = {
  plane: ([across, down]) => (x, y) => across * x + down * y,
  cone: ([u, v]) => (x, y) => Math.hypot(x - u, y - v),
  hole: ([u, v]) => (x, y) => (Math.hypot(x - u, y - v) < 8 ? NaN : Math.hypot(x - u, y - v)),
};
/** The outlines of a surface at some heights, as path data. */
const contourPaths = (contours, surface, given, [width, height], levels) =>
  JSON.stringify(contours(SURFACES[surface](given), width, height, levels));

/** Names at the ends of lines, kept apart. */
const spreadNames = (spread, heights, gap, low, high) => JSON.stringify(spread(heights, gap, low, high));
