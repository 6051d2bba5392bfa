/** The REST interface and the live connection. Every failure is an ApiError with a sentence for people. */
import { io } from './vendor.js';

const PATIENCE = 30_000; // ms; a long recording is decoded before its playback is acknowledged

/** `code` is the API's, or 'unreachable' when nothing answered. */
export class ApiError extends Error {
  constructor(code, message) { super(message); this.code = code; }
}

export const url = (path, parameters) => `${path}?${new URLSearchParams(parameters)}`.replace(/\?$/, '');

/** An id may be any text. */
export const sessionUrl = (id, verb = '', parameters = {}) => url(`/api/session/${encodeURIComponent(id.toWellFormed?.() ?? id)}${verb}`, parameters);

/** @returns {Promise<object>} the answer's JSON @throws {ApiError} */
export async function request(path, options) {
  const response = await fetch(path, options).catch((error) => {
    throw error.name === 'AbortError' ? error : new ApiError('unreachable', 'The player does not answer. Is it still running?');
  });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new ApiError(answer.error, answer.message ?? `The player answered ${response.status}.`);
}

export const socket = io({ transports: ['websocket', 'polling'], tryAllTransports: true, reconnectionDelayMax: 3000 });

/** @returns {Promise<object>} the same body as the command's REST twin @throws {ApiError} */
export async function command(event, data) {
  const lost = () => { throw new ApiError('unreachable', 'The connection to the player is lost; it comes back by itself.'); };
  if (!socket.connected) lost();
  const answer = await socket.timeout(PATIENCE).emitWithAck(event, data).catch(lost);
  if (!answer.success) throw new ApiError(answer.error, answer.message);
  return answer;
}
