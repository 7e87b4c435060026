/** A row both libraries are given as a demonstration. */
export interface Demo {
  readonly title: string;
  readonly body: string;
  readonly category: string;
  readonly summary: string;
}

/** As many different demonstrations as asked for. */
export function makeDemos(count: number): Demo[] {
  return Array.from({ length: count }, (_, index) => ({
    title: `Invoice ${index} is wrong`,
    body: `The amount on invoice ${index} does not match the order we placed on Monday.`,
    category: index % 2 === 0 ? 'billing' : 'orders',
    summary: `Amount of invoice ${index} differs from the order.`,
  }));
}

/** The request both libraries are given. */
export const INPUTS = {
  title: 'Charged twice',
  body: 'My card was charged twice for the same subscription this month.',
} as const;
