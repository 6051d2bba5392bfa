/**
 * Peaks: the lowest and highest sample of every drawn column; coarse of the whole, fine of the part
 * in sight.
 */

/** @import {Info, LaneBox, PeaksAnswer, PeaksRequest, Piece, Span} from './types.js' */

const POINTS = [1000, 8000]; // least and most columns of the whole; else 40 a second
const MOST = 2e4; // columns that the player gives at once
const FEW = 16e3; // samples in sight that are fetched as they are, each a column
const AHEAD = 0.5; // s behind the view that are there before they are played
const EXACT = 1.002; // a column as wide as a pixel, but for rounding
const NEXT = 1 - 2e-4; // a sample is a point in time: it belongs to the pixel that has begun before it
const TINY = 1e-6; // s
const TOO_MANY = 4; // times as many columns as are wanted: a growing recording is drawn from fewer

export class Peaks {
  /**
   * @param {Info} info of the recording
   * @param {(part: PeaksRequest) => Promise<PeaksAnswer>} load the peaks of a part
   */
  constructor({ duration, tracks, format: { channels, sample_rate: sampleRate } }, load) {
    const wanted = Math.min(POINTS[1], Math.max(POINTS[0], duration * 40));
    const points = Math.max(1, Math.round(Math.min(wanted, duration * sampleRate)));
    const lanes = emptyLanes(tracks.length > 1 ? tracks.length : channels, points);
    /** The names of the lanes, where each is a track; the player leaves out what is no sound. */
    this.tracks = tracks.length > 1 ? tracks.map(({ name }) => name) : [];
    this.duration = duration;
    this.sampleRate = sampleRate;
    this.load = load;
    /** @type {Piece} */
    this.whole = { start: 0, end: duration, step: duration / points, lanes };
    /** @type {?Piece} */
    this.part = null;
    /** @type {[number, number][]} */
    this.silences = [];
    this.loudest = 0.25;
    this.isGrowing = false; // frames are added as they are recorded
  }

  /** Quiet sound is drawn up to four times as large. */
  get scale() {
    return 0.94 / this.loudest;
  }

  get channels() {
    return this.whole.lanes.length;
  }

  /**
   * Read the whole, a part at a time.
   * @param {number} parts @param {(share: number) => void} [tell] how much is there
   */
  async read(parts, tell) {
    const points = this.whole.lanes[0].length / 2;
    for (let part = 1; part <= parts; part += 1) {
      const [first, last] = [part - 1, part].map((one) => Math.round((one / parts) * points));
      const { channels, silences, tracks } = await this.load({
        start: (first / points) * this.duration,
        end: (last / points) * this.duration,
        points: last - first,
      });
      this.tracks = tracks;
      if (part === 1 && channels.length !== this.channels)
        this.whole.lanes = emptyLanes(channels.length, points);
      this.take(channels).forEach((fresh, lane) =>
        this.whole.lanes[lane]?.set(
          fold(fresh, 0, fresh.length / 2 / (last - first), last - first),
          first * 2,
        ),
      );
      this.silences.push(...silences);
      tell?.(part / parts);
    }
  }

  /**
   * What was fetched of the same recording when it was shorter is drawn until its like comes.
   * @param {?Peaks} earlier
   */
  inherit(earlier) {
    const { part, sampleRate, channels } = earlier ?? {};
    if (part && sampleRate === this.sampleRate && channels === this.channels)
      this.part = { ...part, isOld: true };
  }

  /**
   * Fetch what a view needs to be drawn exactly, and a little around it: a column a pixel, or all
   * samples where they are few.
   * @param {Span & {pixel: number}} view all in s
   * @returns {Promise<boolean>} whether something came
   */
  async refine({ start, end, pixel }) {
    const { duration, sampleRate } = this;
    const width = end - start;
    const areFew = width * sampleRate <= FEW;
    const columns = areFew ? sampleRate : 1 / pixel; // a second
    const margin = Math.min(Math.max(width, 2 * AHEAD), (MOST / columns - width) / 2);
    const last = Math.min(duration, end + Math.min(AHEAD, margin / 2));
    /** @param {Piece} piece */
    const isEnough = (piece) =>
      covers(piece, start, last) &&
      !piece.isOld &&
      (this.isSamples(piece) ||
        (!areFew &&
          (piece.step <= pixel / (this.isGrowing ? 1 : 4) || isAlike(piece.step, pixel))));
    if (isEnough(this.whole) || (this.part && isEnough(this.part))) return false;
    /** @param {number} seconds */
    const snap = (seconds) => Math.round(seconds * columns) / columns;
    const from = Math.max(0, snap(start - margin));
    const to = Math.min(duration, snap(end + margin));
    const points = Math.min(MOST, Math.max(1, Math.round((to - from) * columns)));
    const { channels } = await this.load({ start: from, end: to, points });
    const lanes = this.take(channels);
    const count = lanes[0].length / 2;
    if (!count || lanes.length !== this.channels) return false; // it is another recording by now
    this.part = { start: from, end: to, step: (to - from) / count, lanes };
    return true;
  }

