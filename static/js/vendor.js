/** The only place that knows where the libraries lie. */
export { io } from '../node_modules/socket.io-client/dist/socket.io.esm.min.js';
export { default as Hover } from '../node_modules/wavesurfer.js/dist/plugins/hover.esm.js';
export { default as Regions } from '../node_modules/wavesurfer.js/dist/plugins/regions.esm.js';
export { default as WaveSurfer } from '../node_modules/wavesurfer.js/dist/wavesurfer.esm.js';

export const loadSpectrogram = () => import('../node_modules/wavesurfer.js/dist/plugins/spectrogram.esm.js');
