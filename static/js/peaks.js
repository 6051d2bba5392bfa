/** Peaks: the lowest and highest sample of every drawn column. Numbers in, numbers out; only `load` is the network's. */

const MOST = 2e6; // columns held for each channel

export class Peaks {
  /**
   * @param {{channels: {min: number[], max: number[]}[], duration: number, points: number}} overview of the whole recording
   * @param {(part: {start: number, end: number, points: number}) => Promise<object>} load more of a part, times in s
   */
  constructor(overview, load) {
    Object.assign(this, overview, { load });
    const loudest = Math.max(...this.channels.flatMap((channel) => [...stretch(channel, 1)]).map(Math.abs));
    this.scale = 0.94 / Math.max(0.25, loudest); // quiet sound is drawn up to four times as large
    this.resize(0);
  }

  /** Hold so many columns, filled from the overview until `refine` brings more. */
  resize(columns) {
    this.columns = Math.min(MOST, Math.max(this.points, Math.ceil(columns)));
    this.fetched = [0, 0];
    this.lanes = this.channels.map((channel) => stretch(channel, this.columns));
  }

  /** Fetch finer peaks around a part (s). @returns {Promise<boolean>} whether some came */
  async refine({ start, end }) {
    const { columns, duration, lanes, points, fetched } = this;
    const column = (time) => Math.min(columns, Math.max(0, Math.round(time / duration * columns)));
    if (columns === points || (column(start) >= fetched[0] && column(end) <= fetched[1])) return false;
    const [first, last] = this.fetched = [column(2 * start - end), column(2 * end - start)];
    const part = await this.load({ start: first / columns * duration, end: last / columns * duration, points: last - first });
    part.channels.forEach((channel, lane) => lanes[lane].set(stretch(channel, last - first), first * 2));
    return lanes === this.lanes;
  }
}

/** Spread peaks over so many columns. @returns {Float32Array} low, high, low, high, ... */
function stretch({ min, max }, columns) {
  const lane = new Float32Array(columns * 2);
  for (let column = 0; column < columns; column += 1) {
    const from = Math.floor(column * min.length / columns);
    const to = Math.max(from + 1, Math.floor((column + 1) * min.length / columns));
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

/** Draw a lane across a canvas in its fill colour, as bars; touching when looked at closely. */
export function drawLane(lane, context, scale) {
  const { width, height } = context.canvas;
  const pixel = devicePixelRatio;
  const columns = Math.max(1, Math.floor(Math.min(lane.length / 2, width / pixel / 3)));
  const bars = stretch({ min: lane.filter((_, i) => i % 2 === 0), max: lane.filter((_, i) => i % 2) }, columns);
  const step = width / columns;
  for (let i = 0; i < columns; i += 1) {
    const [bottom, top] = [bars[i * 2], bars[i * 2 + 1]].map((value) => (1 - Math.max(-1, Math.min(1, value * scale))) * height / 2);
    const tall = Math.max(pixel, bottom - top);
    context.fillRect(i * step, (top + bottom - tall) / 2, step > 4 * pixel ? step : 2 * pixel, tall);
  }
}
