// @ts-check
/**
 * Gradient flow, live. The figure stands finished in the page; here the engine's tapes follow the gradient down
 * the stack again when a setting changes, in all four ways of joining its layers.
 *
 * @typedef {Record<string, import("./tape.js").Tape>} Ways one layer's tape for each way
 * @typedef {{ size: number[], room: number[], gap: number, ticks: number[], alive: number[], words: Record<string, string>, first: number[], unit: number, weights: number[][], tapes: Record<string, Ways> }} Data
 * @typedef {{ way: string, gradients: number[], gradient: number, kind: string }} Course
 */
import { flow } from "./depth.js";
import { define, tell } from "./lab.js";
import { spread } from "./names.js";
import { numeral } from "./numerals.js";

define("gradient-flow", (lab) => {
  /** @param {string} selector @returns {any} */
  const find = (selector) => lab.querySelector(selector);
  const live = { show() {}, hide() {} };
  if (!find("script")) return live;
  /** @type {Data} */
  const data = JSON.parse(find("script").textContent);
  const [width, height] = data.size;
  const [left, right, top, bottom] = data.room;
  const weights = data.weights.map((row) => row.map((weight) => weight / data.unit));
  /** @type {Record<string, HTMLInputElement>} */
  const fields = Object.fromEntries(Array.from(lab.querySelectorAll("[data-setting]"), (/** @type {any} */ field) => [field.dataset.setting, field]));
  const { activation, layers, scale, residual, normalised } = fields;

  /** @returns {Course[]} */
  const courses = () =>
    Object.entries(data.tapes[activation.value]).map(([way, tape]) => {
      const { gradients } = flow(tape, data.first, weights.slice(0, +layers.value), +scale.value);
      const [gradient] = gradients;
      const kind = !gradient ? "dead" : gradient < data.alive[0] ? "vanished" : gradient > data.alive[1] ? "exploded" : "alive";
      return { way, gradients, gradient, kind };
    });

  /** Powers of ten from low to high on the height of the chart. @param {Course[]} found */
  const powers = (found) => {
    const sizes = found.flatMap(({ gradients }) => gradients).filter(Boolean).map(Math.log10);
    const [least] = data.ticks;
    return [Math.min(-least, Math.floor(Math.min(...sizes))), Math.max(least, Math.ceil(Math.max(...sizes)))];
  };

  /** @param {number} power */
  const named = (power) => (power ? "10" + `${power}`.replace(/./g, (mark) => (mark == "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[+mark])) : "1");

  /** @param {Course[]} found */
  const draw = (found) => {
    const [low, high] = powers(found);
    /** @param {number} size */
    const y = (size) => top + ((high - (size ? Math.max(Math.log10(size), low) : low)) / (high - low)) * (height - top - bottom);
    const [, most, ...steps] = data.ticks;
    const step = steps.find((step) => (high - low) / step <= most) ?? high - low;
    let ticks = "";
    for (let power = Math.ceil(low / step) * step; power <= high; power += step) {
      const at = y(10 ** power).toFixed(1);
      ticks += `<path d="M${left} ${at}H${width - right}"${power ? "" : ' class="lab-one"'}/><text class="lab-tick" x="${left - 8}" y="${at}" dy=".35em">${named(power)}</text>`;
    }
    find(".lab-ticks").innerHTML = ticks;
    const [foot, head] = data.alive.map(y);
    const [over, under] = find(".lab-zones").children;
    const [exploding, vanishing] = lab.querySelectorAll(".lab-zone");
    over.setAttribute("height", (head - 1).toFixed(1));
    under.setAttribute("y", foot.toFixed(1));
    under.setAttribute("height", (height - foot - 1).toFixed(1));
    exploding.setAttribute("y", (head - 8).toFixed(1));
    vanishing.setAttribute("y", (foot + 8).toFixed(1));
    const lines = found.map(({ gradients }) => {
      const apart = (width - left - right) / (gradients.length - 1);
      return [...gradients].reverse().map((size, layer) => [left + apart * layer, y(size)]);
    });
    const ends = lines.map((line) => line[line.length - 1][1]);
    const labels = spread(ends, data.gap, top + data.gap / 2, height - bottom - data.gap / 2);
    found.forEach(({ way }, index) => {
      const [casing, line, mark, label] = find(`[data-run="${way}"]`).children;
      const points = lines[index].map((point) => point.map((value) => value.toFixed(1)).join(" "));
      for (const path of [casing, line]) path.setAttribute("d", `M${points.join("L")}`);
      mark.setAttribute("transform", `translate(${points[points.length - 1]})`);
      label.setAttribute("y", labels[index].toFixed(1));
    });
  };

  /** The way that is set. @param {string} way */
  const chosen = (way) => lab.querySelector(`[data-row="${way}"]`)?.classList.contains("is-chosen");

  /** What becomes of the gradient, the way that is set first. @param {Course[]} found */
  const told = (found) =>
    [...found]
      .sort((one, other) => +!chosen(one.way) - +!chosen(other.way))
      .map(({ way, gradient, kind }) => {
        const name = find(`[data-row="${way}"] th`).textContent.trim();
        return `${name}: ${numeral(gradient)} at the input, ${data.words[kind]}.`;
      });

  /** @type {Course[]} */
  let found = [];
  const settle = () => {
    found = courses();
    const way = residual.checked ? (normalised.checked ? "both" : "residual") : normalised.checked ? "normalised" : "plain";
    for (const node of lab.querySelectorAll("[data-run], [data-row]"))
      node.classList.toggle("is-chosen", Object.values(/** @type {HTMLElement} */ (node).dataset).includes(way));
    draw(found);
    for (const { way, gradient, kind } of found) {
      const { cells } = find(`[data-row="${way}"]`);
      cells[1].textContent = numeral(gradient);
      cells[2].textContent = `× ${numeral(gradient ** (1 / +layers.value))}`;
      cells[3].textContent = data.words[kind];
      cells[3].classList.toggle("is-failed", kind != "alive");
    }
    const word = activation.value == "identity" ? "no activation" : /** @type {any} */ (activation).selectedOptions[0].text;
    const stack = `${layers.value} layers of ${data.first.length} units, ${word}, weight scale ${numeral(+scale.value)}.`;
    find(".lab-stack").textContent = stack;
    find("desc").textContent = [stack, ...told(found)].join(" ");
    say(layers, `${layers.value} layers`);
    say(scale, numeral(+scale.value));
  };

  /** @param {HTMLInputElement} field @param {string} text what a slider stands for */
  const say = (field, text) => {
    field.setAttribute("aria-valuetext", text);
    find(`output[for="${field.id}"]`).textContent = text;
  };

  // A reader may have set something before the script came.
  settle();
  lab.addEventListener("input", settle);
  // Only the way that is set: the table holds the others.
  lab.addEventListener("change", () => tell(lab, () => told(found)[0]));
  return live;
});
