/** On demand: the frequencies of the part in sight, computed in the browser from that part's WAV. */
import { sessionUrl } from './api.js';
import { actions, on } from './bus.js';
import { $, color, nonce, press } from './html.js';
import { transport } from './transport.js';
import { loadSpectrogram, WaveSurfer } from './vendor.js';
import { view } from './waveform.js';

const LIMIT = 300; // s drawn at once

const box = $('spectrogram');
let drawn = null;
let surfer = null;

async function draw() {
  const part = view();
  const { id, reading, version, sampleRate = 0 } = transport.source ?? {};
  const url = part && id !== undefined && !box.hidden ? sessionUrl(id, '/audio', { ...reading, ...part, v: version }) : null;
  const wanted = `${url} ${color('spectrogram')}`;
  if (wanted === drawn) return;
  drawn = wanted;
  surfer?.destroy();
  surfer = null;
  if (!url) return;
  box.dataset.state = part.end - part.start > LIMIT ? 'long' : 'loading';
  if (box.dataset.state === 'long') return;
  const Spectrogram = await loadSpectrogram();
  if (wanted !== drawn) return;
  surfer = WaveSurfer.create({
    container: box, cspNonce: nonce, height: 0, interact: false, cursorWidth: 0, sampleRate: Math.max(8000, sampleRate), url,
    plugins: [Spectrogram.create({ height: 120, labels: true, fftSamples: 512, frequencyMax: sampleRate / 2, scale: 'linear', colorMap: color('spectrogram') })],
  });
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
