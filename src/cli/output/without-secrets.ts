const SECRET_NAME = /KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL/i;

/** A text in which no value of a variable that is named like a secret stands. */
export function withoutSecrets(text: string, env: Readonly<Record<string, string | undefined>>): string {
  let masked = text;
  for (const [name, value = ''] of Object.entries(env)) {
    if (SECRET_NAME.test(name) && value.trim().length >= 8)
      masked = masked.replaceAll(value.trim(), `<${name}>`);
  }
  return masked;
}
