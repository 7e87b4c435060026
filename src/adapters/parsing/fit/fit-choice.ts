import { sameJson } from '../../../util';
import { isContainer, type SourceNode } from '../reader/source-node';
import { choiceOf } from '../words/choices';
import { fitOnlyPart, isWithheld } from './fit-scalar';
import { WITHHELD, type Fitting, type Path } from './fitting';
import { MENDINGS } from './mendings';
import { literalOf, plainValue } from './plain-value';

/** One of a closed list of values. */
export function fitChoice(
  schema: Readonly<Record<string, unknown>>,
  node: SourceNode,
  fitting: Fitting,
  path: Path,
): unknown {
  const choices: readonly unknown[] = Array.isArray(schema['enum']) ? schema['enum'] : [schema['const']];
  const expected = `one of ${choices.map((choice) => sameJson(choice)).join(', ')}`;
  if (isWithheld(fitting, node)) return WITHHELD;
  if (isContainer(node)) {
    const whole = containerChoice(choices, node, fitting, path);
    return whole === undefined
      ? fitOnlyPart(fitting, node, path, {
          expected,
          fit: (part, at) => fitChoice(schema, part, fitting, at),
        })
      : whole;
  }
  const literal = node.kind === 'bare' ? literalOf(node) : undefined;
  if (literal !== undefined && choices.includes(literal.value)) {
    fitting.visit(node, path);
    if (!literal.isJson) fitting.mend(MENDINGS.otherLiteral, path);
    return literal.value;
  }
  const found = choiceOf(schema, choices, node.text);
  if (found === undefined) return fitting.misfit(path, expected, node);
  fitting.visit(node, path);
  if (found.how === 'named') fitting.mend(MENDINGS.namedChoice, path);
  else if (found.how === 'written') fitting.mend(MENDINGS.choice, path);
  else if (node.kind === 'bare' && node.isWhole !== true) fitting.mend(MENDINGS.bareText, path);
  return found.choice;
}

function containerChoice(
  choices: readonly unknown[],
  node: SourceNode,
  fitting: Fitting,
  path: Path,
): unknown {
  if (!choices.some((choice) => typeof choice === 'object' && choice !== null)) return undefined;
  const start = fitting.save();
  const text = sameJson(plainValue(fitting, node, path));
  const choice = choices.find((each) => sameJson(each) === text);
  if (choice === undefined) fitting.restore(start);
  return choice;
}
