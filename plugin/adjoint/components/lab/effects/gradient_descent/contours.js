// @ts-check
// Contours by marching squares (Lorensen and Cline 1987, in the plane): closed outlines of {f ≤ level}.

/** Beyond every level: on the border, so that outlines close, and where f is undefined. */
const HIGH = 1e300;

/**
 * Path data of the outline of each sublevel set, in pixels.
 * @param {(x: number, y: number) => number} f of pixels
 * @param {number} width
 * @param {number} height
 * @param {number[]} levels
 * @param {number} cell pixels between samples
 */
export const contours = (f, width, height, levels, cell = 6) => {
  const columns = Math.ceil(width / cell) + 5;
  const rows = Math.ceil(height / cell) + 5;
  const values = new Float64Array(columns * rows).map((_, k) => {
    const i = k % columns;
    const j = (k - i) / columns;
    const value = i && j && i < columns - 1 && j < rows - 1 ? f((i - 2) * cell, (j - 2) * cell) : HIGH;
    return Number.isFinite(value) ? value : HIGH;
  });
  return levels.map((level) => {
    /** From where an outline enters a cell to where it leaves, by the number of a grid line's piece. */
    const next = new Map();
    for (let k = 0; k < values.length - columns; k++) {
      if (k % columns == columns - 1) continue;
      const isIn = values[k] <= level;
      // Most cells lie on one side altogether.
      if (isIn == values[k + 1] <= level && isIn == values[k + columns] <= level && isIn == values[k + columns + 1] <= level) continue;
      const within = [k, k + 1, k + columns + 1, k + columns].map((corner) => values[corner] <= level);
      const pieces = [2 * k, 2 * k + 3, 2 * (k + columns), 2 * k + 1];
      within.forEach((here, side) => {
        if (!here || within[(side + 1) % 4]) return;
        let end = side;
        do end = (end + 1) % 4;
        while (within[end] || !within[(end + 1) % 4]);
        next.set(pieces[side], pieces[end]);
      });
    }
    let path = "";
    for (const start of [...next.keys()]) {
      let pen = "M";
      for (let piece = start; next.has(piece); ) {
        const k = piece >> 1;
        const down = piece & 1;
        const part = (level - values[k]) / (values[k + (down ? columns : 1)] - values[k]);
        const i = k % columns;
        const x = (i - 2 + (down ? 0 : part)) * cell;
        const y = ((k - i) / columns - 2 + (down ? part : 0)) * cell;
        path += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
        pen = "L";
        const to = next.get(piece);
        next.delete(piece);
        piece = to;
      }
      if (pen == "L") path += "z";
    }
    return path;
  });
};
