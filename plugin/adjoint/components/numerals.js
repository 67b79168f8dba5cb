// @ts-check
// How a number is written for a reader: the same text as numerals.py, digit for digit.

/**
 * @param {number} value
 * @returns {string}
 */
export function numeral(value) {
  const size = Math.abs(value);
  if (!(size < Infinity)) return "undefined";
  const [digits, exponent] = (
    size && !(size >= 1e-4 && size < 1e6) ? size.toExponential(2)
    : size < 1 ? size.toPrecision(3)
    : size.toFixed(size < 1000 ? 3 : 1)
  ).split("e");
  return (
    (value < 0 ? "−" : "") +
    digits.replace(/\.0*$|(\.\d*[1-9])0+$/, "$1") +
    (exponent ? "×10" + exponent.replace(/./g, (mark) => (mark == "+" ? "" : mark == "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[+mark])) : "")
  );
}
