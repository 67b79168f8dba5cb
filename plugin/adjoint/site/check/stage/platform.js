// What browsers know by name: a script that says a name otherwise does nothing, without a word. On the stage it fails.

const KNOWN = {
  event: "adjoint-inputs blur change click error focusin hashchange input keydown keyup load mouseenter mouseleave mouseover pointerdown pointermove pointerup scroll",
  element: "a button dd div dl dt dialog g input li line link mark mn p path span sup text ul",
  attribute:
    "aria-current aria-haspopup aria-hidden aria-label aria-live aria-pressed aria-valuetext autocapitalize autocomplete autofocus checked class d disabled enterkeyhint height hidden href id placeholder popover rel role spellcheck src tabindex text-anchor title transform type value viewBox width x y",
  place: "start center end nearest",
};
const VALUES = {
  "aria-current": "page step location date time true false",
  "aria-haspopup": "menu listbox tree grid dialog true false",
  "aria-hidden": "true false",
  "aria-live": "polite assertive off",
  "aria-pressed": "true false mixed",
  autocapitalize: "off none on sentences words characters",
  autocomplete: "on off",
  enterkeyhint: "enter done go next previous search send",
  popover: "auto manual hint",
  rel: "stylesheet preload modulepreload icon",
  role: "button dialog group img list listitem search status",
  spellcheck: "true false",
  "text-anchor": "start middle end",
  type: "button checkbox radio range search submit text",
};
const words = (table) => new Map(Object.entries(table).map(([name, list]) => [name, new Set(list.split(" "))]));
const [known, valued] = [words(KNOWN), words(VALUES)];
const MEDIA = new Set(["(min-width: 80rem)", "(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)"]);
const NAMESPACES = new Map([["http://www.w3.org/1998/Math/MathML", new Set(["mn"])], ["http://www.w3.org/2000/svg", known.get("element")]]);
const LENGTH = /^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/;
/** How what is drawn is written; where a number was lost on the way stands NaN, undefined or null. */
const WRITTEN = new Map([
  ["d", /^(?:[Mm][-\d.,\sAaCcHhLlMmQqSsTtVvZz]*)?$/],
  ["transform", /^(?:(?:translate|rotate|scale)\([-\d.,\s]+\)\s*)*$/],
  ...["height", "width", "x", "y"].map((name) => [name, LENGTH]),
]);
const isWritten = (name, value) => WRITTEN.get(name)?.test(value) ?? true;
const STYLED = { display: /^(?:block|contents|flex|grid|inline|none|)$/, left: /^(?:-?\d+(?:\.\d+)?(?:e-\d+)?(?:px|%)|)$/, visibility: /^(?:hidden|visible|)$/ };
STYLED.top = STYLED.left;

/** Refuse what no browser knows. */
const expect = (holds, words) => {
  if (!holds) throw new TypeError(`no browser knows ${words}`);
};
/** Let a method of a class look at what it is given before it does anything. */
const before = (made, method, look) => {
  const act = made.prototype[method];
  made.prototype[method] = function (...given) {
    look.apply(this, given);
    return act.apply(this, given);
  };
};

/** Why a listener failed that is not waited for. */
const failures = [];
const heeded = (answer) => answer?.catch?.((error) => failures.push(error));
const listen = EventTarget.prototype.addEventListener;
EventTarget.prototype.addEventListener = function (kind, act, options) {
  expect(known.get("event").has(kind), `the event "${kind}"`);
  listen.call(this, kind, function (event) { heeded(act.call(this, event)); }, options);
};
/** Fail where a listener has failed since. */
const heed = () => {
  const [error] = failures.splice(0);
  if (error) throw error;
};
before(EventTarget, "dispatchEvent", ({ type }) => expect(known.get("event").has(type), `the event "${type}"`));
before(Element, "setAttribute", (name, value) => {
  expect(name.startsWith("data-") || known.get("attribute").has(name), `the attribute "${name}"`);
  expect(valued.get(name)?.has(`${value}`) ?? true, `${name}="${value}"`);
  expect(isWritten(name, `${value}`), `${name}="${value}"`);
});
for (const [name, form] of Object.entries(STYLED)) {
  const held = new WeakMap();
  Object.defineProperty(Style.prototype, name, {
    get() { return held.get(this); },
    set(value) {
      expect(form.test(value), `the style "${name}: ${value}"`);
      held.set(this, value);
    },
  });
}
before(Element, "scrollIntoView", ({ block = "start" } = {}) => expect(known.get("place").has(block), `the place "${block}"`));
before(Document, "createElement", (name) => expect(known.get("element").has(name), `the element "${name}"`));
before(Document, "createElementNS", (space, name) => expect(NAMESPACES.get(space)?.has(name), `the element "${name}" of "${space}"`));
before(Element, "click", function () {
  journal.push(["pressed", placeOf(this)]);
});
/** What takes the focus is brought into view, unless it is to stay where it is. */
before(Element, "focus", function ({ preventScroll = false } = {}) {
  if (!preventScroll) journal.push(["shown", placeOf(this)]);
});
