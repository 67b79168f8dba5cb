// Runs within a published page, in a real browser: sets a figure to each of some states and tells what then stands there.
// A state is a list of settings, each a selector within the figure and a value, and the numbers of the looks that are
// taken then; a look is a selector and what to read there.

async ({ figure, states, looks }) => {
  const KINDS = new Set(["prose", "math", "spoken", "operand", "spoken_operand"]);
  const root = document.getElementById(figure);
  for (const part of root.querySelectorAll("*")) part.wake?.();

  /** Do what a reader's hand does: only what is not so already. */
  const set = ([selector, value]) => {
    const field = root.querySelector(selector);
    if (field.type == "radio" || field.type == "checkbox") {
      if (field.checked == value) return;
      field.checked = value;
    } else {
      if (field.type == "range" ? +field.value == +value : field.value == value) return;
      field.value = value;
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  /** Which place of a computed value an element is, as the check names them. */
  const kind = (element) => {
    if (element instanceof HTMLDataElement) return "prose";
    const isDrawn = element instanceof HTMLElement;
    if (element.hasAttribute("data-bracketed")) return isDrawn ? "operand" : "spoken_operand";
    return isDrawn ? "math" : "spoken";
  };
  const read = (element, what) => {
    // KaTeX and the script put other spaces around a number, and none that a reader could tell apart.
    if (KINDS.has(what)) return element.textContent.replace(/[\s\u200b]/g, "");
    if (what == "text") return element.textContent.replace(/\s+/g, " ").trim();
    if (what == "visible") return `${element.checkVisibility({ visibilityProperty: true })}`;
    return element.getAttribute(what) ?? "";
  };
  const places = looks.map(([selector, what]) =>
    [...document.querySelectorAll(selector)].filter((element) => !KINDS.has(what) || kind(element) == what),
  );

  const shown = [];
  for (const [settings, taken] of states) {
    settings.forEach(set);
    // The values in the prose follow in a microtask; no frame is drawn and no time passes until then.
    for (let turn = 0; turn < 8; turn++) await null;
    shown.push(taken.map((look) => places[look].map((element) => read(element, looks[look][1]))));
  }
  return shown;
};
