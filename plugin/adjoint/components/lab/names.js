// @ts-check
/**
 * Heights near the given ones, in their order, with room for a name at each: the same as names.py.
 * @param {number[]} heights
 * @param {number} gap
 * @param {number} low
 * @param {number} high
 */
export const spread = (heights, gap, low, high) => {
  const places = heights.map((_, place) => place).sort((one, other) => heights[one] - heights[other]);
  const found = [...heights];
  for (const place of places) low = (found[place] = Math.max(found[place], low)) + gap;
  for (const place of places.reverse()) high = (found[place] = Math.min(found[place], high)) - gap;
  return found;
};
