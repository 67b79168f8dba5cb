// What selectors name on the stage, of the kinds that our scripts use: by what they say of an element that few others have.

/** All that ever had an id, a name in its class, an attribute or this name of an element; it may be gone since. */
const met = { id: new Map(), class: new Map(), mark: new Map(), name: new Map() };
/** Whether what is made now is remembered so. */
let remembers = true;
/** Make elements that no selector is asked for: nothing of them is remembered. */
const apart = (make) => {
  remembers = false;
  try {
    return make();
  } finally {
    remembers = true;
  }
};
const enter = (table, key, node) => {
  if (!remembers) return;
  const nodes = table.get(key);
  if (nodes) nodes.add(node);
  else table.set(key, new Set([node]));
};
/** The names in a class, which many elements share. */
const named_ = new Map();
const namesIn = (list) => {
  if (!named_.has(list)) named_.set(list, list.split(/\s+/).filter(Boolean));
  return named_.get(list);
};
/** Remember who has an attribute. */
const meet = (node, name, value) => {
  if (name == "class") for (const one of namesIn(value)) enter(met.class, one, node);
  else if (name == "id") enter(met.id, value, node);
  if (!node.marks.has(name)) enter(met.mark, name, node);
};

/** All in a document that have an id. */
const havingId = (root, id) => [...(met.id.get(id) ?? NONE)].filter((node) => node.marks.get("id") === id && rootOf(node) == root);
/** To number an element takes about as long as to walk past so many. */
const WALKED = 16;
/** Elements that stand below one node in their order. */
const inOrder = (nodes, node) => {
  if (nodes.length < 2) return nodes;
  if (nodes.length * WALKED > node.count) {
    const held = new Set(nodes);
    return node.below().filter((one) => held.has(one));
  }
  const numbers = new Map(nodes.map((one) => [one, numberOf(one, node)]));
  return nodes.sort((one, other) => numbers.get(one) - numbers.get(other));
};
/** A selector of what stands somewhere below what the first part of it names. */
const WITHIN = /^((?:\[[^\]]*\]|[^\s,:>[])+)\s+[^\s,>~+][^,]*$/;
/** What all stand in that a selector names below a node, if that is one that has fewer below it than so many. */
const fieldOf = (node, { first }, most) => {
  const some = first && candidates(first, most);
  if (!some) return null;
  const fields = [...some].filter((one) => first.fits(one, node) && (node.contains(one) || one.contains(node)));
  const [field] = fields;
  return fields.length == 1 && field != node && node.contains(field) && field.count < most ? field : null;
};
/** Among so many it is not worth while to look where they stand. */
const FEW = 16;
/** All below a node that a selector names. */
const allOf = (node, selector) => {
  const known = selectorOf(selector);
  const { fits } = known;
  const some = candidates(known, node.count);
  if (!some || some.size > FEW) {
    const field = fieldOf(node, known, some ? some.size : node.count);
    if (field || !some) return (field ?? node).below().filter((one) => fits(one, node));
  }
  const found = [];
  for (const one of some) if (one != node && fits(one, node) && node.contains(one)) found.push(one);
  return inOrder(found, node);
};
/** Those among whom a selector is to be looked for; null if they are more than so many, or all. */
const candidates = ({ ways }, most) => {
  if (!ways) return null;
  const groups = ways.map(({ keys, down }) => stepsBelow(smallest(keys), down));
  if (groups.reduce((sum, group) => sum + group.size, 0) > most) return null;
  return groups.length == 1 ? groups[0] : new Set(groups.flatMap((group) => [...group]));
};
const smallest = (keys) => keys.map(([table, key]) => table.get(key) ?? NONE).reduce((one, other) => (other.size < one.size ? other : one));
/** What stands so many steps below some. */
const stepsBelow = (nodes, down) => (down ? stepsBelow(new Set([...nodes].flatMap((node) => node.children)), down - 1) : nodes);
const NONE = new Set();

/** Selectors that were read: what they fit, by which keys all that they name was met, and what that stands in. */
const readSelectors = new Map();
const selectorOf = (selector) => {
  let known = readSelectors.get(selector);
  if (!known) {
    const first = WITHIN.exec(selector)?.[1];
    known = { fits: matcher(selector), ways: keysOf(selector), first: first && selectorOf(first) };
    readSelectors.set(selector, known);
  }
  return known;
};
/**
 * For each way of a selector some keys by which all that it names must have been met, or what stands so many steps above
 * them; null where one has none.
 */
const keysOf = (selector) => {
  const ways = split(selector, ",").flatMap((one) => keysOfWay(partsOf(one)));
  return ways.every(Boolean) ? ways : null;
};
const keysOfWay = (parts) => {
  const last = parts.at(-1).match(SIMPLE) ?? [];
  const keys = last.map(keyOf).filter(Boolean);
  if (keys.length) return [{ keys, down: 0 }];
  const either = last.find((part) => part.startsWith(":is("));
  if (either) return keysOf(either.slice(4, -1)) ?? [null];
  if (parts.at(-2) != ">") return [null];
  return keysOfWay(parts.slice(0, -2)).map((way) => way && { ...way, down: way.down + 1 });
};
const keyOf = (part) => {
  const name = part.slice(1);
  if (part[0] == ".") return [met.class, name];
  if (part[0] == "#") return [met.id, name];
  if (part[0] == ":" || part == "*") return null;
  if (part[0] != "[") return [met.name, part];
  const { of, sign, wanted } = attributeIn(part);
  return of == "id" && sign == "=" ? [met.id, wanted] : [met.mark, of];
};

