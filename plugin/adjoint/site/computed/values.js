// @ts-check
// Keeps the computed values of a page in step with its graphs: when a graph's inputs move, their tape is replayed.

import { written } from "./formats.js";
import { replay } from "./tape.js";

/**
 * @typedef {object} Live the numbers that depend on the same graphs
 * @property {import("./tape.js").Tape} tape its inputs are named with their graph's id, such as toy.a
 * @property {number[]} at the inputs as published
 * @property {number[][]} values each a number of the page, its slot, and the slots that must be finite too
 */
const source = /** @type {any} */ (document.getElementById("numbers:data"));

/** @type {Record<string, string>} */
let marks;
/** @type {(Live & { inputs: number[] })[]} each tape with its inputs as they stand */
let live;
/** @type {Map<string, Map<Element, ChildNode[]>>} the places of each number, and what is published there */
let places;
/** @type {ChildNode | undefined} what they were read from: the preview puts another in its place */
let read;

function learn() {
  read = source.firstChild;
  const data = JSON.parse(source.textContent);
  marks = data.marks;
  live = data.live.map((/** @type {Live} */ one) => ({ ...one, inputs: [...one.at] }));
  places = new Map();
  for (const element of document.querySelectorAll("[data-computed]")) {
    const number = /** @type {string} */ (element.getAttribute("data-computed"));
    places.set(number, (places.get(number) ?? new Map()).set(element, [...element.childNodes]));
  }
}

/**
 * A graph's inputs have moved.
 * @param {string} graph its id
 * @param {Record<string, number>} moved where its inputs stand now
 */
export function follow(graph, moved) {
  if (!live || read != source.firstChild) learn();
  for (const { tape, at, values, inputs } of live) {
    if (!tape.inputs.some((name) => name.startsWith(`${graph}.`))) continue;
    tape.inputs.forEach((name, k) => {
      if (name.startsWith(`${graph}.`)) inputs[k] = moved[name.slice(graph.length + 1)] ?? inputs[k];
    });
    const published = inputs.every((input, k) => input == at[k]);
    const slots = replay(tape, inputs);
    for (const [number, ...needed] of values) {
      const value = needed.every((slot) => isFinite(slots[slot])) ? slots[needed[0]] : NaN;
      for (const [element, original] of places.get(`${number}`) ?? [])
        show(element, original, value, published ? null : marks[number]);
    }
  }
}

/**
 * @param {Element} element
 * @param {ChildNode[]} original what is published in it
 * @param {number} value
 * @param {string | null} marks null to show what is published
 */
function show(element, original, value, marks) {
  if (element instanceof HTMLDataElement) element.value = `${value}`;
  if (marks == null) {
    element.replaceChildren(...original);
    element.removeAttribute("data-now");
    return;
  }
  const text = isFinite(value) ? written(value, marks) : "–";
  const [open, close] = element.getAttribute("data-bracketed") && /^[−+]|×/.test(text) ? "()" : ["", ""];
  element.setAttribute("data-now", `${value}`);
  if (element instanceof HTMLDataElement) element.textContent = text;
  else if (element instanceof HTMLElement) {
    // KaTeX keeps the distance to the next sign with the number.
    const space = original.at(-1);
    element.replaceChildren(open, typeset(text), close, ...(space instanceof Element && space.matches(".mspace") ? [space] : []));
  } else {
    const numeral = document.createElementNS("http://www.w3.org/1998/Math/MathML", "mn");
    numeral.textContent = open + text + close;
    element.replaceChildren(numeral);
  }
}

/** @param {string} text a number, in KaTeX's fonts, which have no raised digits */
function typeset(text) {
  const [digits, power] = text.split("×10");
  const line = document.createElement("span");
  line.className = "mord";
  line.textContent = power ? `${digits}\u2005×\u200510` : digits;
  if (power) {
    const raised = document.createElement("sup");
    raised.textContent = power.replace(/./g, (mark) => (mark == "⁻" ? "−" : `${"⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(mark)}`));
    line.append(raised);
  }
  return line;
}