  /**
   * More was recorded.
   * @param {number} start s @param {number} step s from one of them to the next
   * @param {number} count of frames or columns
   * @param {(lane: number, i: number) => [number, number]} levels the lowest and the highest of each
   */
  append(start, step, count, levels) {
    this.isGrowing = true;
    const end = start + count * step;
    const isNext = this.part && Math.abs(this.part.end - this.duration) < this.whole.step;
    for (const piece of isNext ? [this.whole, this.part] : [this.whole])
      this.lengthen(piece, start, step, count, levels);
    this.duration = Math.max(this.duration, end);
    if (this.whole.lanes[0].length / 2 > TOO_MANY * POINTS[1]) this.halve();
    if (this.part?.lanes[0].length > TOO_MANY * 2 * MOST) this.part = null; // it is fetched again
  }

  /**
   * @param {Piece} piece @param {number} start @param {number} step @param {number} count
   * @param {(lane: number, i: number) => [number, number]} levels
   */
  lengthen(piece, start, step, count, levels) {
    const end = Math.max(piece.end, start + count * step);
    const before = piece.lanes[0].length / 2;
    const columns = Math.max(before, Math.ceil((end - piece.start) / piece.step - 1e-3));
    piece.end = end;
    piece.lanes = piece.lanes.map((lane, number) => {
      const longer = longerLane(lane, columns * 2);
      for (let i = 0; i < count; i += 1) {
        const place = Math.floor((start + i * step - piece.start) / piece.step + 1e-6);
        if (place < 0) continue;
        const last = Math.floor((start + (i + 1) * step - piece.start) / piece.step - 1e-6);
        const [low, high] = levels(number, i);
        this.loudest = Math.max(this.loudest, -low, high);
        for (let at = place; at <= Math.min(columns - 1, Math.max(place, last)); at += 1) {
          longer[at * 2] = Math.min(longer[at * 2], low);
          longer[at * 2 + 1] = Math.max(longer[at * 2 + 1], high);
        }
      }
      return longer;
    });
  }

  /** Half as many columns of the whole. */
  halve() {
    const { whole } = this;
    const points = Math.ceil(whole.lanes[0].length / 4);
    whole.lanes = whole.lanes.map((lane) => fold(lane, 0, 2, points));
    whole.step *= 2;
  }

  /** @param {PeaksAnswer['channels']} channels @returns {Float32Array[]} lanes */
  take(channels) {
    return channels.map(({ min, max }) => {
      const lane = new Float32Array(min.length * 2);
      for (let i = 0; i < min.length; i += 1) {
        lane[2 * i] = min[i];
        lane[2 * i + 1] = max[i];
        this.loudest = Math.max(this.loudest, -min[i], max[i]);
      }
      return lane;
    });
  }

  /** @param {Piece} piece @returns {boolean} whether its columns are single samples */
  isSamples({ step }) {
    return step * this.sampleRate <= EXACT;
  }

  /**
   * The finest known columns of so many pixels from `start` on.
   * @param {number} start s @param {number} pixel s @param {number} count
   * @returns {Float32Array[]} lanes
   */
  columns(start, pixel, count) {
    const { whole, part } = this;
    /** @param {Piece} piece @returns {[number, number]} */
    const place = (piece) => [
      (start - piece.start) / piece.step + (this.isSamples(piece) ? NEXT : 0),
      pixel / piece.step,
    ];
    const lanes = whole.lanes.map((lane) => fold(lane, ...place(whole), count));
    if (!part || (part.step > whole.step && !isAlike(part.step, pixel))) return lanes;
    const first = Math.max(0, Math.ceil((part.start - start - TINY) / pixel));
    const last = Math.min(count, Math.floor((part.end - start + TINY) / pixel));
    if (first >= last) return lanes;
    const [begin, step] = place(part);
    part.lanes.forEach((lane, i) =>
      lanes[i].set(fold(lane, begin + first * step, step, last - first), first * 2),
    );
    return lanes;
  }

  /**
   * Single samples, if they are known of all of this.
   * @param {number} start @param {number} end @returns {?Piece}
   */
  samples(start, end) {
    return (
      [this.part, this.whole].find(
        (piece) => piece && this.isSamples(piece) && covers(piece, start, end),
      ) ?? null
    );
  }
}

/** @param {number} count @param {number} points columns of each */
const emptyLanes = (count, points) =>
  Array.from({ length: count }, () => new Float32Array(points * 2));

