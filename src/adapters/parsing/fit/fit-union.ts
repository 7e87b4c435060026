import { isPlainObject } from '../../../util';
import { isContainer, type SourceNode } from '../reader/source-node';
import { MISFIT, WITHHELD, type Fitting, type Path } from './fitting';

/**
 * The member of a union that a value fits at the least cost; of equals the first.
 *
 * The costs are those of the mendings: a value that is of a member's type as it stands costs nothing, so text in quotes is
 * text where text is allowed, and an object belongs to the member that leaves out none of its keys.
 */
export function fitUnion(
  options: readonly unknown[],
  node: SourceNode,
  fitting: Fitting,
  path: Path,
): unknown {
  if (fitting.isPartial && node.isOpen && !isContainer(node))
    return fitUnfinished(options, node, fitting, path);
  const start = fitting.save();
  let best: { readonly option: unknown; readonly cost: number } | undefined;
  for (const option of options) {
    fitting.restore(start);
    const value = fitting.fit(option, node, path);
    if (value === MISFIT || value === WITHHELD) continue;
    const cost = fitting.cost - start.cost;
    if (cost === 0) return value;
    if (best === undefined || cost < best.cost) best = { option, cost };
  }
  fitting.restore(start);
  if (best !== undefined) return fitting.fit(best.option, node, path);
  return fitting.isPartial ? WITHHELD : MISFIT;
}

/** Text that is still coming is shown where nothing else could become of it. */
function fitUnfinished(options: readonly unknown[], node: SourceNode, fitting: Fitting, path: Path): unknown {
  const text = options.find(
    (option) =>
      isPlainObject(option) &&
      option['type'] === 'string' &&
      option['format'] === undefined &&
      option['enum'] === undefined,
  );
  const isChoice = options.some(
    (option) =>
      isPlainObject(option) && ('enum' in option || 'const' in option || option['format'] !== undefined),
  );
  if (node.kind !== 'text' || text === undefined || isChoice) return WITHHELD;
  return fitting.fit(text, node, path);
}
