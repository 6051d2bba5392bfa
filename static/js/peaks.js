/** Peaks: the lowest and highest sample of every drawn column. */

const MOST = 2e6; // columns held for each channel
const POINTS = [1000, 8000]; // least and most columns of the whole; else 40 a second

export class Peaks {
  /**
   * @param {{duration: number, format: {channels: number, sample_rate: number}}} info of the recording
   * @param {(part: {start: number, end: number, points: number}) => Promise<object>} load the peaks of a part, times in s
   */
  constructor({ duration, format: { channels, sample_rate: sampleRate } }, load) {
    const points = Math.round(Math.min(POINTS[1], Math.max(POINTS[0], duration * 40)));
    const lanes = Array.from({ length: channels }, () => new Float32Array(points * 2));
    Object.assign(this, {
      duration,
      sampleRate,
      load,
      points,
      lanes,
      columns: points,
      finest: [0, 0],
      silences: [],
      loudest: 0.25,
    });
  }

  /** Quiet sound is drawn up to four times as large. */
  get scale() {
    return 0.94 / this.loudest;
  }

  /** Read the whole, a part at a time. @param {(share: number) => void} tell how much is there */
  async read(parts, tell) {
    for (let part = 1; part <= parts; part += 1) {
      this.silences.push(...(await this.fetch((part - 1) / parts, part / parts)));
      tell?.(part / parts);
    }
  }

  /** Hold so many columns, coarse until `refine` brings finer ones. */
  resize(columns) {
    this.columns = Math.min(MOST, Math.max(this.points, Math.ceil(columns)));
    this.finest = [0, 0];
    this.lanes = this.lanes.map((lane) => stretch(lane, this.columns));
  }

  /** Fetch finer peaks around a part (s). @returns {Promise<boolean>} whether some came */
  async refine({ start, end }) {
    const {
      columns,
      duration,
      points,
      finest: [first, last],
    } = this;
    if (columns === points || (start >= first && end <= last)) return false;
    const [from, to] = [Math.max(0, 2 * start - end), Math.min(duration, 2 * end - start)];
    this.finest = [from, to];
    await this.fetch(from / duration, to / duration);
    return columns === this.columns;
  }

  /** @param {number} start @param {number} end shares of the whole */
  async fetch(start, end) {
    const { columns, duration } = this;
    const [first, last] = [Math.round(start * columns), Math.round(end * columns)];
    const points = Math.min(2e4, last - first); // the player gives no more at once
    const { channels, silences } = await this.load({
      start: (first / columns) * duration,
      end: (last / columns) * duration,
      points,
    });
    if (columns !== this.columns) return this.fetch(start, end); // somebody zoomed meanwhile
    channels.forEach(({ min, max }, lane) => {
      this.lanes[lane].set(
        stretch(
          min.flatMap((low, i) => [low, max[i]]),
          last - first,
        ),
        first * 2,
      );
      this.loudest = Math.max(this.loudest, ...max, -Math.min(...min));
    });
    return silences;
  }
}

/** Spread peaks (low, high, low, high, ...) over so many columns. @returns {Float32Array} of the same kind */
function stretch(peaks, columns) {
  const lane = new Float32Array(columns * 2);
  const count = peaks.length / 2;
  for (let column = 0; column < columns && count; column += 1) {
    const from = Math.floor((column * count) / columns);
    const to = Math.max(from + 1, Math.floor(((column + 1) * count) / columns));
    let [low, high] = [peaks[from * 2], peaks[from * 2 + 1]];
    for (let i = from + 1; i < to; i += 1) {
      low = Math.min(low, peaks[i * 2]);
      high = Math.max(high, peaks[i * 2 + 1]);
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
  const bars = stretch(lane, columns);
  const step = width / columns;
  for (let i = 0; i < columns; i += 1) {
    const [bottom, top] = [bars[i * 2], bars[i * 2 + 1]].map(
      (value) => ((1 - Math.max(-1, Math.min(1, value * scale))) * height) / 2,
    );
    const tall = Math.max(pixel, bottom - top);
    context.fillRect(
      i * step,
      (top + bottom - tall) / 2,
      step > 4 * pixel ? step : 2 * pixel,
      tall,
    );
  }
}
