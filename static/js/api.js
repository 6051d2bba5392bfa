/** REST and the live connection. Every failure is an error with the API's `code` and a sentence. */
import { io } from 'socket.io-client';

/** @param {string} code the API's, or 'unreachable' when nothing answered */
const failure = (code, message) => Object.assign(new Error(message), { code });

/** An id may be any text. */
export const sessionUrl = (id, verb = '', parameters = {}) =>
  `/api/session/${encodeURIComponent(id)}${verb}?${new URLSearchParams(parameters)}`.replace(
    /\?$/,
    '',
  );

/** @returns {Promise<object>} the answer's JSON */
export async function request(path, options) {
  const response = await fetch(path, options).catch((error) => {
    throw error.name === 'AbortError'
      ? error
      : failure('unreachable', 'The player does not answer. Is it still running?');
  });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw failure(
    answer.error ?? 'failed',
    answer.message ?? `The player answered ${response.status}.`,
  );
}

/** Do something with a session. */
export const post = (id, verb, body) =>
  request(sessionUrl(id, verb), { method: 'POST', body: JSON.stringify(body ?? {}) });

/** It connects once the list is there, which is wanted first. */
export const socket = io({
  autoConnect: false,
  transports: ['websocket', 'polling'],
  tryAllTransports: true,
  reconnectionDelayMax: 3000,
});
