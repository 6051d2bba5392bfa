/** The REST interface. Every failure is an ApiError with a sentence for people. */

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
