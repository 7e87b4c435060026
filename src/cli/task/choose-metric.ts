import { exactMatch, passageMatch, tokenF1 } from '../../evaluate';
import type { CompileMetric } from '../../teleprompt';
import { nearestOf } from '../../util';
import { UsageError } from '../cli-errors';

const METRICS: Readonly<Record<string, (field?: string, other?: string) => CompileMetric>> = {
  'exact-match': (field) => exactMatch(field),
  'token-f1': (field) => tokenF1(field),
  'passage-match': (field, passages) => passageMatch(field, passages),
};

/**
 * The built-in metric of a name such as `exact-match:answer`.
 *
 * @throws {@link UsageError}.
 */
export function metricOfName(text: string): CompileMetric {
  const [name = '', field, other] = text.split(':');
  const make = Object.hasOwn(METRICS, name) ? METRICS[name] : undefined;
  if (make !== undefined) return make(field, other);
  const nearest = nearestOf(name, Object.keys(METRICS));
  throw new UsageError({
    problem: `There is no built-in metric ${JSON.stringify(name)}.`,
    expected: `${Object.keys(METRICS).join(', ')}, a colon and the field, such as exact-match:answer.`,
    fix: nearest === undefined ? 'export a function as `metric` from the config.' : `write ${nearest}.`,
  });
}
