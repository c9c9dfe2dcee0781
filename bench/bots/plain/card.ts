/** What the plain bot reads of a recording. */
export interface PlainRecording {
  readonly id: string;
  readonly topic: string;
  readonly createTime: string;
  readonly siteUrl: string;
  readonly playbackUrl?: string;
  readonly password?: string;
  readonly durationSeconds: number;
  readonly sizeBytes: number;
  readonly status?: string;
}

const ROWS = 5;

/** A card like our bot's, of the same size, written out by hand; and the words beside it. */
export function listCard(recordings: readonly PlainRecording[], notice?: string) {
  const shown = recordings.slice(0, ROWS);
  const content = {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.2',
    body: [
      ...(notice === undefined
        ? []
        : [{ type: 'Container', style: 'good', items: [{ ...text(notice), wrap: true }] }]),
      {
        ...text('Your recordings from the last 30 days'),
        weight: 'Bolder',
        size: 'Medium',
        wrap: true,
      },
      { ...small(`1–${shown.length} of ${recordings.length}`), isSubtle: true },
      ...shown.map(row),
      {
        type: 'ActionSet',
        separator: true,
        spacing: 'Medium',
        actions: [submit('Older ›', { action: 'page', list: '30.0.1700000000.100.5' })],
      },
      {
        type: 'ColumnSet',
        spacing: 'Medium',
        separator: false,
        columns: [
          linkColumn(submit('Refresh', { action: 'refresh', list: '30.0.1700000000.100.0' })),
          linkColumn(submit('Change search…', { action: 'edit', list: '30.0.1700000000.100.0' })),
          linkColumn(
            submit('Select several…', { action: 'select', list: '30.0.1700000000.100.0' }),
          ),
        ],
      },
    ],
  };
  const markdown = shown.map((item) => `- ${item.topic} – ${facts(item)}`).join('\n');
  return {
    markdown: `**Your recordings**\n\n${markdown}`,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
  };
}

function row(recording: PlainRecording, index: number) {
  const { id, topic, siteUrl, playbackUrl, password } = recording;
  const secret = password !== undefined && /[^*]/.test(password);
  const data = { recording: id, site: siteUrl, list: '30.0.1700000000.100.0' };
  const watch = { type: 'Action.OpenUrl', title: 'Watch', url: playbackUrl };
  return {
    type: 'Container',
    separator: true,
    spacing: 'Medium',
    items: [
      { ...text(topic), weight: 'Bolder', wrap: true, maxLines: 2 },
      {
        type: 'ColumnSet',
        spacing: 'Small',
        columns: [
          column('stretch', { ...small(facts(recording)), isSubtle: true }),
          ...(playbackUrl === undefined
            ? []
            : [column('auto', { type: 'ActionSet', actions: [watch] })]),
          linkColumn(toggle('More…', `more-${index}`)),
        ],
      },
      ...(secret ? [passwordLine(password, index)] : []),
      {
        type: 'ActionSet',
        id: `more-${index}`,
        isVisible: false,
        spacing: 'Small',
        actions: [
          submit('Details', { action: 'more', ...data }),
          submit('Share…', { action: 'ask-share', ...data }),
          ...(secret ? [toggle('Password', `password-${index}`)] : []),
          { ...submit('Delete…', { action: 'ask-delete', ...data }), style: 'destructive' },
        ],
      },
    ],
  };
}

function column(width: string, item: object) {
  return { type: 'Column', width, verticalContentAlignment: 'Center', items: [item] };
}

function linkColumn(selectAction: { readonly title: string }) {
  return { ...column('auto', { ...text(selectAction.title), color: 'Accent' }), selectAction };
}

function submit(title: string, data: object) {
  return { type: 'Action.Submit', title, data };
}

function toggle(title: string, target: string) {
  return { type: 'Action.ToggleVisibility', title, targetElements: [target] };
}

function passwordLine(password: string, index: number) {
  return {
    type: 'RichTextBlock',
    id: `password-${index}`,
    isVisible: false,
    spacing: 'Small',
    inlines: [
      { type: 'TextRun', text: 'Password: ', isSubtle: true },
      { type: 'TextRun', text: password, fontType: 'Monospace' },
    ],
  };
}

function facts({ createTime, durationSeconds, sizeBytes }: PlainRecording): string {
  const minutes = Math.round(durationSeconds / 60);
  const megabytes = Math.round(sizeBytes / 1_000_000);
  return `{{DATE(${createTime},SHORT)}} {{TIME(${createTime})}} · ${minutes} min · ${megabytes} MB`;
}

function text(words: string) {
  return { type: 'TextBlock', text: words };
}

function small(words: string) {
  return { ...text(words), size: 'Small', wrap: true, spacing: 'Small' };
}
