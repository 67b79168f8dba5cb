// Puts a published page on the stage of dom.js, lets its scripts run there, and does what a reader would do.
// Both files stand in one function with the scripts of the page, so that each page has a stage of its own.

/** What waits for its time, and for a figure to come into view. */
const clock = { now: 0, queue: [], count: 0 };
const watched = [];
const later = (act, at) => clock.queue.push({ at, act, id: ++clock.count }) && clock.count;
const drop = (id) => (clock.queue = clock.queue.filter((one) => one.id != id));

/** A frame is drawn after so many ms: few, for each draws everything. */
const FRAME = 100;

/** Let time pass, in ms. */
const pass = (time) => {
  const end = clock.now + time;
  for (;;) {
    clock.queue.sort((one, other) => one.at - other.at || one.id - other.id);
    if (!clock.queue.length || clock.queue[0].at > end) break;
    const { at, act } = clock.queue.shift();
    clock.now = at;
    heeded(act(at));
  }
  clock.now = end;
};

class Observer {
  constructor(act) {
    this.act = act;
  }
  observe(node) {
    watched.push([node, this.act]);
  }
  disconnect() {}
}

const kept = new Map();
/** What a reader's browser keeps, or does not want to. */
const storage = () => {
  if (wishes.forgets) throw new Error("storage is forbidden");
  return kept;
};
const copied = [];
const view = new EventTarget();
/** What a reader has set for all pages, or for this one, beside what stands in it. */
const wishes = { navigation: "navigate", refuses: false, selects: false, forgets: false, media: new Map(), served: {} };

/** The addresses a reader has been at on this page. */
const visited = [{ hash: "", state: null }];
let standing = 0;
const visit = (hash) => {
  visited.splice(++standing, Infinity, { hash, state: null });
};
const arrived = () => view.dispatchEvent(new Event("hashchange"));
const location = {
  pathname: "/",
  get href() {
    return `https://example.org/${this.hash}`;
  },
  set href(href) {
    journal.push(["gone", href]);
  },
  get hash() {
    return visited[standing].hash;
  },
  set hash(hash) {
    visit(hash);
    later(arrived, clock.now);
  },
};
const hashOf = (url) => (url ? new RegExp("#.*|$").exec(url)[0] : location.hash);
const history = {
  get state() {
    return visited[standing].state;
  },
  replaceState(state, passedOver, url) {
    expect(passedOver === "", `the title "${passedOver}" of an address`);
    if (url) journal.push(["address", url]);
    visited[standing] = { state, hash: hashOf(url) };
  },
  pushState(state, passedOver, url) {
    expect(passedOver === "", `the title "${passedOver}" of an address`);
    visit(hashOf(url));
    visited[standing].state = state;
  },
};

class Media extends EventTarget {
  matches = false;
}
const media = (query) => {
  expect(MEDIA.has(query), `the query "${query}"`);
  if (!wishes.media.has(query)) wishes.media.set(query, new Media());
  return wishes.media.get(query);
};

const answered = (text) => ({ ok: text != null, status: text == null ? 404 : 200, json: async () => JSON.parse(text ?? "") });
/** A server that knows some addresses; what is null it does not find, and what is not there it does not answer. */
const fetched = (address) =>
  address in wishes.served ? Promise.resolve(answered(wishes.served[address])) : Promise.reject(new Error(`no ${address}`));

const surroundings = {
  Node, Element, HTMLElement, SVGElement, HTMLInputElement, HTMLSelectElement, HTMLButtonElement, HTMLDataElement, HTMLAnchorElement, Event, CustomEvent,
  IntersectionObserver: Observer, ResizeObserver: Observer,
  setTimeout: (act, time = 0) => later(act, clock.now + time),
  clearTimeout: drop,
  requestAnimationFrame: (act) => later(act, clock.now + FRAME),
  matchMedia: media,
  getComputedStyle: ({ style }) => ({ visibility: style.visibility ?? "visible", getPropertyValue: (name) => style[name] ?? "" }),
  getSelection: () => ({ isCollapsed: !wishes.selects }),
  customElements: {
    define(name, made) {
      defined.set(name, made);
      for (const old of document.querySelectorAll(name)) {
        const node = new made(name);
        for (const [mark, value] of old.marks) node.mark(mark, value);
        node.above = old.above;
        old.above.childNodes = old.above.childNodes.map((one) => (one == old ? node : one));
        noteChange(node, old.above);
        node.append(...[...old.childNodes]);
        node.connectedCallback?.();
      }
    },
    whenDefined: () => Promise.resolve(),
  },
  fetch: fetched,
  localStorage: { getItem: (name) => storage().get(name) ?? null, setItem: (name, value) => storage().set(name, `${value}`) },
  navigator: {
    clipboard: { writeText: (text) => (wishes.refuses ? Promise.reject(new Error("refused")) : Promise.resolve(copied.push(text))) },
  },
  location, history,
  performance: { getEntriesByType: (kind) => (kind == "navigation" ? [{ type: wishes.navigation }] : []), now: () => clock.now },
  innerHeight: 800, innerWidth: 1200, scrollX: 30, scrollY: 700,
  addEventListener: (...given) => view.addEventListener(...given),
};

