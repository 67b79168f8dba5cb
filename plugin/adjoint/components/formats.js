// @ts-check
// How a number is written where an author asks for digits of another kind: the same text as formatted() of
// numerals.py, digit for digit.

import { numeral } from "./numerals.js";

/**
 * The whole number nearest to size · 10^places, of two the even one. It reckons with the exact binary value.
 * @param {number} size
 * @param {number} places
 */
function scaled(size, places) {
  let bottom = 1n;
  for (; size % 1; size *= 2) bottom *= 2n;
  let top = BigInt(size);
  if (places < 0) bottom *= 10n ** BigInt(-places);
  else top *= 10n ** BigInt(places);
  const whole = top / bottom;
  const twice = (top % bottom) * 2n;
  return twice > bottom || (twice == bottom && whole % 2n) ? whole + 1n : whole;
}

/**
 * @param {bigint} digits
 * @param {number} places
 */
function pointed(digits, places) {
  const text = `${digits}`.padStart(places + 1, "0");
  return places ? `${text.slice(0, -places)}.${text.slice(-places)}` : text;
}

/**
 * A number by Python's format marks.
 * @param {number} value
 * @param {string} marks
 * @returns {string}
 */
export function formatted(value, marks) {
  const [, plus, comma, precision, letter] = /** @type {string[]} */ (/^(\+?)(,?)(?:\.(\d+))?(.?)$/.exec(marks));
  const size = Math.abs(letter == "%" ? value * 100 : value);
  if (!(size < Infinity)) return "undefined";
  let places = +(precision ?? 6);
  let text = "";
  let raised = "";
  if (!letter && comma && size >= 1e6 && size < 1e15) text = pointed(scaled(size, 0), 0);
  else if (!letter) [text, raised] = numeral(size).split(/(?=×)/);
  else if (letter == "f" || letter == "%") text = pointed(scaled(size, places), places);
  else {
    if (letter == "g") places = (places || 1) - 1;
    // With 21 digits the exponent is right for any fewer, unless those round up to the next power of ten.
    let exponent = +size.toExponential(20).split("e")[1];
    let digits = scaled(size, places - exponent);
    if (`${digits}`.length > places + 1) digits = scaled(size, places - ++exponent);
    const plain = letter == "g" && exponent >= -4 && exponent <= places;
    text = plain ? pointed(scaled(size, places - exponent), places - exponent) : pointed(digits, places);
    if (letter == "g") text = text.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
    if (!plain) raised = "×10" + `${exponent}`.replace(/./g, (mark) => (mark == "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[+mark]));
  }
  if (comma) text = text.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
  const sign = value < 0 && /[1-9]/.test(text) ? "−" : plus;
  return sign + text + (raised ?? "") + (letter == "%" ? "%" : "");
}

/**
 * A number as the page writes it.
 * @param {number} value
 * @param {string} marks
 */
export const written = (value, marks) => (marks ? formatted(value, marks) : numeral(value));
