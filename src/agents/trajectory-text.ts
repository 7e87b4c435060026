import type { ContentPart } from '../messages';
import type { ToolResult } from '../tools';
import type { TrajectoryCall, TrajectoryParts, TrajectoryStep } from './trajectory-parts';

/**
 * A trajectory in words: one line of JSON for each step, so that no result can pass for a step. Media follow the line they
 * belong to.
 */
export function trajectoryParts({
  steps,
  hidden = 0,
  summary,
}: TrajectoryParts): string | readonly ContentPart[] {
  const parts: ContentPart[] = [{ type: 'text', text: openingOf(hidden, summary) }];
  steps.slice(hidden).forEach((step, index) => {
    const media: ContentPart[] = [];
    const line = JSON.stringify(stepJson(step, hidden + index + 1, media));
    parts.push({ type: 'text', text: line }, ...media);
  });
  if (steps.length === 0) return 'Nothing was done yet.';
  const isText = parts.every(({ type }) => type === 'text');
  if (!isText) return parts.filter((part) => part.type !== 'text' || part.text !== '');
  return parts
    .map((part) => (part.type === 'text' ? part.text : ''))
    .filter((text) => text !== '')
    .join('\n');
}

/** What stands for the steps that are not shown. */
export function openingOf(hidden: number, summary: string | undefined): string {
  if (hidden === 0) return '';
  return summary === undefined
    ? `(The first ${hidden} steps are left out.)`
    : `The first ${hidden} steps in short: ${summary}`;
}

function stepJson({ thought, calls, note }: TrajectoryStep, step: number, media: ContentPart[]): object {
  return {
    step,
    ...(thought === '' ? {} : { thought }),
    ...(calls.length === 0 ? {} : { calls: calls.map((call) => callJson(call, media)) }),
    ...(note === undefined ? {} : { note }),
  };
}

function callJson({ name, arguments: args, result }: TrajectoryCall, media: ContentPart[]): object {
  if (result === undefined) return { tool: name, arguments: args, error: 'There is no result.' };
  return { tool: name, arguments: args, [result.isError ? 'error' : 'result']: textIn(result, media) };
}

function textIn({ content }: ToolResult, media: ContentPart[]): string {
  if (typeof content === 'string') return content;
  return content
    .map((part) => {
      if (part.type === 'text') return part.text;
      media.push(part);
      return `(${part.type}, shown below)`;
    })
    .join('\n');
}
