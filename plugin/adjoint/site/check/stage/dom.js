// As much of a document as the scripts of a page touch, for a V8 that has none. It lays nothing out: an element stands
// on a line of its own until it is given a place, and time stands still until it is told to go on.

const LINE = 20;
const VOID = new Set(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]);
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };
const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
const plain = (text) => !text.includes("&") ? text : text.replace(/&(#x?[\da-f]+|\w+);/gi, (whole, name) =>
  name[0] == "#" ? String.fromCodePoint(+(/^#x/i.test(name) ? `0${name.slice(1)}` : name.slice(1))) : (ENTITIES[name] ?? whole));

/** What a reader who sees, or one who hears, would have noticed since it was last asked for. */
let journal = [];
/** Tell all around that they hold other elements than before. */
const noteChange = (node, around) => {
  if (!node.isElement) return;
  for (let at = around; at?.counted; at = at.above) at.counted = 0;
};

class EventTarget {
  addEventListener(kind, act, options) {
    (this.heard ??= []).push({ kind, act, once: !!options?.once });
  }
  removeEventListener(kind, act) {
    this.heard = this.heard?.filter((one) => one.kind != kind || one.act != act);
  }
  dispatchEvent(event) {
    event.target ??= this;
    for (const one of [...(this.heard ?? [])]) {
      if (one.kind != event.type) continue;
      if (one.once) this.heard.splice(this.heard.indexOf(one), 1);
      one.act.call(this, event);
    }
    if (event.bubbles) this.above?.dispatchEvent(event);
    return !event.defaultPrevented;
  }
}
/** What waits for an event; at most nodes nothing does. */
EventTarget.prototype.heard = undefined;

class Event {
  constructor(type, { bubbles = false, ...more } = {}) {
    Object.assign(this, { type, bubbles, defaultPrevented: false }, more);
  }
  preventDefault() {
    this.defaultPrevented = true;
  }
  stopPropagation() {
    this.bubbles = false;
  }
}
class CustomEvent extends Event {}

class Node extends EventTarget {
  // A page has thousands: to declare for each what a class holds takes longer than to set it.
  constructor(childNodes = []) {
    super();
    this.childNodes = childNodes;
    this.above = null;
    /** How many elements there are from here on, once counted; who is counted has counted all below. */
    this.counted = 0;
  }
  get parentElement() {
    return this.above instanceof Element ? this.above : null;
  }
  get parentNode() {
    return this.above;
  }
  get isConnected() {
    return rootOf(this) == document;
  }
  get children() {
    return this.childNodes.filter((node) => node.isElement);
  }
  get textContent() {
    let text = "";
    for (const node of this.childNodes) text += node.textContent;
    return text;
  }
  set textContent(text) {
    this.replaceChildren(...(`${text}` ? [`${text}`] : []));
  }
  append(...nodes) {
    for (const given of nodes) {
      const node = given instanceof Node ? given : new Text(`${given}`);
      node.remove();
      this.hold(node);
    }
  }
  /** Take what stood nowhere. */
  hold(node) {
    node.above = this;
    this.childNodes.push(node);
    noteChange(node, this);
  }
  replaceChildren(...nodes) {
    for (const node of this.childNodes) {
      node.above = null;
      noteChange(node, this);
    }
    this.childNodes = [];
    this.append(...nodes);
  }
  remove() {
    if (!this.above) return;
    this.above.childNodes = this.above.childNodes.filter((node) => node != this);
    noteChange(this, this.above);
    this.above = null;
  }
  contains(other) {
    for (let node = other; node; node = node.above) if (node == this) return true;
    return false;
  }
  /** How many elements there are, with this one. */
  get count() {
    if (!this.counted) {
      this.counted = 1;
      for (const node of this.childNodes) if (node.isElement) this.counted += node.count;
    }
    return this.counted;
  }
  /** All elements below, in their order. */
  below(found = []) {
    for (const node of this.childNodes)
      if (node.isElement) {
        found.push(node);
        node.below(found);
      }
    return found;
  }
  querySelectorAll(selector) {
    return allOf(this, selector);
  }
  querySelector(selector) {
    return allOf(this, selector)[0] ?? null;
  }
}
Node.prototype.isElement = false;
const rootOf = (node) => {
  for (let at = node; ; at = at.above) if (!(at.above instanceof Node)) return at;
};
/** The number of an element in the order of the document that it stands in, or of what stands below a node there. */
const numberOf = (node, top = null) => {
  let number = 0;
  for (let at = node; at != top && at.above instanceof Node; at = at.above) {
    for (const before of at.above.childNodes) {
      if (before == at) break;
      if (before.isElement) number += before.count;
    }
    if (at.above.isElement) number++;
  }
  return number;
};

/** What all texts hold. */
const NO_NODES = Object.freeze([]);
class Text extends Node {
  constructor(data) {
    super(NO_NODES);
    this.data = data;
  }
  get textContent() {
    return this.data;
  }
  cloneNode() {
    return new Text(this.data);
  }
}

/** Reflect attributes as properties: text, or whether they are there. */
const reflect = (made, texts, flags) => {
  for (const name of texts)
    Object.defineProperty(made.prototype, camel(name), {
      get() {
        return this.getAttribute(ATTRIBUTES[name] ?? name) ?? "";
      },
      set(value) {
        this.setAttribute(ATTRIBUTES[name] ?? name, value);
      },
    });
  for (const name of flags)
    Object.defineProperty(made.prototype, camel(name), {
      get() {
        return this.hasAttribute(ATTRIBUTES[name] ?? name);
      },
      set(value) {
        this.toggleAttribute(ATTRIBUTES[name] ?? name, !!value);
      },
    });
};
/** What can be focused without a tabindex. */
const FOCUSED = new Set(["a", "button", "input", "select", "summary", "textarea"]);
const boxed = ({ left, top, width, height }) => ({ left, top, width, height, right: left + width, bottom: top + height });
/** The number of an element in the order of the document; -1 of one that does not stand there. */
const placeOf = (node) => (node.isElement && node.isConnected ? numberOf(node) : -1);
const ATTRIBUTES = { "class-name": "class", "default-checked": "checked", "default-selected": "selected", "tab-index": "tabindex" };

/** The names in an element's class, one by one. */
const classesOf = (node) => {
  const contains = (name) => holdsWord(node.marks.get("class"), name);
  const toggle = (name, on = !contains(name)) => {
    if (!!on == contains(name)) return !!on;
    const held = (node.getAttribute("class") ?? "").split(/\s+/).filter((one) => one && one != name);
    node.setAttribute("class", [...held, ...(on ? [name] : [])].join(" "));
    return !!on;
  };
  return { toggle, contains, add: (name) => toggle(name, true), remove: (name) => toggle(name, false) };
};

class Style {
  setProperty(name, value) {
    this[name] = value;
  }
}

class Element extends Node {
  constructor(name = "") {
    super();
    this.marks = new Map();
    this.localName = name || [...defined].find(([, made]) => made == new.target)?.[0] || "";
    enter(met.name, this.localName, this);
  }
  /** Set an attribute, as scripts and HTML do. */
  mark(name, value) {
    meet(this, name, value);
    this.marks.set(name, value);
  }
  get style() {
    return (this.styled ??= new Style());
  }
  get tagName() {
    return this.localName.toUpperCase();
  }
  getAttribute(name) {
    return this.marks.get(name) ?? null;
  }
  hasAttribute(name) {
    return this.marks.has(name);
  }
  setAttribute(name, value) {
    this.mark(name, `${value}`);
  }
  removeAttribute(name) {
    this.marks.delete(name);
    // What can no longer be focused loses the focus.
    if (name == "tabindex" && document.activeElement == this && !FOCUSED.has(this.localName)) document.activeElement = null;
  }
  toggleAttribute(name, on = !this.hasAttribute(name)) {
    if (on) this.mark(name, this.marks.get(name) ?? "");
    else this.marks.delete(name);
  }
  get attributes() {
    return [...this.marks].map(([name, value]) => ({ name, value }));
  }
  get classList() {
    return (this.classes ??= classesOf(this));
  }
  get dataset() {
    const marks = this.marks;
    const named = () => [...marks.keys()].filter((name) => name.startsWith("data-"));
    return new Proxy({}, {
      get: (_, name) => marks.get(`data-${kebab(String(name))}`),
      set: (_, name, value) => (this.mark(`data-${kebab(String(name))}`, `${value}`), true),
      has: (_, name) => marks.has(`data-${kebab(String(name))}`),
      ownKeys: () => named().map((name) => camel(name.slice(5))),
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    });
  }
  get innerHTML() {
    return this.childNodes.map(written_).join("");
  }
  set innerHTML(html) {
    this.replaceChildren(...parse(html).childNodes);
  }
  matches(selector) {
    return matches(this, selector, this);
  }
  closest(selector) {
    for (let node = this; node instanceof Element; node = node.above) if (node.matches(selector)) return node;
    return null;
  }
  cloneNode(deep = false) {
    const copy = element(this.localName);
    for (const [name, value] of this.marks) copy.mark(name, value);
    if (deep) for (const node of this.childNodes) copy.hold(node.cloneNode(true));
    return copy;
  }
  /** Elements stand below one another, each a line of its own, or where they were put. */
  getBoundingClientRect() {
    if (this.box) return boxed(this.box);
    const top = LINE * placeOf(this);
    return { left: 0, top, right: 100, bottom: top + LINE, width: 100, height: LINE };
  }
  getClientRects() {
    return [this.getBoundingClientRect()];
  }
  click() {
    this.dispatchEvent(new Event("click", { bubbles: true }));
  }
  focus() {
    const before = document.activeElement;
    document.activeElement = this;
    journal.push(["focus", placeOf(this)]);
    before?.dispatchEvent(new Event("blur"));
    this.dispatchEvent(new Event("focusin", { bubbles: true }));
  }
  scrollIntoView({ block = "start" } = {}) {
    journal.push(["scroll", placeOf(this), block]);
  }
  showModal() {
    if (this.open) throw new Error("a dialog that is open cannot be opened");
    this.open = true;
  }
  close() {
    this.open = false;
  }
  select() {
    journal.push(["select", placeOf(this)]);
  }
  showPopover() {
    this.toggleAttribute("data-shown", true);
  }
  setPointerCapture(pointer) {
    this.captured = pointer;
  }
  hasPointerCapture(pointer) {
    return this.captured === pointer;
  }
  get cells() {
    return this.children.filter(({ localName }) => localName == "td" || localName == "th");
  }
  get viewBox() {
    const [x, y, width, height] = (this.getAttribute("viewBox") ?? "0 0 0 0").split(/[ ,]+/).map(Number);
    return { baseVal: { x, y, width, height } };
  }
  get hash() {
    return /#.*/.exec(this.getAttribute("href") ?? "")?.[0] ?? "";
  }
}
Object.assign(Element.prototype, { isElement: true, styled: undefined, classes: undefined, scrollLeft: 0, scrollWidth: 0, clientWidth: 0, clientHeight: 0, offsetWidth: 0, offsetHeight: 0 });
class HTMLElement extends Element {}
class SVGElement extends Element {}
reflect(Element, ["id", "class-name", "href", "name", "type"], []);
reflect(HTMLElement, ["popover"], ["hidden", "default-checked", "default-selected", "disabled"]);
Object.defineProperty(HTMLElement.prototype, "tabIndex", {
  get() {
    return +(this.getAttribute("tabindex") ?? -1);
  },
  set(value) {
    this.setAttribute("tabindex", value);
  },
});

/** A control: what is set, beside what was published. */
class Control extends HTMLElement {
  get defaultValue() {
    return this.getAttribute("value") ?? "";
  }
  get value() {
    return this.now ?? this.defaultValue;
  }
  set value(value) {
    this.now = this.type == "range" ? this.onAStop(+value) : `${value}`;
  }
  onAStop(value) {
    const [low, high, step] = ["min", "max", "step"].map((name, k) => +(this.getAttribute(name) ?? [0, 100, 1][k]));
    const stops = Math.floor((high - low) / step + 1e-9);
    const digits = Math.max(...[low, step].map((part) => `${part}`.split(".")[1]?.length ?? 0));
    return `${+(low + Math.min(Math.max(Math.round((value - low) / step), 0), stops) * step).toFixed(digits)}`;
  }
  get valueAsNumber() {
    return +this.value;
  }
  get checked() {
    return this.ticked ?? this.defaultChecked;
  }
  set checked(on) {
    if (on && this.type == "radio")
      for (const other of document.querySelectorAll(`input[name="${this.name}"]`)) other.ticked = false;
    this.ticked = on;
  }
}
class HTMLInputElement extends Control {}
class HTMLButtonElement extends Control {
  get defaultValue() {
    return undefined;
  }
  get value() {
    return this.now ?? this.getAttribute("value") ?? "";
  }
  set value(value) {
    this.now = `${value}`;
  }
}
class HTMLDataElement extends HTMLElement {
  get value() {
    return this.getAttribute("value") ?? "";
  }
  set value(value) {
    this.setAttribute("value", value);
  }
}
class HTMLAnchorElement extends HTMLElement {
  get pathname() {
    return this.href.split(/[#?]/)[0] || "/";
  }
}
class HTMLOptionElement extends HTMLDataElement {}
class HTMLSelectElement extends HTMLElement {
  get options() {
    return this.querySelectorAll("option");
  }
  get selectedOptions() {
    return this.options.filter((option) => option.value == this.value).map((option) => Object.assign(option, { text: option.textContent.trim() }));
  }
  get value() {
    return this.now ?? (this.options.find((option) => option.defaultSelected) ?? this.options[0])?.value ?? "";
  }
  set value(value) {
    this.now = `${value}`;
  }
}
const KINDS = { a: HTMLAnchorElement, input: HTMLInputElement, button: HTMLButtonElement, data: HTMLDataElement, option: HTMLOptionElement, select: HTMLSelectElement };
const SVG = new Set(["svg", "path", "g", "line", "rect", "circle", "text", "tspan", "use", "title", "desc", "defs", "marker", "clipPath", "metadata", "math", "mrow", "mn", "mo", "mi", "semantics", "annotation"]);
const defined = new Map();
const element = (name) => new (defined.get(name) ?? KINDS[name] ?? (SVG.has(name) ? SVGElement : HTMLElement))(name);

class Document extends Node {
  get documentElement() {
    return this.querySelector("html") ?? this.children[0];
  }
  get head() {
    return this.querySelector("head");
  }
  get body() {
    return this.querySelector("body") ?? this.documentElement;
  }
  getElementById(id) {
    return inOrder(havingId(this, id), this)[0] ?? null;
  }
  createElement(name) {
    return element(name);
  }
  createElementNS(_, name) {
    return new SVGElement(name);
  }
}
let document = new Document();

const PIECE = /<!--[^]*?-->|<!doctype[^>]*>|<(\/?)([a-zA-Z][\w:-]*)|[^<]+|</giy;
const MARK = /\s+([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/y;
const END = /\s*(\/?)>/y;
/** What a pattern finds at a place. */
const foundAt = (pattern, text, place) => {
  pattern.lastIndex = place;
  return pattern.exec(text);
};

/** Parse well-formed HTML, as the build writes it. */
function parse(html) {
  const root = new Node();
  let open = [root];
  for (let at = 0, found; (found = foundAt(PIECE, html, at)); ) {
    const [whole, close, name] = found;
    const last = open[open.length - 1];
    at += whole.length;
    if (!name) {
      if (!whole.startsWith("<!")) last.hold(new Text(plain(whole)));
      continue;
    }
    const marks = [];
    for (let mark; (mark = foundAt(MARK, html, at)); at = MARK.lastIndex) marks.push(mark);
    const end = foundAt(END, html, at);
    if (!end) {
      last.hold(new Text("<"));
      at = found.index + 1;
      continue;
    }
    at = END.lastIndex;
    if (close) {
      const above = open.findLastIndex((node) => node.localName == name);
      if (above > 0) open = open.slice(0, above);
      continue;
    }
    const node = element(name);
    for (const [, key, double, single, bare] of marks) node.mark(key, plain(double ?? single ?? bare ?? ""));
    last.hold(node);
    if (name == "script" || name == "style") {
      const closes = html.indexOf(`</${name}`, at);
      node.hold(new Text(html.slice(at, closes)));
      at = closes;
    }
    if (!end[1] && !VOID.has(name)) open.push(node);
  }
  return root;
}

const written_ = (node) => {
  if (node instanceof Text) return node.data.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const marks = [...node.marks].map(([name, value]) => ` ${name}="${escaped(value)}"`).join("");
  return VOID.has(node.localName) ? `<${node.localName}${marks}>` : `<${node.localName}${marks}>${node.innerHTML}</${node.localName}>`;
};
