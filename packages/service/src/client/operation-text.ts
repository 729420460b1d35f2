import { getOperationAST, OperationTypeNode, print, type DocumentNode } from 'graphql';

export interface OperationText {
  query: string;
  operationName: string | undefined;
  isMutation: boolean;
}

const texts = new WeakMap<DocumentNode, OperationText>();

/** The text of a generated document, printed once. */
export function operationText(document: DocumentNode): OperationText {
  const known = texts.get(document);
  if (known !== undefined) return known;
  const operation = getOperationAST(document);
  if (!operation) throw new TypeError('A document must hold exactly one operation.');
  const text = {
    query: print(document),
    operationName: operation.name?.value,
    isMutation: operation.operation === OperationTypeNode.MUTATION,
  };
  texts.set(document, text);
  return text;
}
