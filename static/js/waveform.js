/** The waveform: wavesurfer draws, scrolls and takes the pointer; the peaks come from the server. */
import { time } from './format.js';
import { $, Emitter, html, render } from './html.js';
import { drawLane } from './peaks.js';
import { Hover, loadSpectrogram, Regions, WaveSurfer } from './vendor.js';

const CLOSEST = 2000; // px a second
const LONGEST = 8e6; // px of a whole recording, so that browsers can lay it out
const SPECTROGRAM_LIMIT = 300; // s drawn at once
const nonce = document.querySelector('meta[name=csp-nonce]').content;
const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Events: `seek` {s}, `region` {start, end}|null, `view`. Times in seconds. */
export class Waveform extends Emitter {
  #surfer = null;
  #regions = null;
  #marks = [];
  #drawing = null; // the region being dragged out
  #box = $('waveform');
  peaks = null;
  zoom = 0; // px a second; 0 fits
  selecting = false;

  constructor() {
    super();
    this.#bindSelection();
    this.#bindOverview();
    this.#box.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    new ResizeObserver(() => this.#drawOverview()).observe($('overview'));
  }

  /** @param {?Peaks} peaks null empties @param {boolean} keep zoom and place stay (the recording grew) */
  show(peaks, keep = false) {
    const scroll = keep ? this.#surfer?.getScroll() : 0;
    if (!keep) this.zoom = 0;
    this.peaks = peaks;
    this.#surfer?.destroy();
    this.#surfer = null;
    if (peaks) this.#create(scroll);
    this.#drawOverview();
  }

