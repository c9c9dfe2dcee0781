import type { CardProblem } from './card-problem.js';
import { hasDateToken, problemOfUrl, problemsOfText } from './check-text.js';
import { MOST_ACTIONS, UNSUPPORTED } from './rules.js';
import { vocabulary, type Kind } from './vocabulary.js';

type Json = Readonly<Record<string, unknown>>;

const IMAGE_SCHEMES = ['https', 'http'];
const LINK_SCHEMES = ['https', 'http', 'webexteams'];

/** One walk through a card; collects what is wrong with it. */
export class CardWalk {
  readonly #problems: CardProblem[] = [];
  readonly #ids = new Set<string>();
  readonly #targets: { path: string; id: string }[] = [];

  /** @param version that the card declares: nothing newer may be in it. */
  constructor(private readonly version: string) {}

  /** The problems, those of the whole card included. */
  finish(): CardProblem[] {
    for (const { path, id } of this.#targets) {
      if (!this.#ids.has(id)) this.#say(path, `there is no element with the id "${id}"`);
    }
    return this.#problems;
  }

  /** Checks a thing that must be of that type (a name), or of that role. */
  thing(value: unknown, path: string, expected: string): void {
    if (!isObject(value)) {
      this.#say(path, `must be an object, not ${nameOf(value)}`);
      return;
    }
    // Facts, choices and background images have no type of their own.
    const typeless = ['Fact', 'Choice', 'BackgroundImage'].includes(expected);
    const type = typeless ? expected : value.type;
    const known = typeof type === 'string' ? vocabulary.get(type) : undefined;
    if (
      typeof type !== 'string' ||
      known === undefined ||
      (known.role !== expected && type !== expected)
    ) {
      this.#say(
        `${path}.type`,
        `must be ${expected}, not ${type === undefined ? 'missing' : JSON.stringify(type)}`,
      );
      return;
    }
    if (UNSUPPORTED.has(type) || known.since > '1.3') {
      this.#say(path, `${type} is not supported by Webex`);
      return;
    }
    if (known.since > this.version) {
      this.#say(path, `${type} needs version ${known.since}`);
      return;
    }
    this.#id(value, path);
    for (const name of known.required) {
      if (value[name] === undefined) this.#say(`${path}.${name}`, 'is required');
    }
    for (const [name, child] of Object.entries(value)) {
      const at = `${path}.${name}`;
      const property = known.properties.get(name);
      if (property === undefined) this.#say(at, `${type} has no such property`);
      else if (property.since > '1.3') this.#say(at, 'is not supported by Webex');
      else if (property.since > this.version) this.#say(at, `needs version ${property.since}`);
      else if (child === null) this.#say(at, 'must not be null');
      else this.#value(child, at, property.kind, type);
    }
  }

