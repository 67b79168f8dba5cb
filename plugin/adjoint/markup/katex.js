// What the build asks of KaTeX in its embedded V8: formulas as HTML, their inline styles written as classes.
// A class is named by Python, which hashes; so a batch with a style not met before is written in two calls.
// All HTML is ASCII: for a single other sign V8, Python and the encoder of a page would hold and copy two bytes
// for each of its hundred thousand.

/** Formulas with inline styles as JSON, each as a string, or why KaTeX refuses it. */
function adjointPlain(formulas, errorColor, marked) {
  writeWith(katexWrites);
  const options = settings(errorColor, (context) => marked && context.command === "\\htmlData");
  return JSON.stringify(formulas.map(([latex, displayMode]) => {
    try {
      const html = katex.renderToString(latex, { ...options, displayMode, macros: {} });
      return html.replace(/[\0\x80-\u{10ffff}]/gu, escapedMark);
    } catch (error) {
      return refusal(error);
    }
  }));
}

/** Formulas with classes, as `written` has them, or the styles that need names first. */
function adjointClassed(formulas, errorColor) {
  const options = settings(errorColor, () => false);
  batch = formulas.map(([latex, displayMode]) => {
    try {
      return katex.__renderToDomTree(latex, { ...options, displayMode, macros: {} });
    } catch (error) {
      return refusal(error);
    }
  });
  return written();
}

/** The last batch, once its styles have names. */
function adjointNamed(styles) {
  for (const [style, name] of styles) names.set(unnamed.get(style), [names.size, name]);
  return written();
}

let batch = [];
/** By style: its number and its class. */
const names = new Map();
let used = new Set();
/** By style as HTML has it: the style. */
let unnamed = new Map();

function settings(errorColor, trust) {
  return {
    output: "htmlAndMathml", throwOnError: true, strict: "ignore", trust,
    maxSize: 50, maxExpand: 1000, errorColor,
  };
}

function refusal(error) {
  return { message: error.rawMessage ?? String(error.message), position: error.position ?? null, kind: error.name };
}

/**
 * JSON and then every formula, a NUL between each two. For each, the JSON has its refusal, or the numbers of the
 * styles it uses.
 */
function written() {
  writeWith(weWrite);
  unnamed = new Map();
  const told = [];
  const parts = batch.map((tree) => {
    if (tree.message !== undefined) {
      told.push(tree);
      return "";
    }
    used = new Set();
    try {
      const html = tree.toMarkup();
      told.push([...used]);
      return html;
    } catch (error) {
      told.push(refusal(error));
      return "";
    }
  });
  if (unnamed.size) return JSON.stringify({ unnamed: [...unnamed.keys()] });
  batch = [];
  return [JSON.stringify(told), ...parts].join("\0");
}

// No page holds a NUL, which a browser would replace as well.
const escapes = { "&": "&amp;", ">": "&gt;", "<": "&lt;", '"': "&quot;", "'": "&#x27;", "\0": "&#65533;" };
const isSpecial = /[&><"'\0\x80-\uffff]/;

const escaped = (text) => (isSpecial.test(text) ? Array.from(text, escapedMark).join("") : text);

/** A function with a memory, for what a formula says over and over. */
function remembered(make) {
  const known = new Map();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) {
      if (known.size > 4096) known.clear();
      found = make(key);
      known.set(key, found);
    }
    return found;
  };
}

const hyphenated = remembered((key) => key.replace(/[A-Z]/g, "-$&").toLowerCase());
const leaning = remembered((italic) => `margin-right:${+italic.toFixed(4)}em;`);
const escapedMark = remembered((mark) => {
  const code = mark.codePointAt(0);
  if (code < 128) return escapes[mark] ?? String.fromCharCode(code);
  // Half a pair is no sign, and a browser takes a reference to a control for another sign.
  return code < 160 || (code >= 0xd800 && code < 0xe000) ? escapes["\0"] : `&#${code};`;
});
const escapedText = (text) => (text.length === 1 ? escapedMark(text) : escaped(text));

function declarations(style) {
  let text = "";
  for (const key in style) if (style[key] !== undefined) text += `${hyphenated(key)}:${style[key]};`;
  return text;
}

/** Classes as HTML has them, found by the classes one after another: to join them takes longer. */
let joinedFrom = { text: "", after: new Map() };
let joinedCount = 0;
function joined(classes) {
  let found = joinedFrom;
  for (let at = 0; at < classes.length; at++) {
    const name = classes[at];
    if (!name) continue;
    let next = found.after.get(name);
    if (next === undefined) {
      if (joinedCount++ > 4096) {
        joinedFrom = { text: "", after: new Map() };
        joinedCount = 0;
      }
      next = { text: found.text ? `${found.text} ${escaped(name)}` : escaped(name), after: new Map() };
      found.after.set(name, next);
    }
    found = next;
  }
  return found.text;
}

function classOf(style) {
  const known = names.get(style);
  if (known === undefined) {
    unnamed.set(escaped(style), style);
    return "";
  }
  used.add(known[0]);
  return known[1];
}

// A formula is some eighty elements, and writing them takes KaTeX as long as all else it does.
const { Span, SymbolNode } = katex.__domTree;
const semantics = (latex) => katex.__renderToDomTree(latex, { output: "mathml" }).children[0].children[0];
const MathNode = semantics("x").constructor;
const TextNode = semantics("x").children[1].children[0].constructor;
const SpaceNode = semantics("\\,").children[0].children[0].constructor;

const kinds = [Span, SymbolNode, MathNode, TextNode, SpaceNode];
const katexWrites = new Map(kinds.map((kind) => [kind, kind.prototype.toMarkup]));
const weWrite = new Map([
  [Span, function () {
    const style = declarations(this.style);
    const name = style && classOf(style);
    let attributes = "";
    for (const key in this.attributes) {
      if (invalid.test(key)) return katexWrites.get(Span).call(this);
      attributes += ` ${key}="${escaped(String(this.attributes[key]))}"`;
    }
    const { classes, children } = this;
    if (classes.length) attributes = ` class="${joined(classes)}${name && ` ${name}`}"${attributes}`;
    else if (name) attributes += ` class="${name}"`;
    let markup = `<span${attributes}>`;
    for (let at = 0; at < children.length; at++) markup += children[at].toMarkup();
    return `${markup}</span>`;
  }],
  [SymbolNode, function () {
    let style = declarations(this.style);
    if (this.italic > 0) style = leaning(this.italic) + style;
    const name = style && classOf(style);
    const text = escapedText(this.text);
    if (this.classes.length) return `<span class="${joined(this.classes)}${name && ` ${name}`}">${text}</span>`;
    return style ? `<span class="${name}">${text}</span>` : text;
  }],
  [MathNode, function () {
    let markup = `<${this.type}`;
    for (const key in this.attributes) markup += ` ${key}="${escaped(String(this.attributes[key]))}"`;
    if (this.classes.length > 0) markup += ` class ="${joined(this.classes)}"`;
    markup += ">";
    const { children } = this;
    for (let at = 0; at < children.length; at++) markup += children[at].toMarkup();
    return `${markup}</${this.type}>`;
  }],
  [TextNode, function () {
    return escapedText(this.text);
  }],
  [SpaceNode, function () {
    return this.character ? `<mtext>${escapedText(this.character)}</mtext>` : katexWrites.get(SpaceNode).call(this);
  }],
]);
const invalid = /[\s"'>/=\x00-\x1f]/;

/** Have every element of a formula written by KaTeX, or by us. */
function writeWith(writers) {
  for (const [kind, toMarkup] of writers) kind.prototype.toMarkup = toMarkup;
}
