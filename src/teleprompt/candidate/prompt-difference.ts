import type { AnyPredict, Module } from '../../modules';

/**
 * How the prompts of two programs differ, as text: for each predictor that does, its lines of instructions (`-` before, `+`
 * after), the words about its fields and the number of its demonstrations.
 *
 * @returns '' for programs that say the same.
 */
export function promptDifference(before: Module, after: Module): string {
  const earlier = new Map(before.namedPredictors());
  return after
    .namedPredictors()
    .flatMap(([path, predictor]) => {
      const other = earlier.get(path);
      const lines = other === undefined ? [] : predictorDifference(other, predictor);
      return lines.length === 0 ? [] : [`${path}:`, ...lines.map((line) => `  ${line}`)];
    })
    .join('\n');
}

function predictorDifference(before: AnyPredict, after: AnyPredict): string[] {
  const lines = lineDifference(before.signature.instructions, after.signature.instructions);
  for (const field of after.signature.fields) {
    const other = before.signature.field(field.name);
    for (const part of ['desc', 'prefix'] as const) {
      if (other !== undefined && other[part] !== field[part]) {
        lines.push(`- ${field.name} ${part}: ${other[part]}`, `+ ${field.name} ${part}: ${field[part]}`);
      }
    }
  }
  const known = new Set(before.demos);
  const fresh = after.demos.filter((demo) => !known.has(demo)).length;
  if (fresh > 0 || before.demos.length !== after.demos.length) {
    lines.push(`demos: ${before.demos.length} → ${after.demos.length} (${fresh} new)`);
  }
  return lines;
}

/** Lines that only one of two texts has, `-` and `+`; nothing for equal texts. Shared lines in between start with a blank. */
function lineDifference(before: string, after: string): string[] {
  if (before === after) return [];
  const [left, right] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start++;
  let end = 0;
  while (
    end < left.length - start &&
    end < right.length - start &&
    left[left.length - 1 - end] === right[right.length - 1 - end]
  ) {
    end++;
  }
  return [
    ...left.slice(Math.max(0, start - 1), start).map((line) => `  ${line}`),
    ...left.slice(start, left.length - end).map((line) => `- ${line}`),
    ...right.slice(start, right.length - end).map((line) => `+ ${line}`),
  ];
}
