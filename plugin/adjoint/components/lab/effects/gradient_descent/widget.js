// @ts-check
/**
 * Gradient descent, live. The figure stands finished in the page; here the engine's tapes recompute its runs
 * when a setting changes, and play shows them step by step.
 *
 * @typedef {[number, number]} Point
 * @typedef {Record<string, number>} Settings
 * @typedef {{ title: string, text: string, window: number[], start: Point, levels: number[], settings: Record<string, Settings>, tape: import("./descent.js").SurfaceTape }} Surface
 * @typedef {{ surface: string, show: string[], steps: number, speed: number | null, tolerance: number, pace: number[], words: Record<string, string>, surfaces: Record<string, Surface>, optimisers: Record<string, { title: string, tape: import("./descent.js").OptimiserTape }> }} Data
 * @typedef {ReturnType<typeof trajectory> & { name: string, rate: number, pixels: Point[], end: [kind: string, step: number] }} Run
 */
import { trajectory } from "./descent.js";
import { define, tell } from "./lab.js";
import { numeral } from "./numerals.js";
import { replay } from "./tape.js";

/** Map widths beyond the map up to which a line is drawn: coordinates of any size lose their precision. */
const FAR = 20;
/** What stands for all that is further away, so that no pixel overflows. */
const INFINITY = 1e150;
/** Pixels between dots that mark single steps. */
const APART = 6;
/** Seconds that a lab may move of itself where there is no button to stop it. */
const UNASKED = 4.5;

