// @ts-check
// Computed values come alive when a reader asks: a slider moves, or a value is pressed or reached with the Tab key.

const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const first = main.querySelector("[data-computed]:not(a *, button *, math *)");
const stop = first?.closest(".katex") ?? first;

/** @type {Promise<typeof import("./values.js")> | undefined} one for all: two imports may come in either order */
let values;
document.addEventListener("adjoint-inputs", async (event) => {
  const { graph, moved } = /** @type {CustomEvent} */ (event).detail;
  (await (values ??= import("./values.js"))).follow(graph, moved);
});

/** @param {Event} event */
const ask = async (event) => {
  const { target } = event;
  if (target instanceof Element && (target.closest("[data-computed]") || target == stop)) (await import("./provenance.js")).answer(event);
};

stop?.setAttribute("tabindex", "0");
for (const kind of ["click", "focusin"]) main.addEventListener(kind, ask);
