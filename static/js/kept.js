/** Frames of a call that are kept to be heard again, within a bound of time and memory. */

const LONGEST = 600; // s
const MOST = 32e6; // samples of two bytes

/** @typedef {{frame: number, count: number, samples: Int16Array}} Block from `frame` on */

export class Kept {
  /** @param {number} rate Hz @param {number} channels */
  constructor(rate, channels) {
    this.rate = rate;
    this.channels = channels;
    /** In order, without overlap. @type {Block[]} */
    this.blocks = [];
    this.count = 0; // frames in them
    this.most = Math.min(LONGEST * rate, MOST / channels);
  }

  /** The frame after the last one. */
  get end() {
    const last = this.blocks.at(-1);
    return last ? last.frame + last.count : 0;
  }

  /**
   * What is there already stays as it is.
   * @param {number} frame @param {Int16Array} samples interleaved
   * @param {number} playing the frame that is heard, from which on nothing is given up
   */
  add(frame, samples, playing) {
    const place = this.blocks.findLastIndex((block) => block.frame <= frame) + 1;
    const before = this.blocks[place - 1];
    const from = Math.max(frame, before ? before.frame + before.count : 0);
    const to = Math.min(frame + samples.length / this.channels, this.next(frame));
    if (to <= from) return;
    const part = samples.subarray((from - frame) * this.channels, (to - frame) * this.channels);
    this.blocks.splice(place, 0, { frame: from, count: to - from, samples: part });
    this.count += to - from;
    while (this.count > this.most && this.blocks.length > 2) this.giveUp(playing);
  }

  /** The oldest; or the newest but one, where all is still to be heard. @param {number} playing */
  giveUp(playing) {
    const [{ frame, count }] = this.blocks;
    const place = frame + count <= playing ? 0 : this.blocks.length - 2;
    this.count -= this.blocks.splice(place, 1)[0].count;
  }

  /** Where what is kept goes on beyond a frame. @param {number} frame */
  next(frame) {
    return this.blocks.find((block) => block.frame > frame)?.frame ?? Infinity;
  }

  /**
   * A copy of up to a second from a frame on.
   * @param {number} frame @returns {?Int16Array} null where that is not kept
   */
  from(frame) {
    const block = this.blocks.findLast((one) => one.frame <= frame);
    if (!block || frame >= block.frame + block.count) return null;
    const first = frame - block.frame;
    return block.samples.slice(first * this.channels, (first + this.rate) * this.channels);
  }
}
