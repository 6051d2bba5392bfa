/** On demand: the frequencies of the part in sight, computed in the browser from that part's WAV. */
import { sessionUrl } from './api.js';
import { actions, on } from './bus.js';
import { $, color, press } from './html.js';
import { transport } from './transport.js';
import { loadSpectrogram, WaveSurfer } from './vendor.js';
import { cspNonce, view } from './waveform.js';

const LIMIT = 300; // s drawn at once

const box = $('spectrogram');
let drawn = '';
let surfer = null;

async function draw() {
  const part = view();
  const { id, reading, version, sampleRate } = transport.source ?? {};
  const url = part && sampleRate && !box.hidden ? sessionUrl(id, '/audio', { ...reading, ...part, v: version }) : '';
  const colorMap = color('spectrogram');
  if (drawn === url + colorMap) return;
  drawn = url + colorMap;
  surfer?.destroy();
  surfer = null;
  if (!url) return;
  const long = part.end - part.start > LIMIT;
  box.dataset.state = long ? 'long' : 'loading';
  const { default: Spectrogram } = await loadSpectrogram();
  if (long || drawn !== url + colorMap) return;
  const spectrogram = Spectrogram.create({ height: 120, labels: true, fftSamples: 512, frequencyMax: sampleRate / 2, scale: 'linear', colorMap });
  surfer = WaveSurfer.create({ container: box, cspNonce, height: 0, interact: false, cursorWidth: 0, sampleRate: Math.max(8000, sampleRate), url, plugins: [spectrogram] });
  surfer.on('ready', () => { box.dataset.state = 'ready'; });
  surfer.on('error', () => { box.dataset.state = 'failed'; });
}

actions.spectrogram = () => {
  box.hidden = !box.hidden;
  press('spectrogram', !box.hidden);
  draw();
};
on('view', draw);
on('theme', draw);
