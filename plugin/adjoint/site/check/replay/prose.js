// As much of a document as values.js touches: each number stands in it five times, as prose, and as math, drawn and
// for screen readers, once where it needs no brackets and once where it may. It runs in the check's own V8, around the shipped module.

/** Many are made for each state: nothing is held that most have no use for. */
const NONE = [];
class Node {
  constructor(name, text = "") {
    this.name = name;
    this.own = text;
    this.kept = NONE;
    this.marks = undefined;
  }
  get textContent() {
    let text = this.own;
    for (const child of this.kept) text += child.textContent ?? child;
    return text;
  }
  set textContent(text) {
    this.own = text;
    this.kept = NONE;
  }
  get childNodes() {
    return this.kept;
  }
  getAttribute(name) {
    return this.marks?.get(name) ?? null;
  }
  setAttribute(name, value) {
    (this.marks ??= new Map()).set(name, `${value}`);
  }
  removeAttribute(name) {
    this.marks?.delete(name);
  }
  replaceChildren(...children) {
    this.own = "";
    this.kept = children;
  }
  append(...children) {
    this.kept = [...this.kept, ...children];
  }
  matches() {
    return false;
  }
}
class Drawn extends Node {}
class Prose extends Drawn {}

/** What is published in a place, before anything has moved. */
const PUBLISHED = "(published)";

/** Load values.js for a page; `load` runs the module within the document it is given and returns `follow`. */
const stage = (load, data, numbers) => {
  const places = numbers.map((number) => {
    const kinds = [new Prose("data"), new Drawn("span"), new Node("mrow"), new Drawn("span"), new Node("mrow")];
    for (const operand of kinds.slice(3)) operand.setAttribute("data-bracketed", 1);
    for (const place of kinds) {
      place.setAttribute("data-computed", number);
      place.append(new Node("text", PUBLISHED));
    }
    return kinds;
  });
  const document = {
    getElementById: (id) => (id == "numbers:data" ? new Node("script", data) : null),
    querySelectorAll: () => places.flat(),
    createElement: (name) => new Drawn(name),
    createElementNS: (_, name) => new Node(name),
  };
  return { places, follow: load(document, Node, Drawn, Prose) };
};

/**
 * Move graphs through states; return for each state, for each number, what stands in its five places and its value.
 * A state is one list of inputs for each graph.
 */
const followStates = (load, data, numbers, graphs, states) => {
  const { places, follow } = stage(load, data, numbers);
  return JSON.stringify(
    states.map((state) => {
      graphs.forEach(([graph, names], k) => follow(graph, Object.fromEntries(names.map((name, n) => [name, state[k][n]]))));
      return places.map(([prose, ...rest]) => [
        prose.getAttribute("data-now"), `${prose.value}`, ...[prose, ...rest].map((place) => place.textContent),
      ]);
    }),
  );
};