const SIMPLE = /:(?:not|is|has)\((?:[^()]|\([^()]*\))*\)|:[\w-]+|\[[^\]]*\]|[.#][\w-]+|[\w-]+|\*/g;
const INNER = "(?![^(]*\\))(?![^\\[]*\\])";
const split = (selector, mark) => selector.trim().split(new RegExp(`${mark}${INNER}`)).map((part) => part.trim());
/** The compounds of one way of a selector, and the signs of children between them. */
const partsOf = (way) => split(way.replace(/\s*>\s*/g, " > "), "\\s+");

/** @type {Map<string, (node: Node, scope: Node) => boolean>} */
const matchers = new Map();
/** Whether an element is what a selector names, of the kinds that our scripts use. */
function matcher(selector) {
  if (!matchers.has(selector)) {
    const ways = waysOf(split(selector, ","));
    matchers.set(selector, ways.length == 1 ? ways[0] : (node, scope) => ways.some((way) => way(node, scope)));
  }
  return matchers.get(selector);
}
const matches = (node, selector, scope) => matcher(selector)(node, scope);
const NAME = /^[\w-]+$/;
/** All that stands in something. */
const INSIDE = /^([^\s>]+)\s+\*$/;
/** The ways of a selector as functions: names of elements are looked up at once, what stands around them once for all. */
const waysOf = (ways) => {
  const names = new Set(ways.filter((one) => NAME.test(one)));
  const around = ways.flatMap((one) => INSIDE.exec(one)?.[1] ?? []);
  const found = ways.filter((one) => !names.has(one) && !INSIDE.test(one)).map(wayOf);
  if (names.size) found.unshift((node) => names.has(node.localName));
  if (around.length) {
    const fits = matcher(around.join(","));
    found.push((node, scope) => node.isElement && stands(node.above, fits, scope));
  }
  return found;
};
const wayOf = (way) => {
  const parts = partsOf(way).map(compound);
  return parts.length == 1 ? parts[0] : (node, scope) => within(node, parts, parts.length - 1, scope);
};
/** Whether a node fits, or one around it. */
const stands = (node, fits, scope) => {
  for (let at = node; at; at = at.above) if (fits(at, scope)) return true;
  return false;
};

function within(node, parts, last, scope) {
  if (!parts[last](node, scope)) return false;
  if (!last) return true;
  if (parts[last - 1] == null) return !!node.above && within(node.above, parts, last - 2, scope);
  for (let above = node.above; above; above = above.above) if (within(above, parts, last - 1, scope)) return true;
  return false;
}
/** A part of a selector as a function; null for the sign of a child. */
function compound(text) {
  if (text == ">") return null;
  if (text == ":scope") return (node, scope) => node == scope;
  const parts = text.match(SIMPLE) ?? [];
  if (!text || parts.join("") != text) throw new SyntaxError(`no browser reads the selector "${text}"`);
  // What takes longest is tried last.
  const tests = parts.sort((one, other) => one.startsWith(":") - other.startsWith(":")).map(simple);
  if (tests.length == 1) return (node, scope) => !!node.isElement && tests[0](node, scope);
  return (node, scope) => !!node.isElement && tests.every((test) => test(node, scope));
}
function simple(part) {
  const inner = /^:(not|is|has)\((.*)\)$/.exec(part);
  const name = part.slice(1);
  if (inner?.[1] == "not") return (node, scope) => !matches(node, inner[2], scope);
  if (inner?.[1] == "is") return (node, scope) => matches(node, inner[2], scope);
  if (inner) return (node) => !!node.querySelector(inner[2]);
  if (part == "*") return () => true;
  if (part == ":hover") return (node) => node.contains(document.hovered);
  if (part == ":focus") return (node) => node == document.activeElement;
  if (part == ":checked") return (node) => !!node.checked;
  if (part[0] == ":") return () => false;
  if (part[0] == ".") return (node) => holdsWord(node.marks.get("class"), name);
  if (part[0] == "#") return (node) => node.marks.get("id") == name;
  if (part[0] == "[") return attribute(part);
  return (node) => node.localName == part;
}
/** Whether a word stands in a list; most lists do not hold its letters at all. */
const holdsWord = (list, word) => list !== undefined && (list === word || (list.includes(word) && ` ${list} `.includes(` ${word} `)));
function attributeIn(part) {
  const [, of, sign, , double, single, bare] = /^\[([\w:-]+)(?:([$^*~]?=)("([^"]*)"|'([^']*)'|(.*)))?\]$/.exec(part);
  return { of, sign, wanted: double ?? single ?? bare };
}
function attribute(part) {
  const { of, sign, wanted } = attributeIn(part);
  if (!sign) return ({ marks }) => marks.has(of);
  if (sign == "^=") return ({ marks }) => !!marks.get(of)?.startsWith(wanted);
  if (sign == "$=") return ({ marks }) => !!marks.get(of)?.endsWith(wanted);
  if (sign == "*=") return ({ marks }) => !!marks.get(of)?.includes(wanted);
  return ({ marks }) => marks.get(of) === wanted;
}