  #value(value: unknown, path: string, kind: Kind, owner: string): void {
    switch (kind.is) {
      case 'string':
      case 'text':
        this.#text(value, path, owner);
        break;
      case 'boolean':
      case 'number':
        if (typeof value !== kind.is) this.#say(path, `must be a ${kind.is}, not ${nameOf(value)}`);
        break;
      case 'version':
        break;
      case 'pixels':
        this.#pattern(value, path, /^\d+px$/);
        break;
      case 'length':
        if (typeof value !== 'number') this.#pattern(value, path, /^(auto|stretch|\d+(px)?)$/);
        break;
      case 'time':
        this.#pattern(value, path, /^\d\d:\d\d$/);
        break;
      case 'oneOf': {
        const since = typeof value === 'string' ? kind.values.get(value.toLowerCase()) : undefined;
        if (since === undefined)
          this.#say(path, `must be one of ${[...kind.values.keys()].join(', ')}`);
        else if (since > this.version) this.#say(path, `"${String(value)}" needs version ${since}`);
        break;
      }
      case 'url':
        this.#url(
          value,
          path,
          owner === 'Action.OpenUrl' && path.endsWith('.url') ? LINK_SCHEMES : IMAGE_SCHEMES,
        );
        break;
      case 'backgroundImage':
        if (typeof value === 'string') this.#url(value, path, IMAGE_SCHEMES);
        else this.thing(value, path, 'BackgroundImage');
        break;
      case 'requires':
        if (!isObject(value)) this.#say(path, 'must be an object');
        break;
      case 'data':
        this.#data(value, path);
        break;
      case 'targets':
        this.#each(value, path, (each, at) => this.#target(each, at));
        break;
      case 'inlines':
        this.#each(value, path, (each, at) => {
          if (typeof each === 'string') this.#text(each, at, owner);
          else this.thing(each, at, 'TextRun');
        });
        break;
      case 'fallback':
        if (value !== 'drop')
          this.thing(value, path, owner.startsWith('Action.') ? 'action' : 'element');
        break;
      case 'element':
      case 'action':
        this.thing(value, path, kind.is);
        break;
      case 'selectAction':
        this.thing(value, path, 'action');
        if (isObject(value) && value.type === 'Action.ShowCard')
          this.#say(path, 'must not be an Action.ShowCard');
        break;
      case 'card':
        this.thing(value, path, 'AdaptiveCard');
        break;
      case 'elements':
        this.#each(value, path, (each, at) => this.thing(each, at, 'element'));
        break;
      case 'columns':
        this.#each(value, path, (each, at) => this.thing(each, at, 'Column'));
        break;
      case 'objects':
        this.#each(value, path, (each, at) => this.thing(each, at, kind.type));
        break;
      case 'actions':
        this.#each(value, path, (each, at) => this.thing(each, at, 'action'));
        if (Array.isArray(value) && value.length > MOST_ACTIONS) {
          this.#say(
            path,
            `has ${value.length} actions: Webex drops those after the first ${MOST_ACTIONS}`,
          );
        }
    }
  }

  #text(value: unknown, path: string, owner: string): void {
    if (typeof value !== 'string') {
      this.#say(path, `must be a string, not ${nameOf(value)}`);
      return;
    }
    for (const problem of problemsOfText(value)) this.#say(path, problem);
    if (owner === 'Choice' && hasDateToken(value))
      this.#say(path, 'date tokens do not work in choices');
  }

  #url(value: unknown, path: string, schemes: readonly string[]): void {
    this.#text(value, path, '');
    const problem = typeof value === 'string' ? problemOfUrl(value, schemes) : undefined;
    if (problem !== undefined) this.#say(path, problem);
  }

  #pattern(value: unknown, path: string, pattern: RegExp): void {
    if (typeof value !== 'string' || !pattern.test(value))
      this.#say(path, `must match ${pattern.source}`);
  }

  #each(value: unknown, path: string, check: (each: unknown, at: string) => void): void {
    if (!Array.isArray(value)) this.#say(path, `must be an array, not ${nameOf(value)}`);
    else value.forEach((each: unknown, index) => check(each, `${path}[${index}]`));
  }

  /** What a submit sends along: flat, since clients differ in what they make of the rest. */
  #data(value: unknown, path: string): void {
    if (!isObject(value)) {
      this.#text(value, path, '');
      return;
    }
    for (const [key, each] of Object.entries(value)) {
      if (typeof each === 'string') this.#text(each, `${path}.${key}`, '');
      else if (typeof each !== 'number' && typeof each !== 'boolean') {
        this.#say(`${path}.${key}`, `must be a string, number or boolean, not ${nameOf(each)}`);
      }
    }
  }

  #target(value: unknown, path: string): void {
    const target: Json = isObject(value) ? value : { elementId: value };
    const { elementId, isVisible, type, ...rest } = target;
    if (typeof elementId !== 'string')
      this.#say(path, 'must be an element id, or an object with elementId');
    else this.#targets.push({ path, id: elementId });
    if (isVisible !== undefined && typeof isVisible !== 'boolean')
      this.#say(`${path}.isVisible`, 'must be a boolean');
    if (type !== undefined && type !== 'TargetElement')
      this.#say(`${path}.type`, 'must be TargetElement');
    for (const key of Object.keys(rest))
      this.#say(`${path}.${key}`, 'TargetElement has no such property');
  }

  #id(value: Json, path: string): void {
    if (typeof value.id !== 'string') return;
    if (this.#ids.has(value.id)) this.#say(`${path}.id`, `the id "${value.id}" is there twice`);
    this.#ids.add(value.id);
  }

  #say(path: string, message: string): void {
    this.#problems.push({ path, message });
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
