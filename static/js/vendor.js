/** The two libraries of the page, served by the app itself: the one place that knows where they lie. */
export { io } from '../node_modules/socket.io-client/dist/socket.io.esm.min.js';
export { default as WaveSurfer } from '../node_modules/wavesurfer.js/dist/wavesurfer.esm.js';
export { default as Hover } from '../node_modules/wavesurfer.js/dist/plugins/hover.esm.js';
export { default as Regions } from '../node_modules/wavesurfer.js/dist/plugins/regions.esm.js';

/** Loaded when somebody asks for it. @returns {Promise<object>} wavesurfer's spectrogram plugin */
export async function loadSpectrogram() {
  return (await import('../node_modules/wavesurfer.js/dist/plugins/spectrogram.esm.js')).default;
}
