export * from './outbound-guard.js';
export { parseAddress, type IpAddress } from './public-address.js';
