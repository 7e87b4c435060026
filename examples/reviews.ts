import { Example } from 'dspex';

/** A handful of restaurant reviews; the first eight to learn from. */
export const reviews = [
  { review: 'a wonderful evening with wonderful food', mood: 'happy' },
  { review: 'the waiter was rude and slow', mood: 'sad' },
  { review: 'delightful dinner, we loved every dish', mood: 'happy' },
  { review: 'cold soup and a dirty table', mood: 'sad' },
  { review: 'friendly people and great wine', mood: 'happy' },
  { review: 'never again, we waited two hours', mood: 'sad' },
  { review: 'the best pizza in town', mood: 'happy' },
  { review: 'overpriced and the meat was burnt', mood: 'sad' },
  { review: 'such friendly service and wonderful cake', mood: 'happy' },
  { review: 'our table was dirty', mood: 'sad' },
  { review: 'we loved the wine', mood: 'happy' },
  { review: 'rude staff, cold coffee', mood: 'sad' },
  { review: 'a delightful place', mood: 'happy' },
  { review: 'they burnt the fish and it was slow', mood: 'sad' },
  { review: 'great pizza, great evening', mood: 'happy' },
  { review: 'waited hours for a cold meal', mood: 'sad' },
].map((row) => Example.from(row).withInputs('review'));
