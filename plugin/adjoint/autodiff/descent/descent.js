// @ts-check
/**
 * Gradient descent over tapes: the surface's tape gives the slope, the optimiser's tape makes a step of it.
 * Both were recorded by the engine; no derivative and no update rule is written here.
 *
 * @typedef {import("./tape.js").Tape} Tape
 * @typedef {object} SurfaceTape
 * @property {Tape} tape x, y -> loss, its gradient (2), its Hessian (xx, xy, yy) and, with a floor, the floor's function
 * @property {number[][]} minima each [x, y, loss]
 * @property {number} divergence how many times its size at the start a loss may grow
 * @typedef {object} OptimiserTape
 * @property {Tape} tape t, x, y, gradient (2), Hessian (3), state, settings -> next x, y and state
 * @property {string[]} state
 * @property {string[]} settings
 * @typedef {object} Trajectory
 * @property {[number, number][]} points the start first; all finite
 * @property {number[]} losses as many as points
 * @property {number[]} gradientNorms as many as points
 * @property {number | null} stepsToTolerance
 * @property {number | null} divergedAt
 * @property {number | null} floorCrossings
 */
import { replay } from "./tape.js";

/** A point on its way down a surface. */
export class Descent {
  x = NaN;
  y = NaN;
  loss = NaN;
  gradient = [NaN, NaN];
  /** Steps taken, the diverging one included. */
  steps = 0;
  /** Whether a step led to a value that is not finite (the point then stays where it was) or far above the start. */
  diverged = false;
  /** How often the path has crossed the floor of the valley; null on a surface without one. @type {number | null} */
  crossings = null;
  /** The step at which the loss first came within the tolerance of the nearest minimum's. @type {number | null} */
  reached = null;

  #surface;
  #optimiser;
  #tolerance;
  #settings;
  /** @type {number[]} */
  #state;
  /** @type {number[]} */
  #hessian = [];
  #limit = Infinity;
  #side = 0;

  /**
   * @param {SurfaceTape} surface
   * @param {OptimiserTape} optimiser
   * @param {Record<string, number>} settings a value for each of the optimiser's settings
   * @param {ArrayLike<number>} start x and y
   * @param {number} tolerance
   */
  constructor(surface, optimiser, settings, start, tolerance = 1e-4) {
    this.#surface = surface;
    this.#optimiser = optimiser;
    this.#tolerance = tolerance;
    this.#settings = optimiser.settings.map((name) => settings[name]);
    this.#state = optimiser.state.map(() => 0);
    if (surface.tape.outputs.length > 6) this.crossings = 0;
    this.diverged = !this.#arrive(start[0], start[1]);
    this.#limit = this.loss + surface.divergence * Math.max(1, Math.abs(this.loss));
  }

  /** How steep the surface is here. */
  get gradientNorm() {
    return Math.hypot(...this.gradient);
  }

  /** Take one step, unless the descent has diverged; return whether there is a new point. */
  step() {
    if (this.diverged) return false;
    const { x, y, gradient } = this;
    this.steps += 1;
    const inputs = [this.steps, x, y, ...gradient, ...this.#hessian, ...this.#state, ...this.#settings];
    const [xNext, yNext, ...state] = outputs(this.#optimiser.tape, inputs);
    this.#state = state;
    const arrived = this.#arrive(xNext, yNext);
    this.diverged = !(arrived && this.loss <= this.#limit);
    return arrived;
  }

  /** Move to a point if everything there is finite. @param {number} x @param {number} y */
  #arrive(x, y) {
    const [loss, gx, gy, hxx, hxy, hyy, floor] = outputs(this.#surface.tape, [x, y]);
    if (![x, y, loss, gx, gy].every(Number.isFinite)) return false;
    Object.assign(this, { x, y, loss, gradient: [gx, gy] });
    this.#hessian = [hxx, hxy, hyy];
    if (this.crossings !== null && floor) {
      if (floor * this.#side < 0) this.crossings += 1;
      this.#side = Math.sign(floor);
    }
    this.reached ??= this.#isDown() ? this.steps : null;
    return true;
  }

  #isDown() {
    const { x, y, loss } = this;
    let nearest = Infinity;
    let floor = Infinity;
    for (const [mx, my, lowest] of this.#surface.minima) {
      const distance = Math.hypot(mx - x, my - y);
      if (distance < nearest) [nearest, floor] = [distance, lowest];
    }
    return Math.abs(loss - floor) <= this.#tolerance;
  }
}

/** A tape's outputs at some inputs. @param {Tape} tape @param {number[]} inputs */
const outputs = (tape, inputs) => {
  const slots = replay(tape, inputs);
  return tape.outputs.map((slot) => slots[slot]);
};

/**
 * A point on its way down, still at its start.
 *
 * @param {SurfaceTape} surface
 * @param {OptimiserTape} optimiser
 * @param {Record<string, number>} settings
 * @param {ArrayLike<number>} start
 * @param {number} [tolerance]
 */
export const descent = (surface, optimiser, settings, start, tolerance) =>
  new Descent(surface, optimiser, settings, start, tolerance);

/**
 * A whole trajectory, as the engine's own `descend` gives it.
 *
 * @param {SurfaceTape} surface
 * @param {OptimiserTape} optimiser
 * @param {Record<string, number>} settings
 * @param {ArrayLike<number>} start
 * @param {number} steps
 * @param {number} [tolerance]
 * @returns {Trajectory}
 */
export const trajectory = (surface, optimiser, settings, start, steps, tolerance) => {
  const walker = descent(surface, optimiser, settings, start, tolerance);
  /** @type {Trajectory} */
  const path = { points: [], losses: [], gradientNorms: [], stepsToTolerance: null, divergedAt: null, floorCrossings: null };
  for (let arrived = !walker.diverged; arrived; arrived = walker.steps < steps && walker.step()) {
    path.points.push([walker.x, walker.y]);
    path.losses.push(walker.loss);
    path.gradientNorms.push(walker.gradientNorm);
  }
  path.stepsToTolerance = walker.reached;
  path.divergedAt = walker.diverged ? walker.steps : null;
  path.floorCrossings = walker.crossings;
  return path;
};
