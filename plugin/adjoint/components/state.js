// @ts-check
/**
 * The state of widgets as addresses say it: `#toy?b=-1&mode=backward` is the figure `toy` as published, but for
 * what is named. A control takes part by its `data-setting`; it is set as a reader would set it, with its events.
 */

/** How long, in ms, a button says what has become of its link. */
const TOLD = 2400;
/** Stands before a rate that multiplies each optimiser's own. */
const TIMES = "*";

/**
 * @typedef {HTMLInputElement | HTMLSelectElement | HTMLButtonElement} Control
 * @typedef {object} Setting
 * @property {string} name
 * @property {Control[]} controls one, or the radio buttons of a choice
 */

/** @param {Element} figure @returns {Setting[]} in the order in which they are to be set: what resets others first */
function settings(figure) {
  /** @type {Map<string, Control[]>} */
  const named = new Map();
  for (const control of /** @type {NodeListOf<Control>} */ (figure.querySelectorAll("[data-setting]"))) {
    const name = /** @type {string} */ (control.dataset.name ?? control.dataset.setting);
    named.set(name, [...(named.get(name) ?? []), control]);
  }
  const rank = (/** @type {Setting} */ { name, controls: [first] }) => (first.localName == "select" ? 0 : name == "step" ? 2 : 1);
  return [...named].map(([name, controls]) => ({ name, controls })).sort((one, other) => rank(one) - rank(other));
}

/** @param {Setting} setting @param {boolean} published whether to read what the page was published with */
function read({ controls }, published = false) {
  const [control] = controls;
  if (control instanceof HTMLSelectElement)
    return (published && [...control.options].find((option) => option.defaultSelected)?.value) || control.value;
  if (control instanceof HTMLButtonElement) return published ? "" : control.value;
  if (control.type == "checkbox") return (published ? control.defaultChecked : control.checked) ? "on" : "off";
  if (control.type == "radio") {
    const radios = /** @type {HTMLInputElement[]} */ (controls);
    return /** @type {HTMLInputElement} */ (radios.find((radio) => (published ? radio.defaultChecked : radio.checked))).value;
  }
  const value = published ? control.defaultValue : control.value;
  const { rate } = control.dataset;
  if (rate == null) return value;
  return (rate ? "" : TIMES) + (+value ? +((+rate || 1) * 10 ** +value).toPrecision(2) : +rate || 1);
}

/** @param {Setting} setting @param {string} text what an address says; what cannot be set is passed over */
function write(setting, text) {
  const [control] = setting.controls;
  if (same(read(setting), text)) return;
  /** @type {Control | undefined} */
  let changed = control;
  if (control instanceof HTMLSelectElement) {
    if (![...control.options].some(({ value }) => value == text)) return;
    control.value = text;
  } else if (control instanceof HTMLButtonElement) control.value = text;
  else if (control.type == "checkbox") control.checked = text == "on";
  else if (control.type == "radio") {
    const chosen = setting.controls.find(({ value }) => value == text);
    if (!(chosen instanceof HTMLInputElement)) return;
    chosen.checked = true;
    changed = chosen;
  } else if (control.dataset.rate == null) {
    if (!text || !isFinite(+text)) return;
    control.value = text;
  } else {
    const power = Math.log10(+text.replace(TIMES, "") / (+control.dataset.rate || 1));
    if (!isFinite(power)) return;
    control.value = `${power}`;
  }
  for (const kind of ["input", "change"]) changed.dispatchEvent(new Event(kind, { bubbles: true }));
}

/** @param {string} one @param {string} other */
const same = (one, other) => one == other || (one != "" && other != "" && +one == +other);

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @param {string} text as an address says it, with the signs that it may keep */
const encoded = (text) => encodeURIComponent(text).replace(/%2[BC]/g, decodeURIComponent);

/** @param {Element} figure @returns {string} its id and, after a question mark, what is set otherwise than published */
function said(figure) {
  const other = settings(figure).filter(
    (setting) => !setting.controls[0].disabled && !same(read(setting), read(setting, true)),
  );
  const query = other.map((setting) => `${encoded(setting.name)}=${encoded(read(setting))}`).join("&");
  return encoded(figure.id) + (query && `?${query}`);
}

/** @param {string} fragment @returns {HTMLElement | null} the figure of a widget that a fragment names */
function figureOf(fragment) {
  const found = document.getElementById(decoded(fragment.split("?")[0]));
  return found?.querySelector("[data-setting]") ? found : null;
}

/** @returns {string[]} what each widget of the page is set to */
function everything() {
  const figures = document.querySelectorAll("figure:has([data-setting])");
  return [...figures].map(said);
}

/** @param {string} fragment such as toy?b=-1 */
async function set(fragment) {
  const figure = figureOf(fragment);
  if (!figure || said(figure) == fragment) return;
  const widget = /** @type {HTMLElement & { wake?: () => void }} */ ([...figure.children].find(({ localName }) => localName.includes("-")));
  await customElements.whenDefined(widget.localName);
  widget.wake?.();
  const [, query = ""] = fragment.split("?");
  const named = new Map(query.split("&").map((pair) => /** @type {[string, string]} */ (pair.split("=").map(decoded))));
  for (const setting of settings(figure)) write(setting, named.get(setting.name) ?? read(setting, true));
}

/** @param {HTMLElement} figure bring it into view if it is not, and lead the keyboard there */
function visit(figure) {
  const { top, bottom } = figure.getBoundingClientRect();
  if (top >= 0 && (bottom <= innerHeight || top < innerHeight / 3)) return;
  figure.tabIndex = -1;
  figure.focus({ preventScroll: true });
  figure.scrollIntoView();
}

/** The address names a state, or a reader comes back to one. */
export async function arrive() {
  const fragment = location.hash.slice(1);
  const left = history.state?.widgets;
  for (const one of left ?? [fragment]) await set(one);
  if (left) return;
  // The links of the site have targets of their own; an address that a reader shared may have none.
  const [way] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  if (!document.getElementById(decoded(fragment)) && way.type == "navigate") figureOf(fragment)?.scrollIntoView();
}

/** A reader follows a link to a state. @param {string} hash */
export async function follow(hash) {
  const figure = figureOf(hash.slice(1));
  if (!figure) {
    location.hash = hash;
    return;
  }
  if (hash != location.hash) {
    // Whoever comes back finds the figure as it was left.
    history.replaceState({ ...history.state, widgets: everything() }, "");
    history.pushState(null, "", hash);
  }
  await set(hash.slice(1));
  visit(figure);
}

/** @type {WeakMap<Element, number>} */
const timers = new WeakMap();

/** A reader wants a link to a figure as it stands. @param {Element} button */
export async function share(button) {
  const figure = /** @type {HTMLElement} */ (button.closest("figure"));
  const url = `${location.href.split("#")[0]}#${said(figure)}`;
  let told = "Link copied";
  try {
    await navigator.clipboard.writeText(url);
  } catch {
    history.replaceState(history.state, "", url);
    told = "Link is in the address bar";
  }
  const status = /** @type {HTMLElement} */ (figure.querySelector("[role=status]"));
  button.textContent = status.textContent = told;
  clearTimeout(timers.get(button));
  timers.set(button, setTimeout(() => (button.textContent = button.getAttribute("data-share")), TOLD));
}
