import { asJson, type Json } from './json.js';

/** The same moment as Webex and others write it. */
const TIMES: readonly ((time: string) => string)[] = [
  (time) => time,
  (time) => time.replace(/Z$/, '.000Z'),
  (time) => time.replace(/Z$/, '+0000'),
  (time) => time.replace(/Z$/, ''),
  (time) => time.replace(/Z$/, '+00:00'),
];

/** Keys that say nothing when they are absent: null in every other item. */
const OPTIONAL = ['avatar', 'integrationTags', 'nickName', 'parentId', 'password'];

/**
 * Items in other forms of the same meaning: moments, null for what is absent, keys that nobody
 * knows. By the item's id alone, so that it looks the same in every answer.
 */
export function inOddForms(body: unknown): unknown {
  const json = asJson(body);
  if (json === undefined) return body;
  return Array.isArray(json.items) ? { ...json, items: json.items.map(oddForm) } : oddForm(json);
}

function oddForm(item: unknown): unknown {
  const json = asJson(item);
  if (typeof json?.id !== 'string') return item;
  const draw = drawOf(json.id);
  return { ...json, ...times(json, draw), ...nulls(json, draw), 'x-sandbox': { odd: [draw] } };
}

function times(item: Json, draw: number): Json {
  const write = TIMES[draw % TIMES.length] ?? String;
  const given = ['createTime', 'timeRecorded'].filter((key) => typeof item[key] === 'string');
  return Object.fromEntries(given.map((key) => [key, write(String(item[key]))]));
}

function nulls(item: Json, draw: number): Json {
  if (draw % 2 === 0) return {};
  const absent = OPTIONAL.filter((key) => isEmpty(item[key]));
  return Object.fromEntries(absent.map((key) => [key, null]));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

function drawOf(id: string): number {
  let draw = 0;
  for (const character of id) draw = (draw * 31 + character.charCodeAt(0)) % 9973;
  return draw;
}
