/** The live connection: events in, acknowledged commands out. */
import { ApiError } from './api.js';
import { io } from './vendor.js';

const PATIENCE = 30_000; // ms; a long recording is decoded before its playback is acknowledged

export const socket = io({ transports: ['websocket', 'polling'], tryAllTransports: true, reconnectionDelayMax: 3000 });

/** Send a command. @returns {Promise<object>} the same body as its REST twin @throws {ApiError} */
export async function command(event, data) {
  if (!socket.connected) throw new ApiError('unreachable', 'The connection to the player is lost; it comes back by itself.');
  const answer = await socket.timeout(PATIENCE).emitWithAck(event, data)
    .catch(() => { throw new ApiError('unreachable', 'The player took too long to answer.'); });
  if (answer?.success === false) throw new ApiError(answer.error, answer.message);
  return answer;
}
