/** Peaks: the lowest and highest sample of every drawn column. Numbers in, numbers out; only `load` is the network's. */

const TILE = 1024; // columns fetched at a time
const MOST = 2_000_000; // columns held for each channel
const QUIET = 0.03; // share of the loudest sample that counts as silence
const SHORTEST = 0.7; // s of silence worth skipping
const EDGE = 0.15; // s of silence left on either side

export class Peaks {
  #fetched = new Set();

  /**
   * @param {{channels: {min: number[], max: number[]}[], duration: number}} overview of the whole recording
   * @param {(range: {start: number, end: number, points: number}) => Promise<object>} load more of a part, times in s
   */
  constructor(overview, load) {
    this.overview = overview;
    this.load = load;
    this.duration = overview.duration;
    this.points = overview.channels[0].min.length;
    this.loudest = Math.max(0.02, ...overview.channels.map(({ min, max }) => max.reduce((most, value, i) => Math.max(most, value, -min[i]), 0)));
    this.resize(this.points);
  }

  /** Hold so many columns, filled from the overview until `refine` brings more. */
  resize(columns) {
    this.columns = Math.max(1, Math.min(MOST, Math.ceil(columns)));
    this.#fetched.clear();
    this.lanes = this.overview.channels.map((channel) => stretch(channel, this.columns));
  }

  /** Fetch what is missing between two times (s). @returns {Promise<boolean>} whether something came */
  async refine(start, end) {
    const { columns, duration, lanes } = this;
    if (columns <= this.points) return false;
    const tile = (time) => Math.min(Math.ceil(columns / TILE) - 1, Math.max(0, Math.floor(time / duration * columns / TILE)));
    const missing = [];
    for (let i = tile(start); i <= tile(end); i += 1) if (!this.#fetched.has(i)) missing.push(i);
    if (!missing.length) return false;
    missing.forEach((i) => this.#fetched.add(i));
    const [first, last] = [missing[0] * TILE, Math.min(columns, (missing.at(-1) + 1) * TILE)];
    const part = await this.load({ start: first / columns * duration, end: last / columns * duration, points: last - first });
    part.channels.forEach((channel, lane) => lanes[lane].set(stretch(channel, last - first), first * 2));
    return lanes === this.lanes;
  }

  /** @returns {[number, number][]} the parts in s that skipping silence leaves out */
  silences() {
    const { channels } = this.overview;
    const limit = this.loudest * QUIET;
    const found = [];
    let from = 0;
    for (let i = 0; i <= this.points; i += 1) {
      if (i < this.points && channels.every(({ min, max }) => max[i] < limit && -min[i] < limit)) continue;
      const [start, end] = [from, i].map((column) => column / this.points * this.duration);
      if (end - start >= SHORTEST) found.push([start + EDGE, end - EDGE]);
      from = i + 1;
    }
    return found;
  }

  /** The level at a time, dBFS; null in silence. */
  levelAt(seconds) {
    const i = Math.min(this.points - 1, Math.floor(seconds / this.duration * this.points));
    const peak = Math.max(...this.overview.channels.map(({ min, max }) => Math.max(max[i], -min[i])));
    return peak > 0 ? 20 * Math.log10(peak) : null;
  }
}

/** @returns {Float32Array} low, high, low, high, ... for so many columns */
function stretch({ min, max }, columns) {
  const lane = new Float32Array(columns * 2);
  const step = min.length / columns;
  for (let column = 0; column < columns; column += 1) {
    const from = Math.floor(column * step);
    const to = Math.min(min.length, Math.max(from + 1, Math.floor((column + 1) * step)));
    let [low, high] = [min[from], max[from]];
    for (let i = from + 1; i < to; i += 1) {
      low = Math.min(low, min[i]);
      high = Math.max(high, max[i]);
    }
    lane[column * 2] = low;
    lane[column * 2 + 1] = high;
  }
  return lane;
}

/** Draw low/high pairs as bars across a canvas, in its fill colour. @param {number} scale 1 / the value at the edge */
export function drawLane(lane, context, scale) {
  const { width, height } = context.canvas;
  const ratio = devicePixelRatio || 1;
  const columns = lane.length / 2;
  const [step, bar] = columns < width / ratio / 2 ? [width / columns, width / columns] : [3 * ratio, 2 * ratio];
  const middle = height / 2;
  for (let x = 0; x < width; x += step) {
    const from = Math.floor(x / width * columns);
    const to = Math.min(columns, Math.max(from + 1, Math.floor((x + step) / width * columns)));
    let [low, high] = [1, -1];
    for (let i = from * 2; i < to * 2; i += 1) {
      low = Math.min(low, lane[i]);
      high = Math.max(high, lane[i]);
    }
    const top = middle - Math.min(1, high * scale) * middle;
    const bottom = middle - Math.max(-1, low * scale) * middle;
    const tall = Math.max(ratio, bottom - top);
    context.fillRect(x, (top + bottom - tall) / 2, bar, tall);
  }
}
