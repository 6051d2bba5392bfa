/** REST and the live connection. Every failure is an error with the API's `code` and a sentence. */
import { io } from 'socket.io-client';
import { emit } from './bus.js';
/** @import {Failure} from './types.js' */

/** @param {string} code the API's, or 'unreachable' @param {string} message @returns {Failure} */
const failure = (code, message) => Object.assign(new Error(message), { code });

/**
 * An id may be any text. A list is given as the same parameter several times.
 * @param {string} id @param {string} verb @param {Record<string, any>} parameters
 */
export function sessionUrl(id, verb = '', parameters = {}) {
  const pairs = Object.entries(parameters).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one]),
  );
  const query = String(new URLSearchParams(pairs));
  return `/api/session/${encodeURIComponent(id)}${verb}${query && `?${query}`}`;
}

/**
 * @param {string} path @param {RequestInit} [options]
 * @returns {Promise<any>} the answer's JSON
 * @throws {Failure}
 */
export async function request(path, options) {
  const response = await fetch(path, options).catch((error) => {
    if (error.name === 'AbortError') throw error;
    emit('lost', { code: 'unreachable' });
    throw failure('unreachable', 'The player does not answer. Is it still running?');
  });
  const answer = await response.json().catch((error) => {
    if (error.name === 'AbortError') throw error;
    return {};
  });
  if (response.ok) return answer;
  if (answer.error === 'redis_unavailable') emit('lost', { code: answer.error });
  throw failure(
    answer.error ?? 'failed',
    answer.message ?? `The player answered ${response.status}.`,
  );
}

/** Do something with a session. @param {string} id @param {string} verb @param {object} [body] */
export const post = (id, verb, body) =>
  request(sessionUrl(id, verb), { method: 'POST', body: JSON.stringify(body ?? {}) });

/** It connects once the list is there, which is wanted first. */
export const socket = io({
  autoConnect: false,
  transports: ['websocket', 'polling'],
  tryAllTransports: true,
  reconnectionDelayMax: 3000,
});
