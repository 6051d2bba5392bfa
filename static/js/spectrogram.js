/**
 * On demand: the frequencies of the part in sight, a lane for each channel, drawn by the player.
 */
import { sessionUrl } from './api.js';
import { seekOn } from './below.js';
import { actions, on } from './bus.js';
import { $, repeat } from './html.js';
import { laneNames } from './lanes.js';
import { transport } from './transport.js';
import { shown, view } from './waveform.js';
/** @import {Peaks} from './peaks.js' */
/** @import {Span} from './types.js' */

const MOST = 2000; // px that the player draws at once
const LEAST = 1; // s of a picture; frequencies take time
const SHARPNESS = 2.2; // views that a picture may show and still be sharp enough
const SETTLE = 100; // ms before a picture is fetched
const LABEL = 24; // px between two frequencies
const STEPS = [100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000]; // Hz between them

const box = $('spectrogram');
const all = $('spectrogram-box'); // with its axes
const canvas = $('frequencies');

/**
 * The whole, and the part around what was last in sight: what is finer lies on top.
 * @type {(Span & {image: HTMLImageElement, isWhole: boolean, version: number})[]}
 */
let pictures = [];
let drawn = ''; // what they are of
let isLoading = false;

/** Draw what there is of the part in sight, and fetch what is missing. */
function draw() {
  const { id, reading } = transport.source ?? {};
  const recording = shown();
  if (all.hidden || !id || !recording) return;
  const key = JSON.stringify([id, reading]);
  if (drawn !== key) {
    pictures = [];
    drawn = key;
    box.dataset.state = 'loading';
  }
  box.style.setProperty('--lanes', String(recording.channels));
  drawPictures();
  drawAxis(recording);
  load(key);
}

function drawPictures() {
  const { start, end } = view();
  const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((length) =>
    Math.max(1, Math.round(length * devicePixelRatio)),
  );
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  for (const picture of pictures) {
    const from = Math.max(start, picture.start);
    const to = Math.min(end, picture.end);
    if (from >= to) continue;
    const { naturalWidth, naturalHeight } = picture.image;
    const source = naturalWidth / (picture.end - picture.start);
    const target = width / (end - start);
    /** @type {[number, number, number, number]} */
    const place = [(from - start) * target, 0, (to - from) * target, height];
    context.clearRect(...place);
    context.drawImage(
      picture.image,
      (from - picture.start) * source,
      0,
      (to - from) * source,
      naturalHeight,
      ...place,
    );
  }
  if (pictures.length) box.dataset.state = 'ready';
}

/** Frequencies at the left, the same for each lane. @param {Peaks} recording */
function drawAxis({ channels, sampleRate }) {
  const highest = sampleRate / 2;
  const tall = canvas.clientHeight / channels;
  const step = STEPS.find((one) => (one / highest) * tall >= LABEL) ?? STEPS.at(-1);
  const labels = [];
  for (let lane = 0; lane < channels; lane += 1)
    for (let hertz = step; (1 - hertz / highest) * tall >= LABEL / 3; hertz += step)
      labels.push({ hertz, top: (lane + 1 - hertz / highest) / channels });
  repeat('spectrogram-lanes', laneNames(), (name) => ({ name }));
  repeat('frequency-axis', labels, ({ hertz, top }, label) => {
    label.style.top = `${top * 100}%`;
    return { frequency: `${hertz / 1000} kHz` };
  });
}

/**
 * Fetch one picture after the other, the whole first, until the part in sight is sharp.
 * @param {string} key what it is of
 */
async function load(key) {
  if (isLoading) return;
  isLoading = true;
  await new Promise((resolve) => setTimeout(resolve, SETTLE));
  const wanted = missing();
  const image = wanted && new Image();
  if (image) image.src = sessionUrl(transport.source.id, '/spectrogram', wanted.parameters);
  const isThere = image && (await hasDecoded(image));
  isLoading = false;
  if (!image) return;
  if (isThere && key === drawn) {
    const { isWhole, start, end, version } = wanted;
    const others = pictures.filter((one) => one.isWhole !== isWhole);
    pictures = [...others, { image, isWhole, start, end, version }].sort(
      (a, b) => Number(b.isWhole) - Number(a.isWhole),
    );
  } else if (key === drawn) {
    if (!pictures.length) box.dataset.state = 'failed';
    return;
  }
  draw();
}

/** @param {HTMLImageElement} image */
const hasDecoded = (image) =>
  image.decode().then(
    () => true,
    () => false,
  );

/** What is to be fetched next, or null. */
function missing() {
  const { id, reading, version } = transport.source ?? {};
  const seen = view();
  if (all.hidden || !id || !seen) return null;
  const { duration } = shown();
  const { start, end } = seen;
  const length = end - start;
  const span = Math.max(LEAST, 2 * length);
  const margin = (span - length) / 2;
  const current = pictures.filter((one) => one.version === version);
  /** @param {Span} one */
  const isSharp = (one) =>
    one.start <= start &&
    one.end >= Math.min(duration, end + margin / 2) && // there before it is played
    one.end - one.start <= Math.max(LEAST, SHARPNESS * length);
  const isWhole = !current.some((one) => one.isWhole);
  if (!isWhole && current.some(isSharp)) return null;
  const from = isWhole ? 0 : Math.max(0, start - margin);
  const to = isWhole ? duration : Math.min(duration, from + span);
  const width = Math.min(MOST, Math.round(2 * canvas.clientWidth));
  const parameters = { ...reading, start: from, end: to, width, v: version };
  return { isWhole, start: from, end: to, version, parameters };
}

seekOn(box);

actions.spectrogram = (shift, button) => {
  button.ariaPressed = String(all.hidden);
  all.hidden = !all.hidden;
  draw();
};
on('view', draw);
