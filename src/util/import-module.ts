// Compilers to CommonJS turn `import()` into `require`, which takes no URL and no ES module.

/** Imports a module by name or by the URL of its file, whatever this library was compiled to. */
export const importModule = new Function('url', 'return import(url)') as (
  url: string,
) => Promise<Record<string, unknown>>;
