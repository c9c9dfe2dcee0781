import { createRequire } from 'node:module';

/**
 * The part of the `adaptivecards` package that tells its own schema. Written down here because the
 * package's type files lead into its TypeScript sources, which strict settings refuse.
 */
export interface SchemaSource {
  readonly GlobalRegistry: {
    readonly defaultElements: Registry;
    readonly defaultActions: Registry;
  };
  readonly AdaptiveCard: new () => Thing;
  readonly Column: new () => Thing;
  readonly BackgroundImage: new () => Thing;
  readonly Fact: new () => Thing;
  readonly Choice: new () => Thing;
  readonly SerializableObjectCollectionProperty: ClassOf<Definition>;
  readonly ActionProperty: ClassOf<Definition>;
  readonly BoolProperty: ClassOf<Definition>;
  readonly NumProperty: ClassOf<Definition>;
  readonly PixelSizeProperty: ClassOf<Definition>;
  readonly TimeProperty: ClassOf<Definition>;
  readonly EnumProperty: ClassOf<EnumDefinition>;
  readonly ValueSetProperty: ClassOf<ValueSetDefinition>;
}

/** A class, of whatever constructor. */
export type ClassOf<T> = abstract new (...parameters: never[]) => T;

/** Prints as `1.2`. */
export interface Version {
  toString(): string;
}

interface Registry {
  getItemCount(): number;
  getItemAt(index: number): {
    readonly typeName: string;
    readonly schemaVersion: Version;
    readonly objectType: new () => Thing;
  };
}

/** An element, an action, or a part of one. */
export interface Thing {
  getSchema(): { getCount(): number; getItemAt(index: number): Definition };
}

/** The definition of one property. */
export interface Definition {
  readonly name: string;
  readonly targetVersion: Version;
}

interface EnumDefinition extends Definition {
  /** From numbers to names. */
  readonly enumType: Readonly<Record<number, string>>;
  readonly values: readonly { readonly value: number; readonly targetVersion?: Version }[];
}

interface ValueSetDefinition extends Definition {
  readonly values: readonly { readonly value: string; readonly targetVersion?: Version }[];
}

// The package's ESM entry does not load in Node; its browser build does.
export const source = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.min.js',
) as SchemaSource;
