/** What must not be shown of an address with a user and a password: the whole, and the password as it is written and meant. */
export function passwordsIn(address: string | undefined): string[] {
  if (address === undefined) return [];
  const password = /:\/\/[^/@:]*:([^@]*)@/.exec(address)?.[1];
  return password === undefined ? [] : [address, password, decoded(password)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
