// @ts-check
/**
 * Brings a page over to its next version without disturbing what scripts and readers have made of it.
 *
 * Three trees: the page as it was sent, the page as it is sent now, and the live page. What differs between the
 * first two is done to the third, so a moved slider, an opened fold, a copy button that a script has added, all
 * stay as they are. It is done to the first as well, which so becomes the second; what is the same in both is not
 * walked through. A script may hold on to an element, or listen to it: where such an element would come or
 * go, there is no plan, and the page is to be loaded again.
 */

/** @typedef {() => void} Act */
/** @typedef {WeakMap<Node, Node>} Live each node of the tree as it was sent, and what became of it in the live page */

/** Found as one: a browser makes more of them than their markup says. */
const WHOLE = "script, style, noscript, template, iframe, object, video, audio, select, textarea";
/** What a script may well have taken hold of, beside elements with an id or data of their own. */
const HELD = "script, pre, button, input, form, dialog, iframe, a[href^='#']";
/** The computed values and what their script reads, which it reads again if no slider stands elsewhere. */
const NUMBERS = "[data-computed], [id='numbers:data']";
/** More blocks than this in one place are not paired one with another. */
const MOST = 400;

export class Pristine {
  /** @param {Document} document as it was sent, before any script of its own has run */
  constructor(document) {
    // In a document that nobody sees, no picture is fetched and no custom element wakes.
    this.tree = document.implementation.createHTMLDocument("").importNode(document.body, true);
    /** @type {Live} */
    this.live = new WeakMap();
    pair(this.live, this.tree, document.body);
  }

  /**
   * Returns what brings the live page over, or nothing where that could upset its scripts.
   * @param {Document} next
   * @returns {Act | undefined}
   */
  plan(next) {
    const plan = new Plan(this.live);
    plan.element(this.tree, next.body);
    if (plan.upsets) return undefined;
    return () => {
      for (const act of plan.acts) act();
    };
  }
}

/**
 * @param {Live} lives takes each pair
 * @param {Node} sent
 * @param {Node} live the same nodes, in the same order
 */
function pair(lives, sent, live) {
  lives.set(sent, live);
  for (let a = sent.firstChild, b = live.firstChild; a && b; a = a.nextSibling, b = b.nextSibling) pair(lives, a, b);
}

class Plan {
  /** @param {Live} lives */
  constructor(lives) {
    this.lives = lives;
    /** @type {Act[]} */
    this.acts = [];
    this.upsets = false;
  }

  /** @param {Node} node @returns {Node} */
  live(node) {
    return /** @type {Node} */ (this.lives.get(node));
  }

  /** @param {Element} old @param {Element} next of the same name */
  element(old, next) {
    this.attributes(old, next);
    this.children([...old.childNodes], [...next.childNodes], old);
  }

  /** @param {Element} old @param {Element} next */
  attributes(old, next) {
    const live = /** @type {Element} */ (this.live(old));
    const names = new Set([...old.getAttributeNames(), ...next.getAttributeNames()]);
    for (const name of names) {
      const [was, is] = [old.getAttribute(name), next.getAttribute(name)];
      if (was == is) continue;
      if (isHold(name) || (name == "href" && (was?.[0] == "#" || is?.[0] == "#"))) this.upsets = true;
      else if (name == "class") this.acts.push(() => changeClasses(live, was, is));
      else this.acts.push(() => setAttribute(live, name, is));
      this.acts.push(() => setAttribute(old, name, is));
    }
  }

  /** @param {ChildNode[]} olds @param {ChildNode[]} nexts @param {Element} parent of the old ones */
  children(olds, nexts, parent) {
    /** @type {Node | null} */
    let previous = null;
    for (const [old, next, same] of paired(olds, nexts)) {
      if (old && this.live(old).parentNode != this.live(parent)) this.upsets = true;
      if (this.upsets) return;
      if (!next) this.remove(/** @type {Node} */ (old));
      else if (!old) previous = this.insert(next, parent, previous);
      else previous = same ? old : this.change(old, next, parent, previous);
    }
  }

  /** @param {Node} old @param {Node} next @param {Element} parent @param {Node | null} previous @returns {Node} */
  change(old, next, parent, previous) {
    if (old instanceof Element && old.matches(NUMBERS) && document.querySelector("[data-now]")) this.upsets = true;
    if (old instanceof HTMLScriptElement && old.matches(NUMBERS)) this.rewrite(old, next);
    else if (old instanceof Element && next instanceof Element && isWhole(old)) return this.replace(old, next, parent, previous);
    else if (old instanceof Element && next instanceof Element) this.element(old, next);
    else this.acts.push(() => (old.nodeValue = this.live(old).nodeValue = next.nodeValue));
    return old;
  }

  /** @param {Node} old @param {Node} next */
  rewrite(old, next) {
    for (const node of [old, this.live(old)]) this.acts.push(() => (node.textContent = next.textContent));
  }

  /** @param {Element} old @param {Element} next @param {Element} parent @param {Node | null} previous */
  replace(old, next, parent, previous) {
    const live = /** @type {Element} */ (this.live(old));
    this.insert(next, parent, previous);
    this.remove(old);
    this.acts.push(() => carryOver(live, /** @type {Element} */ (this.live(next))));
    return next;
  }

  /** @param {Node} old */
  remove(old) {
    if (isHeld(old)) this.upsets = true;
    for (const node of [old, this.live(old)]) this.acts.push(() => /** @type {ChildNode} */ (node).remove());
  }

  /** @param {Node} next @param {Element} parent @param {Node | null} previous @returns {Node} */
  insert(next, parent, previous) {
    if (isHeld(next)) this.upsets = true;
    this.acts.push(() => {
      const fresh = document.importNode(next, true);
      pair(this.lives, next, fresh);
      insertAfter(this.live(parent), fresh, previous && this.live(previous));
      insertAfter(parent, next, previous);
    });
    return next;
  }
}

