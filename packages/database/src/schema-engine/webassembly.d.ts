// The part of the standard WebAssembly API used here. TypeScript declares it only together with the browser's DOM.
declare namespace WebAssembly {
  type Exports = Record<string, unknown>;
  function instantiate(
    bytes: Uint8Array,
    imports: Record<string, Record<string, unknown>>,
  ): Promise<{ instance: { exports: Exports } }>;
}
