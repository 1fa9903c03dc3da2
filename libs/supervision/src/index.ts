export * from './kept-program.js';
