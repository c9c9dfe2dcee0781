/**
 * What the `adaptivecards` package does not tell: which properties are required, where it is more
 * generous than the published schema, and what Webex's clients cannot show.
 */

/** Versions of the schema that Webex knows. */
export const VERSIONS: readonly string[] = ['1.0', '1.1', '1.2', '1.3'];

/** Webex's own limits. */
export const MOST_ACTIONS = 5;
export const MOST_BYTES = 22_000;

/** Types that no Webex client shows, whatever their version. */
export const UNSUPPORTED: ReadonlySet<string> = new Set([
  'Media',
  'Table',
  'Carousel',
  'CarouselPage',
  'Action.Execute',
]);

export const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  TextBlock: ['text'],
  TextRun: ['text'],
  RichTextBlock: ['inlines'],
  Image: ['url'],
  ImageSet: ['images'],
  BackgroundImage: ['url'],
  FactSet: ['facts'],
  Fact: ['title', 'value'],
  Container: ['items'],
  ActionSet: ['actions'],
  Choice: ['title', 'value'],
  'Input.Text': ['id'],
  'Input.Date': ['id'],
  'Input.Time': ['id'],
  'Input.Number': ['id'],
  'Input.ChoiceSet': ['id', 'choices'],
  'Input.Toggle': ['id', 'title'],
  'Action.OpenUrl': ['url'],
  'Action.ShowCard': ['card'],
  'Action.ToggleVisibility': ['targetElements'],
};

/** Since when a property exists, where the package says too early or says nothing. */
export const SINCE: Readonly<Record<string, string>> = {
  rtl: '1.5',
  'Input.Text.inlineAction': '1.2',
  fallback: '1.2',
  'RichTextBlock.horizontalAlignment': '1.2',
};

const ALIGNED = new Set(['TextBlock', 'RichTextBlock', 'Image', 'ColumnSet']);
const ELEMENT_ONLY = [
  'id',
  'requires',
  'isVisible',
  'separator',
  'height',
  'horizontalAlignment',
  'spacing',
];

/** Whether the package lists a property on that type which the published schema does not have there. */
export function isExtra(type: string, property: string): boolean {
  if (property === 'lang') return type !== 'AdaptiveCard';
  if (property === 'horizontalAlignment' && !ALIGNED.has(type)) return true;
  if (type === 'AdaptiveCard')
    return ELEMENT_ONLY.includes(property) || ['style', 'bleed'].includes(property);
  if (type === 'TextRun') return ELEMENT_ONLY.includes(property);
  return type === 'ActionSet' && property === 'orientation';
}
