/** What an AudioWorklet finds around it, which TypeScript does not know yet. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: typeof AudioWorkletProcessor): void;
/** Hz */
declare const sampleRate: number;
/** s */
declare const currentTime: number;
