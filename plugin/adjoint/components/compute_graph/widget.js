// @ts-check
// Wakes a computation graph: its sliders replay the tape, and every number on the page that has slots follows.

import { numeral } from "./numerals.js";
import { replay } from "./tape.js";

/** Long enough, in ms, for a slider to come to rest before its result is read out. */
const SETTLED = 600;

/**
 * @typedef {object} Data
 * @property {import("./tape.js").Tape} tape
 * @property {string} output
 * @property {string[]} names of the nodes
 * @property {number[]} primals the slot of each node's value
 * @property {number[]} adjoints the slot of each node's adjoint; -1 for a constant
 * @property {number[]} shown the nodes that the description lists
 * @property {[source: number, target: number, local: number][]} edges
 * @property {(string | number)[][]} steps each node's operation in words, its operands as slots
 */

class AdjointGraph extends HTMLElement {
  connectedCallback() {
    /** @type {Data} */
    this.data = JSON.parse(/** @type {any} */ (this.querySelector("script")).textContent);
    this.addEventListener("input", () => this.refresh());
    this.querySelector(".graph__reset")?.addEventListener("click", () => {
      for (const slider of this.sliders()) slider.value = slider.defaultValue;
      this.refresh();
      // The address names the figure still, and no longer a state that it has left.
      const { hash } = location;
      const { id } = /** @type {HTMLElement} */ (this.parentElement);
      const isOwn = [id, encodeURIComponent(id)].some((name) => hash.startsWith(`#${name}?`));
      if (isOwn) history.replaceState(null, "", hash.split("?")[0]);
    });
    // A picture too wide for the screen opens where its output stands; where derivatives flow down from there, as
    // near to it as its chosen input is seen.
    for (const box of this.querySelectorAll(".graph__scroll")) {
      /** @param {string} card @returns {any} */
      const find = (card) => box.querySelector(card)?.getBoundingClientRect();
      const { left, right } = box.getBoundingClientRect();
      const output = find(".graph__card--output");
      const input = find(".graph__view--backward .graph__card--highlighted") ?? output;
      const middle = (output.left + output.right - left - right) / 2;
      box.scrollLeft += Math.min(Math.max(middle, input.right - right + 8), input.left - left - 8);
    }
    // A browser may bring back where a reader had left the sliders.
    if (this.sliders().some((slider) => slider.value != slider.defaultValue)) this.refresh();
  }

  /** @returns {HTMLInputElement[]} */
  sliders() {
    return Array.from(this.querySelectorAll("input[type=range]"));
  }

  refresh() {
    const data = /** @type {Data} */ (this.data);
    const { names, primals, adjoints, output } = data;
    const sliders = this.sliders();
    const slots = replay(data.tape, sliders.map((slider) => slider.valueAsNumber));
    const { missing, fault } = state(data, slots);
    const moved = Object.fromEntries(data.tape.inputs.map((name, k) => [name, sliders[k].valueAsNumber]));
    this.dispatchEvent(new CustomEvent("adjoint-inputs", { bubbles: true, detail: { graph: /** @type {HTMLElement} */ (this.parentElement).id, moved } }));

    for (const element of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-slots]"))) {
      const places = /** @type {string} */ (element.dataset.slots).split(" ");
      const product = places.reduce((value, slot) => value * slots[+slot], 1);
      const lacks = missing.has(Number(element.dataset.needs));
      const known = !lacks && isFinite(product);
      element.textContent = known ? numeral(product) : "–";
      element.toggleAttribute("data-negative", known && product < 0);
    }
    sliders.forEach((slider, k) => {
      slider.setAttribute("aria-valuetext", `${data.tape.inputs[k]} = ${numeral(slider.valueAsNumber)}`);
    });
    for (const card of this.querySelectorAll("[data-node]")) {
      card.toggleAttribute("data-undefined", missing.has(Number(card.getAttribute("data-node"))));
    }
    const [forward, backward] = this.querySelectorAll("desc");
    forward.textContent = data.shown
      .map((node) => `${names[node]} = ${numeral(missing.has(node) ? NaN : slots[primals[node]])}`).join(", ");
    const lost = missing.has(names.indexOf(output));
    backward.textContent = data.shown.filter((node) => adjoints[node] >= 0).reverse()
      .map((node) => `∂${output}/∂${names[node]} = ${numeral(lost ? NaN : slots[adjoints[node]])}`).join(", ");

    const notice = /** @type {HTMLElement} */ (this.querySelector(".graph__undefined"));
    notice.hidden = !fault;
    notice.textContent = fault;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.announce(fault), SETTLED);
  }

  /** @param {string} fault */
  announce(fault) {
    /** @param {string} selector @returns {any} */
    const find = (selector) => this.querySelector(selector);
    const view = `.graph__view--${find("[name$=-pass]:checked").value}`;
    const line = find(`${view} .graph__sum`) ?? find(`${view} desc`);
    find("[role=status]").textContent = fault || line.textContent.replace(/\s+/g, " ").trim();
  }
}

/**
 * Finds the nodes without a value, and says where the state first leaves its domain. Slots are shared between
 * values and derivatives that agree, so what has no meaning is told by its node and never written into a slot.
 *
 * @param {Data} data
 * @param {Float64Array} slots
 * @returns {{ missing: Set<number>, fault: string }} the fault is empty where all is defined
 */
function state({ names, primals, edges, steps }, slots) {
  /** @type {Set<number>} */
  const missing = new Set();
  let fault = "";
  primals.forEach((slot, node) => {
    const blocked = edges.some(([source, target]) => target == node && missing.has(source));
    if (blocked || !isFinite(slots[slot])) missing.add(node);
    if (missing.has(node) && !fault) {
      fault = `${names[node]} is undefined: ${steps[node].map((word) => (typeof word == "string" ? word : numeral(slots[word]))).join("")}`;
    }
  });
  for (const [source, target, local] of edges) {
    if (!fault && !isFinite(slots[local])) {
      fault = `∂${names[target]}/∂${names[source]} is undefined at ${names[source]} = ${numeral(slots[primals[source]])}`;
    }
  }
  return { missing, fault };
}

customElements.define("adjoint-graph", AdjointGraph);
