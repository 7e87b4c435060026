import {
  BAMLAdapter,
  ChatAdapter,
  FallbackAdapter,
  JSONAdapter,
  TwoStepAdapter,
  XMLAdapter,
} from '../../src/adapters';
import { MockLM } from '../../src/lm';
import { describeAdapter } from '../contracts/adapter.contract';

describeAdapter({ name: 'ChatAdapter', create: () => new ChatAdapter() });
describeAdapter({ name: 'JSONAdapter', create: () => new JSONAdapter() });
describeAdapter({ name: 'XMLAdapter', create: () => new XMLAdapter() });
describeAdapter({ name: 'BAMLAdapter', create: () => new BAMLAdapter() });
describeAdapter({
  name: 'TwoStepAdapter',
  create: () =>
    new TwoStepAdapter(
      new MockLM(() => '[[ ## first ## ]]\na\n\n[[ ## second ## ]]\nb\n\n[[ ## completed ## ]]'),
    ),
  asks: 2,
});
describeAdapter({
  name: 'FallbackAdapter',
  create: () => new FallbackAdapter([new ChatAdapter(), new JSONAdapter()]),
});
