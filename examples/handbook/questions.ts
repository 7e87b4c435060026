import { Example } from 'dspex';

const ask = (question: string, fact: string) => Example.from({ question, fact }).withInputs('question');

/** Questions of visitors, and what a good answer has to hold. */
export const questions = [
  ask('What does a ticket for adults cost?', '12 euros'),
  ask('How late is the museum open on Thursdays?', '9 in the evening'),
  ask('Where can wheelchairs be borrowed?', 'ticket desk'),
  ask('Are dogs allowed in the halls?', 'not allowed'),
  ask('Where do guided tours begin?', 'the whale'),
];

/** A metric: whether the answer holds the fact. */
export const mentionsFact = ({ fact }: { fact?: unknown }, { answer }: { answer: string }): boolean =>
  answer.includes(String(fact));
