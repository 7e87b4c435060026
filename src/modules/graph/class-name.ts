/** The name of a module's class. A property called `constructor` does not hide it. */
export function classNameOf(module: object): string {
  const { constructor } = Object.getPrototypeOf(module) as {
    readonly constructor?: { readonly name?: string };
  };
  return constructor?.name || 'The module';
}
