/** A menu about to be written: checked, amounts in minor units of the restaurant's currency. */
export interface MenuDraft {
  readonly sections: readonly SectionDraft[];
}

export interface SectionDraft {
  readonly name: string;
  readonly items: readonly ItemDraft[];
}

export interface ItemDraft {
  /** An item that stays, undefined for a new one. */
  readonly id: string | undefined;
  readonly name: string;
  readonly description: string | null;
  readonly priceMinor: bigint;
  readonly available: boolean;
  readonly stock: number | null;
  readonly groups: readonly GroupDraft[];
}

export interface GroupDraft {
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly options: readonly OptionDraft[];
}

export interface OptionDraft {
  readonly name: string;
  readonly priceDeltaMinor: bigint;
  readonly available: boolean;
}