  #create(scroll) {
    const lanes = this.peaks.lanes.length;
    this.#regions = Regions.create();
    this.#surfer = WaveSurfer.create({
      container: this.#box, cspNonce: nonce, height: Math.max(36, Math.floor(this.#box.clientHeight / lanes)),
      splitChannels: Array.from({ length: lanes }, () => ({})), cursorWidth: 2, cursorColor: color('ink'),
      waveColor: color('wave'), progressColor: color('accent'), dragToSeek: { debounceTime: 0 }, hideScrollbar: false,
      renderFunction: ([lane], context) => drawLane(lane, context, 0.94 / Math.max(0.25, this.peaks.loudest)),
      plugins: [this.#regions, Hover.create({ lineColor: color('dim'), labelBackground: color('ink'), labelColor: color('panel'),
        formatTimeCallback: (seconds) => time(seconds, this.zoom > 200 ? 3 : 1) })],
    });
    this.#surfer.on('interaction', (seconds) => this.emit('seek', seconds));
    this.#surfer.on('scroll', () => this.#moved());
    this.#surfer.on('resize', () => this.#moved());
    this.#regions.on('region-updated', (region) => this.emit('region', { start: region.start, end: region.end }));
    this.#apply();
    this.#surfer.setScroll(scroll);
  }

  get #fitting() { return this.#box.clientWidth / this.peaks.duration; }

  /** The part in sight, s. */
  get view() {
    const scale = this.zoom || this.#fitting;
    const start = (this.#surfer?.getScroll() ?? 0) / scale;
    return { start, end: Math.min(this.peaks.duration, start + this.#box.clientWidth / scale) };
  }

  #apply() {
    this.peaks.resize(Math.max(this.peaks.points, this.zoom * this.peaks.duration));
    this.#surfer.load('', this.peaks.lanes, this.peaks.duration).catch(() => {});
    this.#surfer.setOptions({ minPxPerSec: this.zoom, peaks: this.peaks.lanes, duration: this.peaks.duration });
    this.#placeMarks();
    this.#moved();
  }

  /** @param {number} factor above 1 looks closer; 0 fits @param {number} at px from the left edge that stays in place */
  zoomBy(factor, at = this.#box.clientWidth / 2) {
    if (!this.peaks) return;
    const fitting = this.#fitting;
    const scale = this.zoom || fitting;
    const anchor = this.view.start + at / scale;
    const wanted = Math.min(CLOSEST, LONGEST / this.peaks.duration, scale * factor);
    this.zoom = wanted > fitting * 1.01 ? wanted : 0;
    this.#apply();
    this.#surfer.setScroll(anchor * (this.zoom || fitting) - at);
    this.#moved();
  }

  #wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.zoomBy(Math.exp(-event.deltaY / 200), event.clientX - this.#box.getBoundingClientRect().left);
  }

  /** @param {number} seconds @param {boolean} follow keep the playhead in sight */
  setPosition(seconds, follow) {
    if (!this.#surfer) return;
    this.#surfer.options.autoScroll = follow;
    this.#surfer.setTime(seconds);
    $('overview-head').style.left = `${seconds / this.peaks.duration * 100}%`;
  }

  /** Bring a time into sight. */
  reveal(seconds) {
    const { start, end } = this.view;
    if (seconds < start || seconds > end) this.#surfer.setScrollTime(Math.max(0, seconds - (end - start) / 3));
  }

  /** @param {?{start: number, end: number}} region */
  setRegion(region) {
    this.#regions?.clearRegions();
    if (region) this.#regions.addRegion({ ...region, color: color('selection') });
  }

  /** @param {{at_seconds: ?number, severity: string, message: string}[]} findings */
  setMarks(findings) {
    this.#marks = findings.filter((finding) => finding.at_seconds !== null && finding.at_seconds !== undefined);
    this.#placeMarks();
    this.#drawOverview();
  }

  #placeMarks() {
    if (!this.#surfer) return;
    const wrapper = this.#surfer.getWrapper();
    wrapper.querySelectorAll('[part~=mark]').forEach((mark) => mark.remove());
    for (const finding of this.#marks) {
      const mark = Object.assign(document.createElement('div'), { title: `${time(finding.at_seconds)} ${finding.message}` });
      mark.setAttribute('part', `mark mark-${finding.severity}`);
      mark.style.left = `${finding.at_seconds / this.peaks.duration * 100}%`;
      mark.addEventListener('click', (event) => { event.stopPropagation(); this.emit('seek', finding.at_seconds); });
      wrapper.append(mark);
    }
  }

  /** Shift and drag, or just drag while selecting, makes a region. */
  #bindSelection() {
    const timeAt = (event) => Math.min(this.peaks.duration, Math.max(0,
      this.view.start + (event.clientX - this.#box.getBoundingClientRect().left) / (this.zoom || this.#fitting)));
    const quiet = (event) => { event.stopPropagation(); event.preventDefault(); };
    this.#box.addEventListener('pointerdown', (event) => {
      if (!this.peaks || event.button || !(event.shiftKey || this.selecting)) return;
      quiet(event);
      this.#box.setPointerCapture(event.pointerId);
      this.#drawing = { from: timeAt(event) };
    }, true);
    this.#box.addEventListener('pointermove', (event) => {
      if (!this.#drawing) return;
      quiet(event);
      const ends = [this.#drawing.from, timeAt(event)].sort((a, b) => a - b);
      this.#drawing.region = { start: ends[0], end: ends[1] };
      this.setRegion(this.#drawing.region);
    }, true);
    this.#box.addEventListener('pointerup', () => {
      const { region } = this.#drawing ?? {};
      if (!this.#drawing) return;
      setTimeout(() => { this.#drawing = null; });
      this.emit('region', region && region.end - region.start > 0.02 ? region : null);
    }, true);
    this.#box.addEventListener('click', (event) => this.#drawing && quiet(event), true);
  }

  #bindOverview() {
    const seek = (event) => {
      const { left, width } = $('overview').getBoundingClientRect();
      const seconds = Math.min(1, Math.max(0, (event.clientX - left) / width)) * this.peaks.duration;
      this.emit('seek', seconds);
      this.reveal(seconds);
    };
    $('overview').addEventListener('pointerdown', (event) => {
      if (!this.peaks) return;
      $('overview').setPointerCapture(event.pointerId);
      seek(event);
    });
    $('overview').addEventListener('pointermove', (event) => event.buttons && this.peaks && seek(event));
  }

  #drawOverview() {
    const canvas = $('overview').firstElementChild;
    const ratio = devicePixelRatio || 1;
    canvas.width = canvas.clientWidth * ratio;
    canvas.height = canvas.clientHeight * ratio;
    render($('overview-marks'), html``);
    if (!this.peaks) return;
    const context = canvas.getContext('2d');
    context.fillStyle = color('wave');
    drawLane(this.peaks.lanes[0], context, 0.9 / Math.max(0.25, this.peaks.loudest));
    for (const { at_seconds: at, severity } of this.#marks) {
      const mark = Object.assign(document.createElement('i'), { className: severity });
      mark.style.left = `${at / this.peaks.duration * 100}%`;
      $('overview-marks').append(mark);
    }
  }

  /** Another part is in sight: the frame in the overview, the timeline, and finer peaks. */
  #moved() {
    if (!this.#surfer) return;
    const { start, end } = this.view;
    const { duration } = this.peaks;
    Object.assign($('overview-view').style, { left: `${start / duration * 100}%`, width: `${(end - start) / duration * 100}%` });
    this.#drawTimeline(start, end);
    clearTimeout(this.refining);
    this.refining = setTimeout(() => this.#refine(), 120);
    this.emit('view');
  }

  async #refine() {
    const { peaks } = this;
    const { start, end } = this.view;
    const fresh = await peaks.refine(start, end).catch(() => false);
    if (fresh && peaks === this.peaks) this.#surfer.setOptions({ peaks: peaks.lanes, duration: peaks.duration });
    this.drawSpectrogram();
  }

  #drawTimeline(start, end) {
    const least = (end - start) / Math.max(2, this.#box.clientWidth / 90);
    const step = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800].find((one) => one >= least) ?? 3600;
    const digits = step >= 1 ? 0 : step >= 0.1 ? 1 : step >= 0.01 ? 2 : 3;
    const labels = [];
    for (let i = Math.ceil(start / step); i * step < end - least * 0.4; i += 1) labels.push(i * step);
    $('timeline').replaceChildren(...labels.map((seconds) => {
      const label = Object.assign(document.createElement('span'), { textContent: time(seconds, digits) });
      label.style.left = `${(seconds - start) / (end - start) * 100}%`;
      return label;
    }));
  }

  /** On demand: the frequencies of what is in sight. `audioUrl` is asked for the part's WAV. */
  async drawSpectrogram() {
    const box = $('spectrogram');
    const { start, end } = this.peaks ? this.view : { start: 0, end: 0 };
    const part = box.hidden || !this.peaks ? '' : `${this.audioUrl({ start, end })} ${document.documentElement.dataset.theme}`;
    if (part === this.spectrogramOf) return;
    this.spectrogramOf = part;
    this.spectrum?.destroy();
    this.spectrum = null;
    box.dataset.state = end - start > SPECTROGRAM_LIMIT ? 'long' : 'loading';
    if (!part || box.dataset.state === 'long') return;
    const Spectrogram = await loadSpectrogram();
    if (part !== this.spectrogramOf) return;
    const rate = this.peaks.overview.sample_rate;
    this.spectrum = WaveSurfer.create({ container: box, cspNonce: nonce, height: 0, interact: false, cursorWidth: 0, sampleRate: Math.max(8000, rate),
      url: this.audioUrl({ start, end }), plugins: [Spectrogram.create({ height: 120, labels: true, fftSamples: 512,
        frequencyMax: rate / 2, scale: 'linear', colorMap: color('spectrogram') })] });
    this.spectrum.on('ready', () => { box.dataset.state = 'ready'; });
    this.spectrum.on('error', () => { box.dataset.state = 'failed'; });
  }

  /** The colours changed. */
  repaint() {
    const region = this.#regions?.getRegions()[0];
    if (this.peaks) this.show(this.peaks, true);
    if (region) this.setRegion({ start: region.start, end: region.end });
    this.drawSpectrogram();
  }
}
