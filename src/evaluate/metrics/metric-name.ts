const NAME = Symbol.for('dspex.metric-name');

/**
 * Names a metric by what its code closes over, which the code does not show: `exactMatch('a')` and `exactMatch('b')` are one code.
 *
 * @returns the metric.
 */
export function namedMetric<Fn extends (...given: never[]) => unknown>(metric: Fn, name: string): Fn {
  return Object.defineProperty(metric, NAME, { value: name });
}

/** The name that a metric was given. */
export function nameOfMetric(metric: object): string | undefined {
  return (metric as { readonly [NAME]?: string })[NAME];
}
