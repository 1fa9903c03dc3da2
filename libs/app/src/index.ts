export * from './app-definition.js';
export * from './app-module.js';
export * from './app-runtime.js';
export * from './data-subjects/data-subjects.dto.js';
export * from './feature.js';
export * from './operations/operations.controller.js';
export * from './operations/operations.dto.js';
export * from './pages-definition.js';
