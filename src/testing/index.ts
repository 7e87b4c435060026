/**
 * The test kit, `dspex/testing`: models that answer from a script, and servers on loopback that speak the vendors' protocols,
 * so that programs are tested without a provider.
 */
export {
  MockLM,
  MockScriptEndedError,
  type MockLmOptions,
  type MockReply,
  type MockReplyParts,
  type MockResponder,
} from '../lm';
export type { FaultStatus, StatusFault, VendorFault } from './vendor-server/vendor-fault';
export type {
  Vendor,
  VendorRawReply,
  VendorReply,
  VendorReplyParts,
  VendorToolCall,
} from './vendor-server/vendor-reply';
export type { VendorRequest } from './vendor-server/vendor-request';
export {
  startVendorServer,
  type VendorServer,
  type VendorServerOptions,
} from './vendor-server/vendor-server';
