import { Module, Predict } from '../../../src/modules';
import { CandidateSpace } from '../../../src/teleprompt/candidate/candidate-space';
import { promptDifference } from '../../../src/teleprompt/candidate/prompt-difference';

class Twins extends Module {
  readonly first = new Predict('text -> mood');
  readonly second = new Predict('text -> mood');
  readonly kept = new Held().freeze();

  async forward({ text }: { text: string }) {
    await this.first.call({ text });
    return this.second.call({ text });
  }
}

class Held extends Module {
  readonly inner = new Predict('text -> mood');

  async forward({ text }: { text: string }) {
    return this.inner.call({ text });
  }
}

const stateOf = (program: Module): string => JSON.stringify(program.dumpState());

describe('a candidate space', () => {
  it('makes programs of changes and leaves the student as it was', () => {
    const student = new Twins();
    const before = stateOf(student);
    const space = new CandidateSpace(student);
    const candidate = space.create(
      {
        second: {
          instructions: 'Be brief.',
          demos: [{ text: 'a', mood: 'b' }],
          fields: { mood: { desc: 'one word' } },
        },
      },
      { origin: 'test' },
    );
    const program = space.program(candidate);
    expect(program).toBeInstanceOf(Twins);
    expect(program.second.signature.instructions).toBe('Be brief.');
    expect(program.second.signature.field('mood')?.desc).toBe('one word');
    expect(program.second.demos).toHaveLength(1);
    expect(program.first.signature).toBe(student.first.signature);
    expect(stateOf(student)).toBe(before);
    expect(Object.isFrozen(candidate)).toBe(true);
  });

  it('tells two predictors with the same signature apart', () => {
    const space = new CandidateSpace(new Twins());
    const first = space.create({ first: { instructions: 'X' } }, { origin: 'test' });
    const second = space.create({ second: { instructions: 'X' } }, { origin: 'test' });
    expect(first.id).not.toBe(second.id);
  });

  it('knows a program again, however it came about', () => {
    const student = new Twins();
    const space = new CandidateSpace(student);
    const same = {
      instructions: student.first.signature.instructions,
      demos: [],
      fields: { mood: { desc: '${mood}' } },
    };
    expect(space.create({ first: same }, { origin: 'test' })).toMatchObject({
      id: space.root.id,
      changes: {},
    });
    const one = space.derive(space.root, { first: { instructions: 'X' } }, 'a');
    const two = space.derive(
      space.derive(space.root, { first: { instructions: 'Y' } }, 'b'),
      { first: { instructions: 'X' } },
      'c',
    );
    expect(two.id).toBe(one.id);
    expect(two.parents).not.toEqual(one.parents);
  });

  it('cannot reach frozen modules', () => {
    const space = new CandidateSpace(new Twins());
    expect(space.paths).toEqual(['first', 'second']);
    expect(() => space.create({ 'kept.inner': { instructions: 'X' } }, { origin: 'test' })).toThrow(
      /kept\.inner/,
    );
  });

  it('goes by what can be written of demonstrations that JSON cannot hold', () => {
    const space = new CandidateSpace(new Predict('text -> mood'));
    const demo = { text: () => 'a', mood: 10n };
    const candidate = space.create({ self: { demos: [demo] } }, { origin: 'test' });
    expect(candidate.id).not.toBe(space.root.id);
  });

  it('says how prompts differ', () => {
    const space = new CandidateSpace(new Twins());
    const base = space.create({ first: { instructions: 'Read.\nAnswer.' } }, { origin: 'test' });
    const next = space.derive(
      base,
      { first: { instructions: 'Read.\nThink.', demos: [{ text: 'a', mood: 'b' }] } },
      'x',
    );
    expect(promptDifference(space.program(base), space.program(next))).toBe(
      ['first:', '    Read.', '  - Answer.', '  + Think.', '  demos: 0 → 1 (1 new)'].join('\n'),
    );
    expect(promptDifference(space.program(base), space.program(base))).toBe('');
  });
});
