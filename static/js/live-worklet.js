/**
 * Plays frames as they come, in the thread of the sound: each once and in order, behind a reserve
 * that grows with the jitter of who writes them. The context has the sample rate of the frames.
 */
/** @import {WorkletMessages, WorkletReport} from './types.js' */

const LEAST = 0.15; // s that are held before the sound begins, or goes on after it ran out;
const MOST = 0.4; // at most so much,
const GROWTH = 1.5; // as it grows so many times whenever the sound ran out
const SLACK = 0.75; // s beyond the reserve that are held all the time: it is behind for no reason
const WINDOW = 4; // s, and at least twice the time between two writes, until that is so
const REPORT = 0.1; // s between two reports

class LivePlayer extends AudioWorkletProcessor {
  constructor() {
    super();
    /** What is still to be played, the first one from `frame` on. @type {WorkletMessages['frames'][]} */
    this.blocks = [];
    this.frame = 0; // the next one
    this.end = 0; // the one after the last that is held
    this.isPlaying = false;
    this.isLive = true; // near what is being recorded
    this.isLast = false; // no more will come
    this.isShort = true; // it waits for the reserve
    this.turn = 0; // counts the places where it began
    this.reserve = LEAST;
    /** How loud each channel is, left and right; else as stereo. @type {?[number, number][]} */
    this.gains = null;
    this.came = 0; // s, when frames last came,
    this.gap = 0; // and the longest time between two
    this.fewest = Infinity; // frames that were held since
    this.since = 0; // s
    this.skipped = 0; // frames, since the last report
    this.power = 0;
    this.count = 0; // samples in it
    this.told = 0; // s
    this.port.onmessage = ({ data: [name, message] }) => this.obey(name, message);
  }

  /**
   * @template {keyof WorkletMessages} Name @param {Name} name @param {WorkletMessages[Name]} message
   */
  obey(name, message) {
    if (name === 'frames') this.add(/** @type {WorkletMessages['frames']} */ (message));
    else if (name === 'play') this.start(/** @type {WorkletMessages['play']} */ (message));
    else Object.assign(this, message);
  }

  /** @param {WorkletMessages['play']} message */
  start({ frame, isLive, turn }) {
    Object.assign(this, { frame, end: frame, isLive, turn, blocks: [] });
    Object.assign(this, { isPlaying: true, isShort: true });
    this.look();
  }

  /** @param {WorkletMessages['frames']} block that begins where the last one ends */
  add(block) {
    this.blocks.push(block);
    this.end += block.samples.length / block.channels;
    this.gap = Math.max(this.gap * 0.95, currentTime - this.came);
    this.came = currentTime;
  }

  /** @param {Float32Array[][]} inputs @param {Float32Array[][]} outputs */
  process(inputs, [[left, right]]) {
    if (this.isPlaying) {
      const held = this.end - this.frame;
      const wanted = this.isShort && !this.isLast ? this.reserve * sampleRate : 1;
      if (held >= wanted) this.play(left, right, held);
      else if (!this.isShort) this.runOut();
      if (this.isLive) this.catchUp();
    }
    if (currentTime - this.told >= REPORT) this.tell();
    return true;
  }

  /** @param {Float32Array} left @param {Float32Array} right @param {number} held frames */
  play(left, right, held) {
    const count = Math.min(held, left.length);
    if (count < left.length) this.runOut();
    else this.isShort = false;
    for (let done = 0; done < count;) {
      const [{ frame, samples, channels }] = this.blocks;
      const from = this.frame - frame;
      const number = Math.min(count - done, samples.length / channels - from);
      for (let channel = 0; channel < channels; channel += 1) {
        const [toLeft, toRight] = this.gainOf(channel, channels);
        for (let i = 0; i < number; i += 1) {
          const sample = samples[(from + i) * channels + channel] / 32768;
          left[done + i] += sample * toLeft;
          right[done + i] += sample * toRight;
        }
      }
      done += number;
      this.drop(number);
    }
    for (let i = 0; i < count; i += 1) this.power += (left[i] ** 2 + right[i] ** 2) / 2;
    this.count += left.length;
  }

  /** The sound waits for frames, and for more of them from now on. */
  runOut() {
    this.isShort = true;
    if (this.isLive && !this.isLast) this.reserve = Math.min(MOST, this.reserve * GROWTH);
  }

  /** @param {number} channel @param {number} channels @returns {[number, number]} left and right */
  gainOf(channel, channels) {
    const given = this.gains?.[channel];
    if (given) return given;
    if (channels === 2) return channel ? [0, 1] : [1, 0];
    return [1 / channels, 1 / channels];
  }

  /** @param {number} count frames from the first block */
  drop(count) {
    this.frame += count;
    const [{ frame, samples, channels }] = this.blocks;
    if (this.frame >= frame + samples.length / channels) this.blocks.shift();
  }

  /** Where too much is held all the time, nearer to what is being recorded. */
  catchUp() {
    this.fewest = Math.min(this.fewest, this.end - this.frame);
    if (currentTime - this.since < Math.max(WINDOW, 2 * this.gap)) return;
    const most = (this.reserve + SLACK) * sampleRate;
    if (this.fewest > most) {
      let excess = this.fewest - Math.round(this.reserve * sampleRate);
      this.skipped += excess;
      while (excess > 0) {
        const [{ frame, samples, channels }] = this.blocks;
        const count = Math.min(excess, frame + samples.length / channels - this.frame);
        excess -= count;
        this.drop(count);
      }
    }
    this.look();
  }

  look() {
    this.fewest = Infinity;
    this.since = currentTime;
    this.gap = 0;
    this.came = currentTime;
  }

  tell() {
    const { frame, turn, isShort, reserve, skipped, power, count } = this;
    /** @type {WorkletReport} */
    const report = { frame, turn, isShort, reserve, skipped, power: count && power / count };
    this.port.postMessage(report);
    Object.assign(this, { skipped: 0, power: 0, count: 0, told: currentTime });
  }
}

registerProcessor('live-player', LivePlayer);
