import { isExtra, REQUIRED, SINCE } from './rules.js';
import {
  source as cards,
  type ClassOf,
  type Definition,
  type Thing,
  type Version,
} from './schema-source.js';

/** What a property's value has to be. */
export type Kind =
  | { is: 'string' | 'boolean' | 'number' | 'pixels' | 'length' | 'time' | 'text' | 'fallback' }
  | { is: 'url' | 'backgroundImage' | 'requires' | 'data' | 'targets' | 'version' | 'inlines' }
  | { is: 'oneOf'; values: ReadonlyMap<string, string> }
  | { is: 'element' | 'action' | 'selectAction' | 'card' }
  | { is: 'elements' | 'actions' | 'columns' }
  | { is: 'objects'; type: string };

export interface Property {
  readonly kind: Kind;
  /** Version of the schema since which it exists. */
  readonly since: string;
}

export interface TypeOfThing {
  readonly role: 'element' | 'action' | 'part';
  readonly since: string;
  readonly properties: ReadonlyMap<string, Property>;
  readonly required: readonly string[];
}

/** Properties that hold other things; the package parses these by hand, so its schema lacks them. */
const CHILDREN: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  AdaptiveCard: { body: { is: 'elements' }, actions: { is: 'actions' } },
  Container: { items: { is: 'elements' } },
  Column: { items: { is: 'elements' } },
  ColumnSet: { columns: { is: 'columns' } },
  RichTextBlock: { inlines: { is: 'inlines' } },
  ActionSet: { actions: { is: 'actions' } },
  'Action.ShowCard': { card: { is: 'card' } },
};

/** Properties whose class in the package says too little. */
const BY_NAME: Readonly<Record<string, Kind>> = {
  version: { is: 'version' },
  $schema: { is: 'string' },
  requires: { is: 'requires' },
  backgroundImage: { is: 'backgroundImage' },
  targetElements: { is: 'targets' },
  data: { is: 'data' },
  associatedInputs: {
    is: 'oneOf',
    values: new Map(['auto', 'none'].map((value) => [value, '1.3'])),
  },
  url: { is: 'url' },
  iconUrl: { is: 'url' },
  text: { is: 'text' },
  title: { is: 'text' },
};

/** Every type of the schema, by name, as the `adaptivecards` package itself defines it. */
export const vocabulary: ReadonlyMap<string, TypeOfThing> = new Map(entries());

function* entries(): Iterable<[string, TypeOfThing]> {
  const { defaultElements, defaultActions } = cards.GlobalRegistry;
  for (const [registry, role] of [
    [defaultElements, 'element'],
    [defaultActions, 'action'],
  ] as const) {
    for (let at = 0; at < registry.getItemCount(); at += 1) {
      const { typeName, objectType, schemaVersion } = registry.getItemAt(at);
      // TextRun is registered as an element, but stands in a RichTextBlock only.
      const as = typeName === 'TextRun' ? 'part' : role;
      yield [typeName, describe(typeName, as, String(schemaVersion), new objectType())];
    }
  }
  yield ['AdaptiveCard', describe('AdaptiveCard', 'part', '1.0', new cards.AdaptiveCard())];
  yield ['Column', describe('Column', 'part', '1.0', new cards.Column())];
  yield [
    'BackgroundImage',
    describe('BackgroundImage', 'part', '1.0', new cards.BackgroundImage()),
  ];
  yield ['Fact', describe('Fact', 'part', '1.0', new cards.Fact())];
  yield ['Choice', describe('Choice', 'part', '1.0', new cards.Choice())];
}

function describe(
  name: string,
  role: TypeOfThing['role'],
  since: string,
  instance: Thing,
): TypeOfThing {
  const schema = instance.getSchema();
  const properties = new Map<string, Property>();
  for (let at = 0; at < schema.getCount(); at += 1) {
    const definition = schema.getItemAt(at);
    if (isExtra(name, definition.name)) continue;
    properties.set(definition.name, {
      kind: kindOf(name, definition),
      since: sinceOf(name, definition.name, String(definition.targetVersion)),
    });
  }
  if (role !== 'part')
    properties.set('fallback', {
      kind: { is: 'fallback' },
      since: sinceOf(name, 'fallback', '1.2'),
    });
  for (const [child, kind] of Object.entries(CHILDREN[name] ?? {}))
    properties.set(child, { kind, since: '1.0' });
  return { role, since, properties, required: REQUIRED[name] ?? [] };
}

function sinceOf(type: string, property: string, told: string): string {
  return SINCE[`${type}.${property}`] ?? SINCE[property] ?? told;
}

function kindOf(type: string, definition: Definition): Kind {
  const { name } = definition;
  const known = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
  if (known !== undefined) return known;
  if (type === 'Column' && name === 'width') return { is: 'length' };
  if (type === 'Image' && (name === 'width' || name === 'height')) return { is: 'length' };
  // By a function: the classes look alike to the compiler, which would rule out all after the first.
  const isA = (kind: ClassOf<Definition>): boolean => definition instanceof kind;
  if (isA(cards.SerializableObjectCollectionProperty)) {
    return {
      is: 'objects',
      type: { facts: 'Fact', choices: 'Choice', images: 'Image' }[name] ?? 'Media',
    };
  }
  if (isA(cards.ActionProperty)) {
    return name === 'selectAction' ? { is: 'selectAction' } : { is: 'action' };
  }
  if (isA(cards.BoolProperty)) return { is: 'boolean' };
  if (isA(cards.NumProperty)) return { is: 'number' };
  if (isA(cards.PixelSizeProperty)) return { is: 'pixels' };
  if (isA(cards.TimeProperty)) return { is: 'time' };
  if (definition instanceof cards.EnumProperty) {
    const names = definition.enumType;
    return oneOf(
      definition.values.map(({ value, targetVersion }) => [names[value] ?? '', targetVersion]),
    );
  }
  if (definition instanceof cards.ValueSetProperty) {
    return oneOf(definition.values.map(({ value, targetVersion }) => [value, targetVersion]));
  }
  return { is: 'string' };
}

/** Names of values are compared in lower case, as the published schema does. */
function oneOf(values: readonly (readonly [string, Version | undefined])[]): Kind {
  return {
    is: 'oneOf',
    values: new Map(values.map(([value, since]) => [value.toLowerCase(), String(since ?? '1.0')])),
  };
}