/** What is done beside what any event does, by its name. */
const ACTIONS = {
  wait: (_, time) => pass(time),
  /** The browser draws nothing for a while: what waits for a frame waits so much longer. */
  stall(_, time) {
    clock.now += time;
    for (const one of clock.queue) one.at += time;
  },
  overlook: () => noticed(),
  empty: () => copied.splice(0),
  scroll: () => view.dispatchEvent(new Event("scroll")),
  back: () => standing-- && arrived(),
  follow: (_, hash) => (location.hash = hash),
  /** The address says so already. */
  at: (_, place) => Object.assign(visited[standing], place),
  wish: (_, wanted) => Object.assign(wishes, wanted),
  /** A script runs once more, now as on the next page, or when it is next asked for. */
  again: (_, name) => load(name),
  forget: (_, name) => load(name, false),
  media(_, [query, on]) {
    media(query).matches = on;
    media(query).dispatchEvent(new Event("change"));
  },
  wake: (node) => node.wake(),
  see(node, seen) {
    for (const [one, act] of watched) if (one == node || node.contains(one)) act([{ isIntersecting: seen ?? true }]);
  },
  focus: (node) => node.focus(),
  mark: (node, [name, value]) => node.setAttribute(name, value),
  without: (node, name) => node.removeAttribute(name),
  write: (node, text) => (node.textContent = text),
  style: (node, style) => Object.assign(node.style, style),
  place: (node, sizes) => Object.assign(node, sizes),
  tick(node, on) {
    node.checked = on ?? true;
    changed(node);
  },
  set(node, value) {
    node.value = value;
    changed(node);
  },
  /** The pointer comes to stand on it. */
  hover(node) {
    const before = document.hovered;
    document.hovered = node;
    for (let at = before; at instanceof Element && !at.contains(node); at = at.above) at.dispatchEvent(new Event("mouseleave"));
    for (let at = node; at instanceof Element && !at.contains(before ?? null); at = at.above) at.dispatchEvent(new Event("mouseenter"));
    node.dispatchEvent(new Event("mouseover", { bubbles: true }));
  },
  pointerup(node, given) {
    node.dispatchEvent(new Event("pointerup", { bubbles: true, ...given }));
    node.captured = undefined;
  },
};
const changed = (node) => {
  for (const kind of ["input", "change"]) node.dispatchEvent(new Event(kind, { bubbles: true }));
};
/** What a selector names, or with :at(2) the third of those. */
const nodesOf = (selector) => {
  if (selector == ":window") return [view];
  if (selector == ":location") return [location];
  if (selector == ":focus") return [document.activeElement ?? document.body];
  if (selector == ":copied") return copied.map((textContent) => ({ textContent }));
  const [, every, place] = new RegExp("^(.*):at\\((\\d+)\\)$").exec(selector) ?? [];
  return every ? document.querySelectorAll(every).slice(+place, +place + 1) : document.querySelectorAll(selector);
};

/** Do what a reader does: each step is a selector, what is done, and with what. */
const drive = (steps) => {
  heed();
  for (const [selector, action, value] of steps) {
    const [node] = nodesOf(selector);
    if (!node) throw new Error(`the page has no ${selector}`);
    if (Object.hasOwn(ACTIONS, action)) {
      ACTIONS[action](node, value);
      continue;
    }
    const event = new Event(action, { bubbles: true, ...value });
    node.dispatchEvent(event);
    // The browser does with a key what it does with keys that no script has taken.
    if (action == "keydown" && !event.defaultPrevented) journal.push(["passed", event.key]);
    if (action == "click" && !event.defaultPrevented && node.hasAttribute("href")) journal.push(["led", node.getAttribute("href")]);
  }
};

const named = (node) => {
  const place = [];
  for (let at = node; at instanceof Element; at = at.above) {
    const name = at.id ? `#${at.id}` : (at.getAttribute("class") ?? "").split(" ").filter(Boolean).map((one) => `.${one}`)[0] ?? "";
    place.unshift(at.localName + name + (at.dataset.row ?? at.dataset.run ?? at.dataset.head ? `[${at.dataset.row ?? at.dataset.run ?? at.dataset.head}]` : ""));
    if (at.id) break;
  }
  return place.slice(-3).join(" ");
};

