import ts from 'typescript';

/** The declarations of a symbol as TypeScript without bodies, comments and what is private. */
export function printDeclarations(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const declarations = symbol.declarations ?? [];
  const functions = declarations.filter((node) => ts.isFunctionDeclaration(node));
  // The last of several is the implementation, whose signature nobody sees.
  const shown = functions.length > 1 ? functions.slice(0, -1) : declarations;
  return shown.map((node) => printed(node, checker)).join('\n\n');
}

function printed(node: ts.Declaration, checker: ts.TypeChecker): string {
  if (ts.isFunctionDeclaration(node)) return headOf(node, node.body);
  if (ts.isClassDeclaration(node)) return classText(node, checker);
  if (ts.isInterfaceDeclaration(node)) return interfaceText(node);
  if (ts.isVariableDeclaration(node)) return variableText(node, checker);
  return withoutComments(node.getText()).replace(/^export /, '');
}

function interfaceText(node: ts.InterfaceDeclaration): string {
  const members = node.members.map((member) => indented(withoutComments(member.getText())));
  return `${headUntil(node, node.members.pos)}\n${members.join('\n')}\n}`;
}

function classText(node: ts.ClassDeclaration, checker: ts.TypeChecker): string {
  const members = node.members.filter(isPublic);
  const overloaded = new Set(
    members
      .filter((member) => ts.isMethodDeclaration(member) && member.body === undefined)
      .map((member) => keyOf(member)),
  );
  const lines = members
    .filter(
      (member) =>
        !(ts.isMethodDeclaration(member) && member.body !== undefined && overloaded.has(keyOf(member))),
    )
    .map((member) => indented(memberText(member, checker)));
  return `${headUntil(node, node.members.pos)}\n${lines.join('\n')}\n}`;
}

function keyOf(member: ts.ClassElement): string {
  const isStatic = (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0;
  return `${isStatic ? 'static ' : ''}${member.name?.getText() ?? ''}`;
}

function memberText(member: ts.ClassElement, checker: ts.TypeChecker): string {
  if (ts.isMethodDeclaration(member) || ts.isConstructorDeclaration(member) || ts.isGetAccessor(member)) {
    return headOf(member, member.body).replaceAll(/\basync /g, '');
  }
  if (!ts.isPropertyDeclaration(member)) return withoutComments(member.getText());
  const type = member.type?.getText() ?? checker.typeToString(checker.getTypeAtLocation(member));
  const head = member.getText().slice(0, member.name.end - member.getStart());
  return `${withoutComments(head)}${member.questionToken === undefined ? '' : '?'}: ${type};`;
}

function variableText(node: ts.VariableDeclaration, checker: ts.TypeChecker): string {
  const type = node.type?.getText() ?? checker.typeToString(checker.getTypeAtLocation(node));
  return `const ${node.name.getText()}: ${withoutComments(type)};`;
}

/** What stands before a body. */
function headOf(node: ts.Declaration, body: ts.Node | undefined): string {
  const text = node.getText();
  const head = body === undefined ? text : text.slice(0, body.getStart() - node.getStart());
  return `${withoutComments(head)
    .trim()
    .replace(/^export /, '')
    .replace(/;$/, '')};`;
}

function headUntil(node: ts.Declaration, place: number): string {
  const head = node.getText().slice(0, place - node.getStart());
  return withoutComments(head)
    .replace(/^export /, '')
    .replaceAll(/@\w+\([^)]*\)\s*/g, '')
    .trim();
}

function isPublic(member: ts.ClassElement): boolean {
  if (
    member.name !== undefined &&
    (ts.isPrivateIdentifier(member.name) || ts.isComputedPropertyName(member.name))
  )
    return false;
  if (ts.isClassStaticBlockDeclaration(member)) return false;
  const isInternal = ts.getJSDocTags(member).some(({ tagName }) => tagName.text === 'internal');
  return (
    !isInternal &&
    (ts.getCombinedModifierFlags(member) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) === 0
  );
}

function withoutComments(text: string): string {
  return text.replaceAll(/^[ \t]*\/\*\*[\s\S]*?\*\/\n?/gm, '').replaceAll(/^[ \t]*\/\/[^\n]*\n?/gm, '');
}

/** Under its container, however deep it stood in the file. */
function indented(text: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? `  ${line}` : line))
    .join('\n');
}
