// @ts-check
/**
 * The search itself: which pages hold the words of a query, the likeliest first. The index lies on the server in
 * pieces, each a run of the alphabet; only those that a query's words fall into are fetched.
 */

/** @typedef {{ pages: string[], pieces: [first: string, name: string][] }} Contents what there is to be fetched */
/** @typedef {Record<string, number[]>} Piece for each word, the number of each of its pages times PLACES plus its weight */
/** @typedef {[id: string, title: string, text: string]} Section */
/**
 * @typedef {{ title: string, href: string, draft: boolean, description: string, sections: Section[] }}
 * PageText
 */

const PLACES = 64;
/** Beginnings so short stand in too many pieces. */
const SHORTEST_BEGINNING = 3;
const MOST_PIECES = 6;

const WORD = /[\p{L}\p{N}]+/gu;
/** Signs of Chinese and Japanese, which put no space between words: there, each two neighbours count as a word. */
const UNSPACED = /[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+/;
const RUN = new RegExp(`${UNSPACED.source}|${UNSPACED.source.replace("[", "[^")}`, "g");

/**
 * The words of a text as they stand, and where each begins.
 * @param {string} text
 * @returns {[word: string, start: number][]}
 */
const cut = (text) =>
  [...text.matchAll(WORD)].flatMap((word) =>
    [...word[0].matchAll(RUN)].flatMap(({ 0: run, index }) => {
      const start = word.index + index;
      if (run.length < 2 || !UNSPACED.test(run)) return [/** @type {[string, number]} */ ([run, start])];
      return Array.from({ length: run.length - 1 }, (_, at) => /** @type {[string, number]} */ ([run.slice(at, at + 2), start + at]));
    }),
  );

/** @param {string} word */
const bare = (word) => word.normalize("NFKD").replace(/\p{M}/gu, "");

/**
 * The words of a text in order, without case and accents, cut as the build cuts them.
 * @param {string} text
 * @returns {string[]}
 */
export function wordsOf(text) {
  return cut(text.normalize("NFKC").toLowerCase()).map(([word]) => bare(word));
}

/**
 * What a word must begin with to be meant by a word of a query: without an English plural's ending.
 * @param {string} word
 */
function beginning(word) {
  return word.length > SHORTEST_BEGINNING ? word.replace(/(?<=ss|x|ch|sh)es$|(?<=[^s])s$/, "") : word;
}

/** @type {Map<string, Promise<any>>} */
const fetched = new Map();

/**
 * @param {string} address
 * @returns {Promise<any>}
 */
function json(address) {
  const known = fetched.get(address);
  if (known) return known;
  // What the server says where it finds nothing is no JSON.
  const asked = fetch(address).then((answer) => answer.json());
  fetched.set(address, asked);
  // What failed may succeed when it is asked for again.
  asked.catch(() => fetched.delete(address));
  return asked;
}

/**
 * The pages on which a word stands, each with what it weighs there.
 * @param {string} folder
 * @param {Contents} contents
 * @param {string} word
 * @returns {Promise<Map<number, number>>}
 */
async function pagesWith(folder, contents, word) {
  const start = beginning(word);
  const within = start.length >= SHORTEST_BEGINNING;
  const names = contents.pieces
    .filter(([first], at) => {
      const next = contents.pieces[at + 1];
      return (first <= start || (within && first.startsWith(start))) && (!next || next[0] > start);
    })
    .slice(0, MOST_PIECES)
    .map(([, name]) => name);
  /** @type {Piece[]} */
  const pieces = await Promise.all(names.map((name) => json(folder + name)));
  /** @type {Map<number, number>} */
  const weights = new Map();
  for (const piece of pieces)
    for (const found in piece) {
      if (found !== word && !(within && found.startsWith(start))) continue;
      const nearness = found === word ? 1 : (0.6 * start.length) / found.length;
      for (const code of piece[found]) {
        const page = Math.floor(code / PLACES);
        weights.set(page, Math.max(weights.get(page) ?? 0, (code % PLACES) * nearness));
      }
    }
  return weights;
}

/**
 * The names of the pages that hold a query's words, the likeliest first: those with all of them or, where there are
 * none, those with most.
 * @param {string} folder where the index lies
 * @param {string} query
 * @returns {Promise<string[]>}
 */
export async function find(folder, query) {
  /** @type {Contents} */
  const contents = await json(`${folder}index.json`);
  const words = [...new Set(wordsOf(query))];
  const found = await Promise.all(words.map((word) => pagesWith(folder, contents, word)));
  /** @type {Map<number, { words: number, score: number }>} */
  const pages = new Map();
  for (const weights of found) {
    const rarity = Math.log(1 + contents.pages.length / Math.max(weights.size, 1));
    for (const [page, weight] of weights) {
      const so = pages.get(page) ?? { words: 0, score: 0 };
      pages.set(page, { words: so.words + 1, score: so.score + rarity * weight });
    }
  }
  const most = Math.max(...[...pages.values()].map((page) => page.words));
  return [...pages]
    .filter(([, page]) => page.words === most)
    .sort(([a, one], [b, other]) => other.score - one.score || a - b)
    .map(([number]) => contents.pages[number]);
}

/**
 * The text of a page.
 * @param {string} folder where the index lies
 * @param {string} name
 * @returns {Promise<PageText>}
 */
export function textOf(folder, name) {
  return json(folder + name);
}

/**
 * Where a query's words stand in a text: start and end of each.
 * @param {string} text
 * @param {string} query
 * @returns {[start: number, end: number][]}
 */
export function places(text, query) {
  const starts = wordsOf(query).map(beginning);
  /** @type {[number, number][]} */
  const found = [];
  const said = cut(text)
    .filter(([word]) => {
      const plain = bare(word.normalize("NFKC").toLowerCase());
      return starts.some((start) => (start.length < SHORTEST_BEGINNING ? plain === start : plain.startsWith(start)));
    });
  for (const [word, start] of said) {
    const last = found[found.length - 1];
    if (last && start < last[1]) last[1] = start + word.length;
    else found.push([start, start + word.length]);
  }
  return found;
}

/**
 * The section of a page that speaks most of a query; the first where none does.
 * @param {PageText} page
 * @param {string} query
 * @returns {Section}
 */
export function bestSection(page, query) {
  /** @param {string} text */
  const words = (text) => {
    const found = places(text, query).map(([start, end]) => bare(text.slice(start, end).toLowerCase()));
    return 4 * new Set(found).size + Math.min(found.length, 4);
  };
  const ranks = page.sections.map(([, title, text]) => 2 * words(title) + words(text));
  return page.sections[ranks.indexOf(Math.max(...ranks))] ?? ["", "", ""];
}