define("gradient-descent", (lab) => {
  /** @param {string} selector @returns {any} */
  const find = (selector) => lab.querySelector(selector);
  /** @param {string} selector @returns {any[]} */
  const all = (selector) => [...lab.querySelectorAll(selector)];
  /** @type {Data} */
  const data = JSON.parse(find("script").textContent);
  const map = find(".lab-map");
  const handle = find(".lab-handle");
  const { width, height } = map.viewBox.baseVal;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  /** @type {Record<string, HTMLInputElement>} */
  const fields = Object.fromEntries(all("[data-setting]").map((field) => [field.dataset.setting, field]));
  const play = find("[data-action=play]");
  const ground = find(".lab-contours");
  /** The contours of each surface as drawn. @type {Record<string, string>} */
  const drawn = { [data.surface]: ground.innerHTML };
  /** The labels as the build placed them. @type {Map<Element, string[]>} */
  const placed = new Map(all(".lab-map .lab-label").map((label) => [label, [label.getAttribute("x"), label.getAttribute("y"), label.getAttribute("text-anchor")]]));

  let surface = data.surfaces[data.surface];
  let start = surface.start;
  let show = data.show;
  let at = data.steps;
  /** @type {Run[]} */
  let runs = [];
  let published = true;
  let playing = false;
  let visible = false;
  let asked = false;
  let fresh = true;
  /** The step by which the last run has come to its end. */
  let over = 0;
  let speed = 0;
  let before = 0;

  const scale = () => width / (surface.window[1] - surface.window[0]);
  /** @param {number[]} point @returns {Point} */
  const pixel = (point) => {
    const [x, y] = point.map((value) => Math.min(Math.max(value, -INFINITY), INFINITY));
    return [(x - surface.window[0]) * scale(), (surface.window[3] - y) * scale()];
  };
  /** @param {number[]} pixel @returns {Point} */
  const plane = ([x, y]) => [surface.window[0] + x / scale(), surface.window[3] - y / scale()];
  /** @param {Point} pixel */
  const inside = ([x, y]) => x >= 0 && x <= width && y >= 0 && y <= height;
  /** @param {Point} pixel */
  const far = ([x, y]) => Math.max(Math.abs(x), Math.abs(y)) > FAR * width;
  /** @param {Point} near @param {Point} beyond @param {number} part @returns {Point} */
  const between = ([x, y], [u, v], part) => [x + part * (u - x), y + part * (v - y)];
  /** @param {Point} point */
  const told = (point) => `(${point.map((value) => numeral(+value.toFixed(3))).join(", ")})`;
  /** @param {Element} node @param {Point} to */
  const move = (node, [x, y]) => node.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
  /** @param {Element} label @param {number} x @param {number} y @param {string} anchor */
  const put = (label, x, y, anchor) => {
    label.setAttribute("x", `${x}`);
    label.setAttribute("y", `${y}`);
    label.setAttribute("text-anchor", anchor);
  };

  /** What the slider of the rate multiplies each optimiser's own rate by. */
  const factor = () => 10 ** +(fields.lr?.value ?? 0);

  const compute = () => {
    runs = show.map((name) => {
      const settings = { ...surface.settings[name] };
      if ("lr" in settings && factor() != 1) settings.lr = +(settings.lr * factor()).toPrecision(2);
      const { momentum } = fields;
      if ("momentum" in settings && momentum && momentum.value != momentum.defaultValue) settings.momentum = +momentum.value;
      const found = trajectory(surface.tape, data.optimisers[name].tape, settings, start, data.steps, data.tolerance);
      const run = { ...found, name, rate: settings.lr, pixels: found.points.map(pixel) };
      return { ...run, end: outcome(run) };
    });
    // Links say the rate of one run, a factor for several.
    if (fields.lr) fields.lr.dataset.rate = `${(show.length == 1 && surface.settings[show[0]].lr) || ""}`;
    over = Math.max(...runs.map(({ end }) => end[1]));
    const [length, slowest, fastest] = data.pace;
    speed = data.speed ?? Math.min(Math.max(Math.round(over / length), slowest), fastest);
  };

  /** A line up to a step as path data, without its points out of reach. @param {Point[]} pixels */
  const line = (pixels) => {
    let path = "";
    pixels.forEach((here, index) => {
      const last = pixels[index - 1] ?? here;
      const reach = (/** @type {Point} */ a, /** @type {Point} */ b) =>
        between(a, b, (FAR * width) / Math.max(Math.abs(b[0] - a[0]), Math.abs(b[1] - a[1])));
      /** @type {Point[]} */
      let to = [here];
      let pen = index ? "L" : "M";
      if (far(here)) to = far(last) ? [] : [reach(last, here)];
      else if (far(last)) [to, pen] = [[reach(here, last), here], "M"];
      for (const [x, y] of to) {
        path += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
        pen = "L";
      }
    });
    return path;
  };

  /** Where a run that ends off the map last left it. @param {Point[]} pixels @returns {Point} */
  const exit = (pixels) => {
    const last = Math.max(0, pixels.findLastIndex(inside));
    const [x, y] = pixels[last];
    const [u, v] = pixels[last + 1];
    const parts = [-x / (u - x), (width - x) / (u - x), -y / (v - y), (height - y) / (v - y)];
    return between(pixels[last], pixels[last + 1], Math.min(1, ...parts.filter((part) => part >= 0)));
  };

  /** What becomes of a run, as the build finds it. @param {Omit<Run, "end">} run @returns {[string, number]} */
  const outcome = ({ stepsToTolerance: arrived, divergedAt: diverged, pixels }) => {
    const last = pixels.length - 1;
    if (diverged != null) return [diverged > last ? "undefined" : "diverged", diverged];
    if (arrived != null) return ["arrived", arrived];
    if (!inside(pixels[last])) return ["left", pixels.findLastIndex(inside) + 1];
    return [surface.tape.minima.length ? "short" : "on", last];
  };

  const paint = () => {
    const step = Math.floor(at);
    const zoom = +getComputedStyle(map).getPropertyValue("--zoom") || 1;
    /** @type {{ label: Element, x: number, y: number }[]} */
    const labels = [];
    for (const run of runs) {
      const pixels = run.pixels.slice(0, step + 1);
      const here = pixels[pixels.length - 1];
      const away = !inside(here);
      const [kind, last] = run.end;
      const ended = last <= step;
      const diverged = ended && kind == "diverged";
      const [, dots] = find(`[data-run="${run.name}"]`).querySelectorAll("path");
      find(`[data-run="${run.name}"] path`).setAttribute("d", line(pixels));
      let marks = "M0 0";
      if (runs.length == 1) {
        let [x, y] = [-APART, -APART];
        for (const spot of pixels.slice(1).filter(inside))
          if (Math.hypot(spot[0] - x, spot[1] - y) >= APART) {
            [x, y] = spot;
            marks += `M${x.toFixed(1)} ${y.toFixed(1)}h0`;
          }
      }
      dots.setAttribute("d", marks);
      const head = find(`[data-head="${run.name}"]`);
      const [x, y] = away ? exit(pixels) : here;
      move(head.children[0], [x, y]);
      head.classList.toggle("is-outside", away);
      const label = head.children[1];
      // At the start the names of all would cover each other, and its own.
      const setsOut = !ended && Math.hypot(x - run.pixels[0][0], y - run.pixels[0][1]) < 30 * zoom;
      label.textContent = setsOut ? "" : data.optimisers[run.name].title + (diverged ? " diverges" : "");
      labels.push({ label, x, y });
      const { cells } = find(`[data-row="${run.name}"]`);
      cells[1].textContent = run.rate == null ? "–" : numeral(run.rate);
      cells[2].textContent = numeral(run.losses[Math.min(step, run.losses.length - 1)]);
      cells[3].textContent = ended ? data.words[kind].replace("#", `${last}`) : "…";
      cells[3].classList.toggle("is-failed", ended && run.divergedAt != null);
    }
    if (published && step >= data.steps) {
      for (const [label, [x, y, anchor]] of placed) if (x) put(label, +x, +y, anchor);
    } else {
      // Beside the heads; those that would meet make room, downwards first, then upwards from the border.
      labels.sort((one, other) => one.y - other.y);
      for (const way of [1, -1]) {
        labels.forEach((one, index) => {
          for (const other of labels.slice(0, index))
            if (Math.abs(one.x - other.x) < 110 * zoom) one.y = way * Math.max(way * one.y, way * other.y + 15 * zoom);
          one.y = Math.min(Math.max(one.y, 10 * zoom), height - 10 * zoom);
        });
        labels.reverse();
      }
      for (const { label, x, y } of labels) {
        const side = x > 0.7 * width ? -1 : 1;
        put(label, x + 12 * zoom * side, y, side < 0 ? "end" : "start");
      }
    }
    if (!fields.at) return;
    fields.at.value = `${step}`;
    fields.at.setAttribute("aria-valuetext", `step ${step} of ${data.steps}`);
    find(".lab-scrub output").textContent = `${step} / ${data.steps}`;
    play.classList.toggle("is-playing", playing);
    play.querySelector("span").textContent = playing ? "Pause" : "Play";
  };

  const results = () =>
    runs.map(({ name }) => {
      const [title, , loss, outcome] = [...find(`[data-row="${name}"]`).cells].map((cell) => cell.textContent.trim());
      return `${title}: ${outcome}, loss ${loss}.`;
    }).join(" ");

  /** Tell the results to those who cannot see them, if it was the reader who asked for them. */
  const announce = () => {
    if (asked && at >= data.steps) tell(lab, results);
  };

  /** @param {number} now */
  const tick = (now) => {
    if (!playing || !visible) return;
    const pace = fields.speed ? +fields.speed.value : Math.max(speed, over / UNASKED);
    // After a pause of the browser's own, go on from where it stopped; unasked, keep to the time there is.
    if (before) at += (Math.min(now - before, fields.speed ? 100 : Infinity) / 1000) * pace;
    before = now;
    if (at >= over) {
      playing = false;
      at = data.steps;
    }
    paint();
    if (playing) requestAnimationFrame(tick);
    else announce();
  };

  /** @param {boolean} on */
  const run = (on) => {
    playing = on;
    before = 0;
    if (on && at >= data.steps) at = 0;
    requestAnimationFrame(tick);
  };

  /** Show where changed settings lead. */
  const settle = () => {
    playing = false;
    published = false;
    at = data.steps;
    compute();
    paint();
    for (const node of all("[data-run], [data-head], [data-row]"))
      node.classList.toggle("is-away", !Object.values(node.dataset).some((name) => show.includes(name)));
    const [first] = runs;
    say("lr", runs.length == 1 && first.rate != null ? numeral(first.rate) : `× ${numeral(+factor().toPrecision(2))}`);
    fields.speed.value = `${speed}`;
    say("speed", `${speed} steps/s`);
    if (fields.momentum) {
      say("momentum", numeral(+fields.momentum.value));
      fields.momentum.disabled = !show.some((name) => "momentum" in surface.settings[name]);
    }
    find(".lab-from").textContent = `from ${told(start)}`;
    map.querySelector("title").textContent = `Contour map of f(x, y) = ${surface.text}`;
    map.querySelector("desc").textContent = results();
  };

  /** @param {string} name @param {string} text what a slider stands for */
  const say = (name, text) => {
    fields[name].setAttribute("aria-valuetext", text);
    find(`output[for="${fields[name].id}"]`).textContent = text;
  };

  /** @param {Point} point */
  const loss = (point) => replay(surface.tape.tape, point)[surface.tape.tape.outputs[0]];

  /** Begin elsewhere on the map, as long as the surface has a value there. @param {Point} to */
  const begin = (to) => {
    const [x, y] = pixel(to).map((value, axis) => Math.min(Math.max(value, 0), axis ? height : width));
    const there = /** @type {Point} */ (plane([x, y]).map((value) => +value.toPrecision(4)));
    if (!Number.isFinite(loss(there))) return;
    asked = true;
    start = there;
    settle();
    seat();
  };

  /** Put the mark of the start, its word and its handle where the start is. */
  const seat = () => {
    const [x, y] = pixel(start);
    const mark = find(".lab-start");
    move(mark, [x, y]);
    if (!published) put(mark.children[1], x < 60 ? 12 : -12, 0, x < 60 ? "start" : "end");
    if (!handle) return;
    handle.value = `${start}` == `${surface.start}` ? "" : `${start}`;
    handle.style.left = `${(100 * x) / width}%`;
    handle.style.top = `${(100 * y) / height}%`;
    handle.setAttribute("aria-label", `Start at ${told(start)}; arrow keys move it`);
  };

  /** The contours of the author's surface are in the page; what draws others is fetched for the first of them. @param {string} name */
  const lay = async (name) => {
    if (!drawn[name]) {
      ground.replaceChildren();
      const { contours } = await import("./contours.js");
      if (surface != data.surfaces[name]) return;
      drawn[name] ??= contours((x, y) => loss(plane([x, y])), width, height, surface.levels)
        .map((path) => `<path d="${path}"/>`)
        .join("");
    }
    ground.innerHTML = drawn[name];
  };

  /** @param {string} name */
  const enter = (name) => {
    surface = data.surfaces[name];
    lay(name);
    for (const node of all("[data-surface]")) node.classList.toggle("is-away", node.dataset.surface != name);
    find(".lab-surface").textContent = surface.title;
    find(".lab-formula").textContent = `f(x, y) = ${surface.text}`;
    find(".lab-minima").classList.toggle("is-away", !surface.tape.minima.length);
    start = surface.start;
    settle();
    seat();
  };

  lab.addEventListener("click", ({ target }) => {
    const action = /** @type {Element} */ (target).closest("button")?.dataset.action;
    if (!action) return;
    asked = true;
    if (action == "play") run(!playing);
    else {
      playing = false;
      at = action == "restart" || at >= data.steps ? 0 : Math.floor(at);
      if (action == "step") at += 1;
      else if (!still.matches) run(true);
    }
    paint();
    announce();
  });

  lab.addEventListener("input", ({ target }) => {
    const { value, dataset: { setting: name } } = /** @type {HTMLInputElement} */ (target);
    asked = true;
    fresh = false;
    if (name == "speed") {
      data.speed = +value;
      say(name, `${value} steps/s`);
    } else if (name == "at") {
      playing = false;
      at = +value;
      paint();
    } else if (name == "surface") enter(value);
    else if (name == "start") begin(value ? /** @type {Point} */ (value.split(",").map(Number)) : surface.start);
    else {
      if (name == "show") show = value == "all" ? Object.keys(data.optimisers) : value.split("+");
      settle();
    }
  });
  lab.addEventListener("change", ({ target }) => {
    if (target != fields.speed) announce();
  });

  /** @param {PointerEvent | MouseEvent} event */
  const beginThere = ({ clientX, clientY }) => {
    const box = map.getBoundingClientRect();
    begin(plane([((clientX - box.left) / box.width) * width, ((clientY - box.top) / box.height) * height]));
  };
  if (handle) {
    map.addEventListener("click", beginThere);
    handle.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => handle.setPointerCapture(event.pointerId));
    handle.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => {
      if (handle.hasPointerCapture(event.pointerId)) beginThere(event);
    });
    handle.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!way) return;
      event.preventDefault();
      const [x, y] = pixel(start);
      begin(plane([x + 8 * way[0], y + 8 * way[1]]));
    });
    for (const type of ["pointerup", "keyup"]) handle.addEventListener(type, announce);
  }
  still.addEventListener("change", () => {
    if (still.matches && playing) {
      playing = false;
      paint();
    }
  });

  compute();
  seat();
  return {
    show() {
      visible = true;
      if (playing || (fresh && !still.matches)) run(true);
      fresh = false;
    },
    hide() {
      visible = false;
    },
  };
});
