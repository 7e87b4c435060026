import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { genericTypes } from '../../../src/signatures/grammar/generic-types';
import { namedLiterals, namedTypes } from '../../../src/signatures/grammar/named-types';

const file = join(__dirname, '../../../src/signatures/grammar/named-types.types.ts');
const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);

function membersOf(interfaceName: string): string[] {
  const declaration = source.statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === interfaceName,
  );
  return declaration!.members.map((member) => (member.name as ts.Identifier | ts.StringLiteral).text);
}

function literalsOf(aliasName: string): string[] {
  const declaration = source.statements.find(
    (statement): statement is ts.TypeAliasDeclaration =>
      ts.isTypeAliasDeclaration(statement) && statement.name.text === aliasName,
  );
  return (declaration!.type as ts.UnionTypeNode).types.map(
    (member) => ((member as ts.LiteralTypeNode).literal as ts.StringLiteral).text,
  );
}

describe('the type twin', () => {
  it('knows the names the parser knows, and no others', () => {
    expect(membersOf('NamedTypes').sort()).toEqual([...namedTypes.keys(), ...namedLiterals.keys()].sort());
  });

  it('knows the generic names the parser knows, and no others', () => {
    expect(literalsOf('GenericName').sort()).toEqual([...genericTypes.keys()].sort());
  });
});
