import { ChatAdapter, FallbackAdapter, JSONAdapter } from '../../src/adapters';
import { describeAdapter } from '../contracts/adapter.contract';

describeAdapter({ name: 'ChatAdapter', create: () => new ChatAdapter() });
describeAdapter({ name: 'JSONAdapter', create: () => new JSONAdapter() });
describeAdapter({
  name: 'FallbackAdapter',
  create: () => new FallbackAdapter([new ChatAdapter(), new JSONAdapter()]),
});