const UNCOMPARED = new Set(["value", "checked", "selected", "style", "tabindex", "data-rate"]);
/** The elements of a figure that a reader may meet, in order, but for what some selectors name. */
const shown = (figure, skipped) => {
  const isHidden = matcher(skipped);
  const found = [];
  const visit = (node) => {
    if (isHidden(node, figure)) return;
    found.push(node);
    for (const one of node.childNodes) if (one.isElement) visit(one);
  };
  visit(figure);
  return found;
};
const lettersIn = ({ childNodes }) => childNodes.map((one) => (one.isElement ? " " : one.data)).join("");
const textIn = (node) => lettersIn(node).replace(/\s+/g, " ").trim();
/** What an element holds, in order: each the element, what it is, and its value. */
const factsOf = (node, isTold) => {
  const found = [];
  const add = (what, value) => {
    if (isTold(node, what)) found.push([node, what, `${value}`]);
  };
  add("is", node.localName);
  if (node.type == "radio" || node.type == "checkbox") add("checked", node.checked);
  else if (node instanceof HTMLInputElement || node instanceof HTMLSelectElement) add("value", node.value);
  for (const name of [...node.marks.keys()].sort()) {
    if (UNCOMPARED.has(name)) continue;
    const value = node.marks.get(name);
    if (name != "class") add(name, isNaN(value) || !value ? value : +value);
    else if (value) add(name, value.split(/\s+/).filter(Boolean).sort().join(" "));
  }
  add("text", textIn(node));
  return found;
};
/** Whether two elements are the same letter by letter, as most are. */
const isAlike = (one, other) => {
  if (one.localName != other.localName || one.marks.size != other.marks.size || one instanceof Control || one instanceof HTMLSelectElement) return false;
  for (const [name, value] of one.marks) if (other.marks.get(name) !== value) return false;
  return lettersIn(one) == lettersIn(other) || textIn(one) == textIn(other);
};

/** What is drawn in pixels, to a tenth of one. */
const DRAWN = new Set(["d", "x", "y", "width", "height", "transform"]);
const NUMBER = /-?\d+(?:\.\d+)?/g;
/** Whether two attributes draw the same, a tenth of a pixel rounded the other way apart. */
const draws = (one, other) => {
  const [numbers, others] = [one.match(NUMBER) ?? [], other.match(NUMBER) ?? []];
  return one.replace(NUMBER, "#") == other.replace(NUMBER, "#") && numbers.every((number, k) => Math.abs(number - others[k]) < 0.11);
};
/** The points of a line, whether it is written by places or by ways. */
const pointsOf = (path) => {
  const found = [];
  if (!isWritten("d", path)) return found;
  let [x, y] = [0, 0];
  for (const [, pen, rest] of path.matchAll(/([MmLlHhVv])([^A-Za-z]*)/g)) {
    const numbers = (rest.match(NUMBER) ?? []).map(Number);
    const [isAcross, isDown] = [/h/i.test(pen), /v/i.test(pen)];
    while (numbers.length) {
      const [dx, dy] = [isDown ? 0 : numbers.shift(), isAcross ? 0 : numbers.shift() ?? 0];
      const isWay = pen == pen.toLowerCase();
      x = isWay || isDown ? x + dx : dx;
      y = isWay || isAcross ? y + dy : dy;
      found.push([x, y]);
    }
  }
  return found;
};
/** Pixels within which the points of two lines are the same: less than a line is wide. */
const NEAR = 0.6;
const near = ([x, y], [u, v]) => Math.abs(x - u) < NEAR && Math.abs(y - v) < NEAR;
/** Whether a line is another without points that lie on the one before: each of its points is there, in order. */
const thins = (line, thinned) => {
  const [points, fewer] = [line, thinned].map(pointsOf);
  if (!fewer.length || !points.length || !near(points.at(-1), fewer.at(-1))) return false;
  let at = 0;
  return fewer.every((point) => (at = points.findIndex((one, k) => k >= at && near(one, point)) + 1));
};
const agree = ([, what, one], [, kind, other]) =>
  what == kind && (one == other || (DRAWN.has(what) && (draws(one, other) || (what == "d" && thins(one, other)))));

