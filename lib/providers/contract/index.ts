export * from './api';
export * from './auth';
export * from './explanation';
export * from './forms';
export * from './http';
export * from './payments';
export * from './provider';
export * from './webhooks';