/** @param {Node} parent @param {Node} node @param {Node | null} previous nothing where it is to be the first */
function insertAfter(parent, node, previous) {
  parent.insertBefore(node, previous ? previous.nextSibling : parent.firstChild);
}

/** @param {Element} element @param {string} name @param {string | null} value */
function setAttribute(element, name, value) {
  if (value == null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** @param {string} name of an attribute by which scripts find elements */
function isHold(name) {
  return name == "id" || name.startsWith("data-");
}

/** @param {Element} element */
function isWhole(element) {
  return element.localName.includes("-") || element.matches(WHOLE);
}

/**
 * Whether a script may hold an element or listen to it. A custom element wakes by itself, with all it holds.
 * @param {Node} node
 * @returns {boolean}
 */
function isHeld(node) {
  if (!(node instanceof Element) || node.localName.includes("-")) return false;
  return node.matches(HELD) || node.getAttributeNames().some(isHold) || [...node.children].some(isHeld);
}

/** @param {Element} live @param {string | null} was @param {string | null} is */
function changeClasses(live, was, is) {
  live.classList.remove(...words(was));
  live.classList.add(...words(is));
}

/** @param {string | null} text */
function words(text) {
  return (text ?? "").split(/\s+/).filter(Boolean);
}

/**
 * Sets the sliders and switches of a fresh widget as they were set in the one that it follows.
 * @param {Element} former @param {Element} fresh
 */
function carryOver(former, fresh) {
  const controls = [...former.querySelectorAll("input")];
  const successors = [...fresh.querySelectorAll("input")];
  controls.forEach((control, place) => {
    const successor = successors[place];
    if (successor?.name != control.name || successor.type != control.type) return;
    if (control.value == control.defaultValue && control.checked == control.defaultChecked) return;
    if (successor.type != "radio" && successor.type != "checkbox") successor.value = control.value;
    successor.checked = control.checked;
    for (const kind of ["input", "change"]) successor.dispatchEvent(new Event(kind, { bubbles: true }));
  });
}

/** @typedef {[old: ChildNode | null, next: ChildNode | null, same: boolean]} Pair what stands in one place */

/**
 * Pairs what stands in one place before and after: what is the same first, then in each gap what is of one kind.
 * @param {ChildNode[]} olds @param {ChildNode[]} nexts
 * @returns {Pair[]} in the order of the next page
 */
export function paired(olds, nexts) {
  let head = 0;
  while (head < olds.length && head < nexts.length && olds[head].isEqualNode(nexts[head])) head++;
  let tail = 0;
  const most = Math.min(olds.length, nexts.length) - head;
  while (tail < most && olds[olds.length - 1 - tail].isEqualNode(nexts[nexts.length - 1 - tail])) tail++;
  const [before, after] = [olds.slice(head, olds.length - tail), nexts.slice(head, nexts.length - tail)];
  // To look for what is the same among them, what holds the whole page would be written out on every level.
  const alone = before.length < 2 && after.length < 2;
  const middle = alone ? gap(before, after, () => false) : anchored(before, after);
  /** @type {(count: number, from: number, to: number) => Pair[]} */
  const run = (count, from, to) => Array.from({ length: count }, (_, k) => [olds[from + k], nexts[to + k], true]);
  return [...run(head, 0, 0), ...middle, ...run(tail, olds.length - tail, nexts.length - tail)];
}

/**
 * @param {ChildNode[]} olds @param {ChildNode[]} nexts
 * @returns {Pair[]}
 */
function anchored(olds, nexts) {
  /** @type {Pair[]} */
  const pairs = [];
  let [a, b] = [0, 0];
  for (const [i, j] of [...longestCommon(olds.map(markup), nexts.map(markup)), [olds.length, nexts.length]]) {
    pairs.push(...gap(olds.slice(a, i), nexts.slice(b, j), (old, next) => old.isEqualNode(next)));
    if (i < olds.length) pairs.push([olds[i], nexts[j], true]);
    [a, b] = [i + 1, j + 1];
  }
  return pairs;
}

/**
 * @param {ChildNode[]} olds @param {ChildNode[]} nexts
 * @param {(old: ChildNode, next: ChildNode) => boolean} same
 * @returns {Pair[]}
 */
function gap(olds, nexts, same) {
  const rest = [...olds];
  /** @type {Pair[]} */
  const pairs = [];
  for (const next of nexts) {
    const found = rest.findIndex((old) => kind(old) == kind(next));
    if (found < 0) pairs.push([null, next, false]);
    else {
      for (const old of rest.splice(0, found)) pairs.push([old, null, false]);
      const old = /** @type {ChildNode} */ (rest.shift());
      pairs.push([old, next, same(old, next)]);
    }
  }
  return [...pairs, ...rest.map((old) => /** @type {Pair} */ ([old, null, false]))];
}

/** @param {Node} node */
function markup(node) {
  return node instanceof Element ? node.outerHTML : `${node.nodeType}${node.nodeValue}`;
}

/** @param {Node} node what may become another of its kind by changes within */
function kind(node) {
  return node instanceof Element ? `${node.localName}#${node.id}` : node.nodeName;
}

/**
 * @param {string[]} a @param {string[]} b
 * @returns {[number, number][]} the places of a longest common subsequence
 */
function longestCommon(a, b) {
  if (a.length > MOST || b.length > MOST) return [];
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i][j] = a[i] == b[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
  /** @type {[number, number][]} */
  const found = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] == b[j]) found.push([i++, j++]);
    else if (lengths[i + 1][j] >= lengths[i][j + 1]) i++;
    else j++;
  }
  return found;
}