/** What two figures hold, but for elements that are the same in both. */
const unlike = (figure, original, skipped) => {
  const untold = skipped.filter((one) => one.includes("@")).map((one) => one.split("@"));
  const isTold = (node, what) => !untold.some(([selector, name]) => name == what && node.matches(selector));
  const unseen = skipped.filter((one) => !one.includes("@")).join(", ");
  const [nodes, others] = [figure, original].map((one) => shown(one, unseen));
  const [there, here] = [[], []];
  // An element with more facts than its like moves all that follows.
  let isLevel = true;
  for (let k = 0; k < Math.max(nodes.length, others.length); k++) {
    if (isLevel && nodes[k] && others[k] && isAlike(nodes[k], others[k])) continue;
    if (nodes[k]) there.push(...factsOf(nodes[k], isTold));
    if (others[k]) here.push(...factsOf(others[k], isTold));
    isLevel = there.length == here.length;
  }
  return [there, here];
};
/** Where a figure on the stage is not what another HTML of it says; nothing where they agree. */
const differences = (id, html, skipped, most = 5) => {
  const figure = document.getElementById(id);
  const original = html ? apart(() => parse(html)).below().find(isFigure) : published.get(id);
  const [there, here] = unlike(figure, original, skipped);
  const found = [];
  for (let k = 0; k < Math.max(there.length, here.length) && found.length < most; k++) {
    const [one, other] = [there[k] ?? [figure, "", "nothing"], here[k] ?? [figure, "", "nothing"]];
    if (agree(one, other)) continue;
    found.push([named(one[0]), one[1], one[2], `${other[1] == one[1] ? "" : `${other[1]} `}${other[2]}`]);
    if (one[1] != other[1]) break;
  }
  return found;
};
const isFigure = ({ localName }) => localName == "figure";
/** The figures as published, before any script touched them, by their ids. */
const published = new Map();

/** The number of what stands around an element and fits a selector. */
const around = (node, selector) => {
  const found = node.closest(selector);
  return found && `${placeOf(found)}`;
};
/** An attribute, a property (=value), what stands around (^.figure), or the text, of all that each selector names. */
const look = (questions) => {
  heed();
  // Who looks changes nothing: what a selector names, it names for all questions.
  const named = new Map();
  for (const [selector] of questions) if (!named.has(selector)) named.set(selector, nodesOf(selector));
  return questions.map(([selector, name]) =>
    named.get(selector).map((node) => {
      if (name[0] == "=") return `${name.slice(1).split(".").reduce((held, part) => held[part], node)}`;
      if (name[0] == "^") return around(node, name.slice(1));
      return name ? node.getAttribute(name) : node.textContent.replace(/\s+/g, " ").trim();
    }),
  );
};

/** Where all that have an id of some stand, in pixels. */
const topsOf = (ids) => ids.map(topOf);
const topOf = (id) => document.getElementById(decodeURIComponent(id))?.getBoundingClientRect().top ?? -1;

/** What was noticed since it was last asked for. */
const noticed = () => {
  const found = journal;
  journal = [];
  return found;
};

/** Do what scripts have promised to do once they end, as a browser does after each event; not every V8 lets itself be asked. */
const afterwards = (() => {
  try {
    return new Function("%PerformMicrotaskCheckpoint()");
  } catch {
    return null;
  }
})();

/** Load a script anew; given by perform. */
let load;

/** Give what may be asked of the stage; scripts are functions of their surroundings. */
const perform = (entries, scripts) => {
  const held = new Map();
  const need = (name) => {
    if (!held.has(name)) held.set(name, scripts[name]({ ...surroundings, document }, need));
    return held.get(name);
  };
  load = (name, now = true) => {
    const served = Object.keys(scripts).find((one) => one.startsWith(name.replace("js", "")));
    held.delete(served);
    if (now) need(served);
  };
  const begin = (html, hash) => {
    visited[0].hash = hash;
    document.append(...parse(html).childNodes);
    document.above = view;
    for (const figure of document.querySelectorAll("figure")) published.set(figure.id, apart(() => figure.cloneNode(true)));
    for (const node of document.querySelectorAll("[data-sizes]")) Object.assign(node, JSON.parse(node.dataset.sizes));
    Object.assign(document.documentElement, { clientWidth: surroundings.innerWidth, clientHeight: surroundings.innerHeight });
    entries.forEach(need);
    return !!afterwards;
  };
  const after = (questions) => [look(questions), noticed()];
  const acts = { begin, differences, look, after, copied: () => copied, noticed, topsOf, settled: () => null };
  /** Do what a reader did since, one thing after another, and then what is asked; the answer is JSON. */
  return (driven, act, given) => {
    for (const steps of driven) {
      drive(steps);
      afterwards?.();
    }
    return JSON.stringify(acts[act](...given));
  };
};
