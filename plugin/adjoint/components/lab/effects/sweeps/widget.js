// @ts-check
/**
 * Sweeps, live. The figure stands finished in the page; here both modes are counted again for other numbers of
 * inputs and outputs, with the rates that the build counted in the engine's graphs.
 *
 * @typedef {{ rates: import("./counts.js").Rates, size: number[], room: number[], powers: number[], gap: number }} Data
 */
import { counts } from "./counts.js";
import { define, tell } from "./lab.js";
import { spread } from "./names.js";
import { numeral } from "./numerals.js";

define("sweeps", (lab) => {
  /** @param {string} selector @returns {any} */
  const find = (selector) => lab.querySelector(selector);
  const live = { show() {}, hide() {} };
  if (!find("script")) return live;
  /** @type {Data} */
  const data = JSON.parse(find("script").textContent);
  const [width, height] = data.size;
  const [left, right, top, bottom] = data.room;
  const [low, high, wide, fine] = data.powers;
  /** @param {string} name @returns {number} */
  const set = (name) => +find(`[data-setting=${name}]`).value;

  /** @param {number} inputs */
  const x = (inputs) => left + (Math.log10(inputs) / wide) * (width - left - right);
  /** @param {number} operations */
  const y = (operations) => top + ((high - Math.log10(operations)) / (high - low)) * (height - top - bottom);
  /** The heights of the lines in operations, by name. @param {number} inputs @returns {Record<string, number>} */
  const lines = (inputs) => {
    const { value, works } = counts(data.rates, inputs, set("outputs"));
    return Object.fromEntries([["function", value], ...works.map(({ mode, operations }) => [mode, operations])]);
  };

  /** @param {number} number @param {string} noun */
  const counted = (number, noun) => `${numeral(number)} ${noun}${number == 1 ? "" : "s"}`;

  const draw = () => {
    const sizes = Array.from({ length: wide * fine + 1 }, (_, point) => Math.round(10 ** (point / fine)));
    const heights = sizes.map(lines);
    const here = lines(set("inputs"));
    const at = x(set("inputs")).toFixed(1);
    find(".lab-here").setAttribute("d", `M${at} ${top}V${height - bottom}`);
    const ends = Object.values(heights[heights.length - 1]).map(y);
    const labels = spread(ends, data.gap, top, height - bottom - data.gap / 2);
    Object.keys(here).forEach((name, index) => {
      const [casing, line, mark, label] = find(`[data-run=${name}]`).children;
      const points = sizes.map((size, point) => `${x(size).toFixed(1)} ${y(heights[point][name]).toFixed(1)}`);
      const path = `M${points.join("L")}`;
      for (const drawn of [casing, line]) drawn.setAttribute("d", path);
      mark.setAttribute("transform", `translate(${at} ${y(here[name]).toFixed(1)})`);
      label.setAttribute("y", labels[index].toFixed(1));
    });
  };

  /** What both modes take, the one that stands out first. @type {string[]} */
  let told = [];
  const settle = () => {
    const { value, works } = counts(data.rates, set("inputs"), set("outputs"));
    const chosen = find("[data-setting=mode]:checked").value;
    for (const node of lab.querySelectorAll("[data-run], [data-row]"))
      node.classList.toggle("is-chosen", Object.values(/** @type {HTMLElement} */ (node).dataset).includes(chosen));
    draw();
    told = [];
    for (const { mode, sweeps, each, operations } of works) {
      const { cells } = find(`[data-row=${mode}]`);
      const ratio = numeral(operations / value);
      [sweeps, each, operations].forEach((number, index) => (cells[index + 1].textContent = numeral(number)));
      cells[4].textContent = ratio;
      const words = `${cells[0].textContent.trim()} mode: ${counted(sweeps, "sweep")}, ${counted(operations, "operation")}, ${ratio} times the function.`;
      if (mode == chosen) told.unshift(words);
      else told.push(words);
    }
    const size = `${counted(set("inputs"), "input")}, ${counted(set("outputs"), "output")}: ${counted(value, "operation")}.`;
    find(".lab-size").textContent = size;
    find("desc").textContent = [size, ...told].join(" ");
  };
  // A reader may have set something before the script came.
  settle();
  lab.addEventListener("input", settle);
  lab.addEventListener("change", () => tell(lab, () => told[0]));
  return live;
});
