export { createEngine } from './engine.mts';
export { chain } from './chain.mts';
export type * from './types.mts';