/** The same in a longer room, which is kept for more. @param {Float32Array} lane @param {number} length */
function longerLane(lane, length) {
  if (lane.byteOffset === 0 && lane.buffer.byteLength >= length * 4)
    return new Float32Array(lane.buffer, 0, length);
  const room = new Float32Array(Math.ceil(length * 1.5));
  room.set(lane);
  return room.subarray(0, length);
}

/** @param {Piece} piece @param {number} start @param {number} end */
const covers = (piece, start, end) => piece.start <= start + TINY && piece.end >= end - TINY;
/** @param {number} a @param {number} b */
const isAlike = (a, b) => Math.max(a / b, b / a) <= EXACT;

/**
 * Join columns to others.
 * @param {Float32Array} lane @param {number} begin the first column that counts
 * @param {number} step columns for each new one @param {number} count of the new ones
 */
function fold(lane, begin, step, count) {
  const folded = new Float32Array(count * 2);
  const most = lane.length / 2;
  for (let i = 0; i < count && most; i += 1) {
    const from = Math.min(most - 1, Math.floor(begin + i * step + 1e-4));
    const to = Math.min(most, Math.max(from + 1, Math.floor(begin + (i + 1) * step + 1e-4)));
    let [low, high] = [lane[from * 2], lane[from * 2 + 1]];
    for (let j = from + 1; j < to; j += 1) {
      low = Math.min(low, lane[j * 2]);
      high = Math.max(high, lane[j * 2 + 1]);
    }
    folded[i * 2] = low;
    folded[i * 2 + 1] = high;
  }
  return folded;
}

/**
 * Draw a lane as one bar a pixel.
 * @param {CanvasRenderingContext2D} context @param {Float32Array} lane @param {LaneBox} box
 */
export function drawBars(context, lane, box) {
  const y = levelToY(box);
  for (let i = 0; i < lane.length / 2; i += 1) {
    const [low, high] = [y(lane[i * 2]), y(lane[i * 2 + 1])];
    const tall = Math.round(Math.max(devicePixelRatio, low - high));
    context.fillRect(i, Math.round((low + high - tall) / 2), 1, tall);
  }
}

/**
 * Join samples to columns of what a line through them covers, so that neighbours touch.
 * @param {Float32Array} lane @param {number} begin the sample at the left edge, with its fraction
 * @param {number} step samples for each column, with their fraction
 * @param {number} count of columns
 */
export function foldLine(lane, begin, step, count) {
  const folded = new Float32Array(count * 2);
  const most = lane.length / 2 - 1;
  /** @param {number} place of a sample, with a fraction between two */
  const levelAt = (place) => {
    const before = Math.max(0, Math.min(most, Math.floor(place)));
    const after = Math.min(most, before + 1);
    return lane[before * 2] + (lane[after * 2] - lane[before * 2]) * (place - before);
  };
  for (let i = 0; i < count; i += 1) {
    const [from, to] = [begin + i * step, Math.min(most, begin + (i + 1) * step)];
    const [left, right] = [levelAt(from), levelAt(to)];
    let [low, high] = [Math.min(left, right), Math.max(left, right)];
    for (let j = Math.ceil(from); j < to; j += 1) {
      low = Math.min(low, lane[j * 2]);
      high = Math.max(high, lane[j * 2]);
    }
    folded[i * 2] = low;
    folded[i * 2 + 1] = high;
  }
  return folded;
}

/**
 * Draw single samples as a line through them, and as points where there is room for them.
 * @param {CanvasRenderingContext2D} context @param {Float32Array} lane
 * @param {number} begin the column at the left edge @param {number} step px from one to the next
 * @param {LaneBox} box
 */
export function drawLine(context, lane, begin, step, box) {
  const y = levelToY(box);
  const first = Math.max(0, Math.floor(begin) - 1);
  const last = Math.min(lane.length / 2, Math.ceil(begin + context.canvas.width / step) + 2);
  const dot = step >= 5 * devicePixelRatio ? 1.5 * devicePixelRatio : 0;
  context.beginPath();
  for (let i = first; i < last; i += 1) context.lineTo((i - begin) * step, y(lane[i * 2]));
  context.lineWidth = 1.5 * devicePixelRatio;
  context.lineJoin = 'round';
  context.strokeStyle = context.fillStyle;
  context.stroke();
  if (!dot) return;
  context.beginPath();
  for (let i = first; i < last; i += 1) {
    const [across, down] = [(i - begin) * step, y(lane[i * 2])];
    context.moveTo(across + dot, down);
    context.arc(across, down, dot, 0, 7);
  }
  context.fill();
}

/** @param {LaneBox} box @returns {(level: number) => number} px from the top */
const levelToY =
  ({ top, height, scale }) =>
  (level) =>
    top + ((1 - Math.max(-1, Math.min(1, level * scale))) * height) / 2;
