export { createEngine } from './engine.mts';
export { chain } from './chain.mts';
export { sendWithCredential } from './send-with-credential.mts';
export type * from './types.mts';
