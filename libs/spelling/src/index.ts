export * from './invisible.js';
export * from './mail-address.js';
