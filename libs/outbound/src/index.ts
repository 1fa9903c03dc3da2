export * from './outbound-guard.js';
export {
  isAddressOrRange,
  isLoopback,
  isWithin,
  parseAddress,
  parseAddressOrRange,
  type IpAddress,
} from './public-address.js';
